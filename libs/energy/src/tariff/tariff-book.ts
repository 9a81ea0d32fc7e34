import { TARIFF_PERIODS, type Tariff, type TariffPeriod } from '@linetwin/model';
import type { PlantClock } from './plant-clock.ts';

/** Price of a kilowatt-hour at an instant, in yuan, its two parts apart. */
export interface EnergyPrice {
  period: TariffPeriod;
  /** Floating part times the multiplier of the period. */
  floatingYuanPerKwh: number;
  fixedYuanPerKwh: number;
  yuanPerKwh: number;
  /** Id of the table. */
  tariff: string;
}

interface Table {
  tariff: Tariff;
  /** Period of each hour of the day by month, 1 to 12. */
  hours: (TariffPeriod[] | undefined)[];
}

/**
 * The dated tariff tables of one region. An instant is priced by the table and the price row that stood on its plant
 * day: Shandong multiplies the floating part only (rule 鲁发改价格〔2023〕914号, domain.md 3.4).
 */
export class TariffBook {
  private readonly clock: PlantClock;
  private readonly tables: Table[];

  constructor(tariffs: readonly Tariff[], region: string, clock: PlantClock) {
    this.clock = clock;
    this.tables = tariffs
      .filter((tariff) => tariff.region === region)
      .sort((a, b) => (a.from < b.from ? -1 : 1))
      .map((tariff) => ({ tariff, hours: hoursByMonth(tariff) }));
  }

  /** Table that stands on the plant day of an instant; `undefined` before the first. */
  tariffAt(time: number): Tariff | undefined {
    return this.tableOn(this.clock.at(time).day)?.tariff;
  }

  /** Price at an instant (ms since 1970 UTC); `undefined` before the first table. */
  priceAt(time: number): EnergyPrice | undefined {
    const { day, month, hour } = this.clock.at(time);
    const table = this.tableOn(day);
    if (!table) return undefined;
    const { tariff } = table;
    const price = latest(tariff.prices, day) ?? tariff.prices[0];
    const period = table.hours[month]?.[hour] ?? 'flat';
    const floatingYuanPerKwh = price.floatingYuanPerKwh * tariff.multipliers[period];
    const { fixedYuanPerKwh } = price;
    return {
      period,
      floatingYuanPerKwh,
      fixedYuanPerKwh,
      yuanPerKwh: floatingYuanPerKwh + fixedYuanPerKwh,
      tariff: tariff.tariff,
    };
  }

  private tableOn(day: string): Table | undefined {
    for (let i = this.tables.length - 1; i >= 0; i--)
      if (this.tables[i].tariff.from <= day) return this.tables[i];
    return undefined;
  }
}

/** Period of every hour of the day (0 to 23) in a month (1 to 12). */
export function hoursOfMonth(tariff: Tariff, month: number): TariffPeriod[] {
  const hours: TariffPeriod[] = new Array(24).fill('flat');
  const season = tariff.seasons.find(({ months }) => months.includes(month));
  if (!season) return hours;
  for (const period of TARIFF_PERIODS) {
    if (period === 'flat') continue;
    for (const [from, to] of season[period]) hours.fill(period, from, to);
  }
  return hours;
}

function hoursByMonth(tariff: Tariff): TariffPeriod[][] {
  return Array.from({ length: 13 }, (_, month) => hoursOfMonth(tariff, month));
}

function latest<T extends { from: string }>(rows: readonly T[], day: string): T | undefined {
  return rows.findLast(({ from }) => from <= day);
}
