import type { BillAnswer, BillPart, BillQuery, EnergySeries } from '@linetwin/contracts';
import { meanPowerFactor, monthBill, powerFactorAdjustment } from '@linetwin/energy';
import type { MeterTree, ModelIndex } from '@linetwin/model';
import type { EnergyService } from './energy.service.ts';
import type { EnergyTables } from './energy-tables.ts';

const QUARTER_H = 0.25;
const HOUR_MS = 3600_000;
const DAY_MS = 86_400_000;
/** A quarter of which less is known says nothing of the demand. */
const WHOLE_QUARTER = 0.9;

interface Parts {
  index: ModelIndex;
  tables: EnergyTables;
  energy: Pick<EnergyService, 'series'>;
  /** Mean of each signal over a time (ms since 1970 UTC); null where nothing was measured. */
  meansOf: (signals: readonly string[], span: { from: number; to: number }) => Promise<(number | null)[]>;
  now?: () => number;
}

/** What a month's electricity costs so far, in the parts in which it is billed. */
export class BillService {
  private readonly parts: Parts;
  private readonly now: () => number;

  constructor(parts: Parts) {
    this.parts = parts;
    this.now = parts.now ?? Date.now;
  }

  async month(query: BillQuery): Promise<BillAnswer> {
    const { index, tables, energy } = this.parts;
    const { tree, clock } = tables;
    const end = query.until === undefined ? this.now() : Math.min(query.until, this.now());
    const month = query.month ?? clock.at(end).day.slice(0, 7);
    const from = clock.startOfDay(`${month}-01`);
    const monthEnd = clock.startOfDay(`${nextMonth(month)}-01`);
    const to = Math.max(from, Math.min(monthEnd, end));
    const tariff = tables.tariffAt(from);
    const basis = index.model.energy.billing?.basis ?? 'energy';
    const series = to > from ? await energy.series({ from, to, meter: tree.root.id }) : emptySeries;
    const periods = partsByPeriod(series, tables);
    const energyYuan = sumOf(periods, ({ floatingYuan, fixedYuan }) => floatingYuan + fixedYuan);
    const peak = greatestDemand(series);
    const ratedKva = tree.meters.reduce((sum, meter) => sum + (meter.ratedKva ?? 0), 0);
    const kwh = series.kwh.reduce((sum, one) => sum + one, 0);
    const powerFactor = await this.powerFactor(tree, from, to, kwh);
    const bill =
      tariff &&
      monthBill(tariff, basis, {
        energyYuan,
        maximumDemandKw: peak?.kw ?? 0,
        ratedKva,
        powerFactor: powerFactor?.value ?? null,
      });
    return {
      month,
      from,
      to,
      isOver: end >= monthEnd,
      tariff: tariff ? { id: tariff.tariff, name: tariff.name } : null,
      kwh,
      missing: missingOf(series, from, to),
      unpricedKwh: kwh - sumOf(periods, (part) => part.kwh),
      periods,
      basis,
      maximumDemand: peak,
      contractKw: tree.root.contractKw ?? null,
      ratedKva,
      basicYuanPerUnit:
        (basis === 'demand' ? tariff?.demandYuanPerKwMonth : tariff?.capacityYuanPerKvaMonth) ?? null,
      powerFactor:
        powerFactor && tariff?.powerFactor
          ? {
              ...powerFactor,
              reference: tariff.powerFactor.reference,
              adjustment: powerFactorAdjustment(tariff, powerFactor.value),
            }
          : null,
      energyYuan,
      basicYuan: bill?.basicYuan ?? 0,
      powerFactorYuan: bill?.powerFactorYuan ?? 0,
      totalYuan: bill?.totalYuan ?? 0,
    };
  }

  /** Mean of the month over the meters that measure reactive power, and what share of the plant's energy they see. */
  private async powerFactor(
    tree: MeterTree,
    from: number,
    to: number,
    siteKwh: number,
  ): Promise<{ value: number; share: number } | null> {
    const meters = tree.meters.flatMap(({ id, reactive }) => (reactive ? [{ id, reactive }] : []));
    if (meters.length === 0 || to <= from) return null;
    const means = await this.parts.meansOf(
      meters.map(({ reactive }) => reactive),
      { from, to },
    );
    let active = 0;
    let reactive = 0;
    for (const [i, { id }] of meters.entries()) {
      const mean = means[i];
      if (mean === null) continue;
      const series = await this.parts.energy.series({ from, to, meter: id });
      // Both over the hours of which the energy is known.
      const hours = series.known.reduce((sum, known) => sum + known * QUARTER_H, 0);
      active += series.kwh.reduce((sum, kwh) => sum + kwh, 0);
      reactive += mean * hours;
    }
    const value = meanPowerFactor(active, reactive);
    return value === null ? null : { value, share: siteKwh > 0 ? Math.min(1, active / siteKwh) : 0 };
  }
}

const emptySeries: Pick<EnergySeries, 'from' | 'kwh' | 'known'> = { from: [], kwh: [], known: [] };
type Quarters = typeof emptySeries;

function partsByPeriod({ from, kwh }: Quarters, tables: EnergyTables): BillPart[] {
  const parts = new Map<string, BillPart>();
  from.forEach((time, i) => {
    const price = tables.priceAt(time);
    if (!price) return;
    const { period, floatingYuanPerKwh, fixedYuanPerKwh } = price;
    const part = parts.get(period) ?? { period, kwh: 0, floatingYuan: 0, fixedYuan: 0 };
    parts.set(period, part);
    part.kwh += kwh[i];
    part.floatingYuan += kwh[i] * floatingYuanPerKwh;
    part.fixedYuan += kwh[i] * fixedYuanPerKwh;
  });
  const dearness = ({ kwh: energy, floatingYuan }: BillPart) => (energy > 0 ? floatingYuan / energy : 0);
  return [...parts.values()].sort((a, b) => dearness(b) - dearness(a));
}

/** Greatest mean of a quarter of an hour that is known, and when it began. */
function greatestDemand({ from, kwh, known }: Quarters): { kw: number; from: number } | null {
  let peak: { kw: number; from: number } | null = null;
  kwh.forEach((energy, i) => {
    const kw = energy / QUARTER_H;
    if (known[i] >= WHOLE_QUARTER && (!peak || kw > peak.kw)) peak = { kw, from: from[i] };
  });
  return peak;
}

function missingOf({ known }: Quarters, from: number, to: number): number {
  const hours = (to - from) / HOUR_MS;
  const knownHours = known.reduce((sum, one) => sum + one * QUARTER_H, 0);
  return hours > 0 ? Math.min(1, Math.max(0, 1 - knownHours / hours)) : 0;
}

function sumOf(parts: readonly BillPart[], of: (part: BillPart) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}

/** @param month as 2026-01 */
function nextMonth(month: string): string {
  return new Date(Date.parse(`${month}-01T00:00:00Z`) + 32 * DAY_MS).toISOString().slice(0, 7);
}
