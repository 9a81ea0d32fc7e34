import { plannedBusyTime, type TimeBook } from './line-time.ts';

/** What one machine or line did in a period. */
export interface ProductionCount {
  time: TimeBook;
  /** Planned run time per item PRI, s. */
  plannedRunTimeS: number;
  /** Good quantity GQ and scrap quantity SQ, items. */
  good: number;
  scrap: number;
  /** Of those, items that came out while nobody looked: their time is in no sum, so they are in no effectiveness. */
  untimed?: number;
}

/** Indicators of ISO 22400-2; `null` where there is nothing to divide by ("no plan" instead of 100 %). */
export interface Oee {
  /** A = APT / PBT */
  availability: number | null;
  /** E = PRI · PQ / APT */
  effectiveness: number | null;
  /** Q = GQ / PQ */
  qualityRatio: number | null;
  /** OEE index = A · E · Q */
  oee: number | null;
}

/**
 * OEE of one or several machines taken together: numerators and denominators are summed, ratios are never
 * averaged (ISO 22400-2, as cited in the plant brief).
 */
export function oee(counts: readonly ProductionCount[]): Oee {
  let apt = 0;
  let pbt = 0;
  let planned = 0;
  let good = 0;
  let produced = 0;
  for (const count of counts) {
    const quantity = count.good + count.scrap;
    apt += count.time.APT;
    pbt += plannedBusyTime(count.time);
    planned += count.plannedRunTimeS * (quantity - (count.untimed ?? 0));
    good += count.good;
    produced += quantity;
  }
  const availability = ratio(apt, pbt);
  const effectiveness = ratio(planned, apt);
  const qualityRatio = ratio(good, produced);
  const all =
    availability === null || effectiveness === null || qualityRatio === null
      ? null
      : availability * effectiveness * qualityRatio;
  return { availability, effectiveness, qualityRatio, oee: all };
}

/** Share of the period, 0 to 1, in which machine states were known. */
export function coverage(books: readonly TimeBook[]): number {
  let known = 0;
  let all = 0;
  for (const book of books) {
    known += plannedBusyTime(book) + book.none;
    all += plannedBusyTime(book) + book.none + book.unknown;
  }
  return all === 0 ? 0 : known / all;
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}
