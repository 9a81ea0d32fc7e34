import type { Tariff } from '@linetwin/model';

/**
 * Adjustment of a bill for its power factor, as a share of it (0.005 = half a per cent more, below 0 = less). Power
 * factors are rounded to hundredths, as bills do; below the lowest row the slope of the lowest two goes on.
 */
export function powerFactorAdjustment(tariff: Tariff, powerFactor: number): number {
  const rows = tariff.powerFactor?.adjustments;
  if (!rows) return 0;
  const factor = Math.round(Math.min(1, Math.max(0, powerFactor)) * 100) / 100;
  const above = rows.findIndex(([at]) => at >= factor);
  const last = rows.length - 1;
  if (above < 0) return rows[last][1] / 100;
  const high = Math.max(1, above);
  const [f0, percent0] = rows[high - 1];
  const [f1, percent1] = rows[high];
  return (percent0 + ((factor - f0) / (f1 - f0)) * (percent1 - percent0)) / 100;
}

/** Power factor of a month from its active and reactive energy (kWh, kvarh): the mean that bills go by. */
export function meanPowerFactor(activeKwh: number, reactiveKvarh: number): number | null {
  const apparent = Math.hypot(activeKwh, reactiveKvarh);
  return apparent > 0 ? activeKwh / apparent : null;
}

export interface MonthOfUse {
  /** Cost of the energy, yuan, floating and fixed part together. */
  energyYuan: number;
  /** Greatest 15 min mean of the month, kW. */
  maximumDemandKw: number;
  /** Rated power of all transformers, kVA. */
  ratedKva: number;
  /** Mean of the month; `null` where it is not measured, and nothing is adjusted then. */
  powerFactor: number | null;
}

export interface MonthBill {
  energyYuan: number;
  /** Demand or capacity, whichever the contract says; 0 for users who pay energy only. */
  basicYuan: number;
  powerFactorYuan: number;
  totalYuan: number;
}

/** Bill of a month of a one-part (`energy`) or two-part user (domain.md 3.4, last lines). */
export function monthBill(
  tariff: Tariff,
  basis: 'demand' | 'capacity' | 'energy',
  use: MonthOfUse,
): MonthBill {
  const basicYuan =
    basis === 'demand'
      ? use.maximumDemandKw * (tariff.demandYuanPerKwMonth ?? 0)
      : basis === 'capacity'
        ? use.ratedKva * (tariff.capacityYuanPerKvaMonth ?? 0)
        : 0;
  const before = use.energyYuan + basicYuan;
  const powerFactorYuan =
    use.powerFactor === null ? 0 : before * powerFactorAdjustment(tariff, use.powerFactor);
  return { energyYuan: use.energyYuan, basicYuan, powerFactorYuan, totalYuan: before + powerFactorYuan };
}
