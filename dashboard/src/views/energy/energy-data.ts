import type {
  BillAnswer,
  EnergyAttribution,
  EnergyByClass,
  EnergySeries,
  MeterEnergy,
} from '@linetwin/contracts';
import type { Meter, MeterTree } from '@linetwin/model';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;

/** A quarter of which less is known says nothing of the demand. */
const WHOLE_QUARTER = 0.9;

/** Greatest mean of a quarter of an hour that is known, kW; `null` without one. */
export function maximumDemand({ kwh, known }: EnergySeries): number | null {
  let most: number | null = null;
  kwh.forEach((energy, i) => {
    if (known[i] >= WHOLE_QUARTER) most = Math.max(most ?? 0, energy * 4);
  });
  return most;
}

export interface BillMoney {
  periods: { floatingYuan: number; fixedYuan: number; yuan: number }[];
  floatingYuan: number;
  fixedYuan: number;
  energyYuan: number;
  basicYuan: number;
  powerFactorYuan: number;
  totalYuan: number;
}

/** The money of a bill as it is printed: every line to the fen, and every sum that of the lines. */
export function billMoney(bill: Pick<BillAnswer, 'periods' | 'basicYuan' | 'powerFactorYuan'>): BillMoney {
  const fen = (yuan: number) => Math.round(yuan * 100);
  const lines = bill.periods.map((part) => ({
    floating: fen(part.floatingYuan),
    fixed: fen(part.fixedYuan),
  }));
  const floating = lines.reduce((sum, line) => sum + line.floating, 0);
  const fixed = lines.reduce((sum, line) => sum + line.fixed, 0);
  const [basic, powerFactor] = [fen(bill.basicYuan), fen(bill.powerFactorYuan)];
  return {
    periods: lines.map((line) => ({
      floatingYuan: line.floating / 100,
      fixedYuan: line.fixed / 100,
      yuan: (line.floating + line.fixed) / 100,
    })),
    floatingYuan: floating / 100,
    fixedYuan: fixed / 100,
    energyYuan: (floating + fixed) / 100,
    basicYuan: basic / 100,
    powerFactorYuan: powerFactor / 100,
    totalYuan: (floating + fixed + basic + powerFactor) / 100,
  };
}

/** @param month as 2026-01 */
export function monthBefore(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 - months)).toISOString().slice(0, 7);
}

export function totalOf(byClass: EnergyByClass): number {
  return byClass.productive + byClass.idle + byClass.standby + byClass['start-up'] + byClass.unknown;
}

/** Emission of one class: the factor is that of a year, so that it goes by energy; in a span over New Year by the mean of both. */
export function kgOf({ kwh, kgCo2 }: EnergyAttribution, name: keyof EnergyByClass): number {
  const total = totalOf(kwh);
  return total > 0 ? (kgCo2 * kwh[name]) / total : 0;
}

/** What a machine used while it made nothing. */
export interface IdleLoss {
  meter: string;
  /** In idle and standby, kWh and yuan, and as a share of all the machine used. */
  kwh: number;
  yuan: number;
  share: number;
  /** Carried on to a year at the rate of the time looked at; `null` of less than a day, which says nothing of a year. */
  yuanPerYear: number | null;
  /** Mean power while it waits, kW. */
  idleKw: number;
}

/** Machines by what they cost while they make nothing, dearest first. */
export function idleLosses(rows: readonly EnergyAttribution[], spanMs: number): IdleLoss[] {
  return rows
    .map(({ key, kwh, yuan, seconds }): IdleLoss => {
      const lost = kwh.idle + kwh.standby;
      const cost = yuan.idle + yuan.standby;
      return {
        meter: key.meter,
        kwh: lost,
        yuan: cost,
        share: totalOf(kwh) > 0 ? lost / totalOf(kwh) : 0,
        yuanPerYear: spanMs >= DAY_MS ? (cost * YEAR_MS) / spanMs : null,
        idleKw: seconds.idle > 0 ? kwh.idle / (seconds.idle / 3600) : 0,
      };
    })
    .filter(({ kwh }) => kwh > 0)
    .sort((a, b) => b.yuan - a.yuan || b.kwh - a.kwh);
}

/** Months until a measure has paid for itself, when it keeps `effect` (0 to 1) of the loss; `null` when it never does. */
export function paybackMonths(
  investmentYuan: number,
  yuanPerYear: number | null,
  effect: number,
): number | null {
  const saved = ((yuanPerYear ?? 0) * effect) / 12;
  return saved > 0 && investmentYuan > 0 ? investmentYuan / saved : null;
}

/** Mean power of each quarter of an hour that is known, as the demand counts them, kW, greatest first: how long which load lasts. */
export function loadDuration({ kwh, known }: EnergySeries): number[] {
  return kwh
    .filter((_, i) => known[i] >= WHOLE_QUARTER)
    .map((energy) => energy * 4)
    .sort((a, b) => b - a);
}

/** The same as a line of steps over the share of the time, %; one quarter of an hour lasts all of it. */
export function durationSteps(loads: readonly number[]): [number, number][] {
  const steps = loads.map((kw, i): [number, number] => [(100 * i) / loads.length, kw]);
  return loads.length === 0 ? [] : [...steps, [100, loads.at(-1)!]];
}

/** Mean power by hour of the day and day of the week (0 Monday), kW; `null` where nothing was measured. */
export function weekHeat(series: EnergySeries, offsetMs: (time: number) => number): (number | null)[][] {
  const sums = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => ({ kwh: 0, hours: 0 })));
  series.from.forEach((from, i) => {
    const local = new Date(from + offsetMs(from));
    const cell = sums[(local.getUTCDay() + 6) % 7][local.getUTCHours()];
    cell.kwh += series.kwh[i];
    cell.hours += series.known[i] / 4;
  });
  return sums.map((day) => day.map(({ kwh, hours }) => (hours > 0 ? kwh / hours : null)));
}

export interface DayOfEnergy {
  /** Plant day as 2026-01-31. */
  day: string;
  kwh: number;
  yuan: number;
  good: number;
  /** Greatest mean of a quarter of an hour that is known, kW; 0 without one. */
  peakKw: number;
  /** Quarters that are known, of 96. */
  known: number;
}

/** A series by plant days. */
export function daysOf(series: EnergySeries, offsetMs: (time: number) => number): DayOfEnergy[] {
  const days = new Map<string, DayOfEnergy>();
  series.from.forEach((from, i) => {
    const day = new Date(from + offsetMs(from)).toISOString().slice(0, 10);
    let sum = days.get(day);
    if (!sum) days.set(day, (sum = { day, kwh: 0, yuan: 0, good: 0, peakKw: 0, known: 0 }));
    sum.kwh += series.kwh[i];
    sum.yuan += series.kwh[i] * (series.yuanPerKwh[i] ?? 0);
    sum.good += series.good[i];
    sum.known += series.known[i];
    if (series.known[i] >= WHOLE_QUARTER) sum.peakKw = Math.max(sum.peakKw, series.kwh[i] * 4);
  });
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Energy and money by period of the tariff. */
export function byPeriod(series: EnergySeries): Map<string, { kwh: number; yuan: number }> {
  const sums = new Map<string, { kwh: number; yuan: number }>();
  series.period.forEach((period, i) => {
    const name = period ?? 'none';
    const sum = sums.get(name) ?? { kwh: 0, yuan: 0 };
    sum.kwh += series.kwh[i];
    sum.yuan += series.kwh[i] * (series.yuanPerKwh[i] ?? 0);
    sums.set(name, sum);
  });
  return sums;
}

export interface SankeyLink {
  source: string;
  target: string;
  kwh: number;
}

/** Node that takes the machines of a line that are too small to be drawn. */
export const othersOf = (line: string) => `${line} \u0000others`;
/** Node for what a meter measured and no meter below it did. */
export const unmeteredOf = (meter: string) => `${meter} \u0000unmetered`;

/** However small a line is, so many of its machines are drawn. */
const MIN_MACHINES = 2;

/**
 * Links from the site to its greatest machines. Machines with a smaller share of the site go together; what a meter has above the sum of
 * those below it is a node of its own, so that nothing vanishes. Loads of machines are left out.
 */
export function sankeyLinks(tree: MeterTree, meters: readonly MeterEnergy[], minShare: number): SankeyLink[] {
  const kwhOf = new Map(meters.map(({ meter, kwh }) => [meter, kwh]));
  const siteKwh = kwhOf.get(tree.root.id) ?? 0;
  const links: SankeyLink[] = [];
  const follow = (meter: Meter): void => {
    const children = tree
      .children(meter.id)
      .filter(({ id, level }) => level !== 'load' && (kwhOf.get(id) ?? 0) > 0)
      .sort((a, b) => kwhOf.get(b.id)! - kwhOf.get(a.id)!);
    if (children.length === 0) return;
    const machines = children.filter(({ level }) => level === 'machine');
    const small = machines.filter(
      ({ id }, rank) => rank >= MIN_MACHINES && kwhOf.get(id)! < minShare * siteKwh,
    );
    const shown = children.filter((child) => !small.includes(child));
    for (const { id } of shown) links.push({ source: meter.id, target: id, kwh: kwhOf.get(id)! });
    const rest = small.reduce((sum, { id }) => sum + kwhOf.get(id)!, 0);
    if (rest > 0) links.push({ source: meter.id, target: othersOf(meter.id), kwh: rest });
    const below = children.reduce((sum, { id }) => sum + kwhOf.get(id)!, 0);
    const own = kwhOf.get(meter.id) ?? 0;
    // Less than a two-hundredth of the meter is the width of a line.
    if (own - below > own / 200)
      links.push({ source: meter.id, target: unmeteredOf(meter.id), kwh: own - below });
    for (const child of shown) if (child.level !== 'machine') follow(child);
  };
  follow(tree.root);
  return links;
}
