import type { BaselineRow } from '@linetwin/energy';
import { hallC, WeatherYear } from '../../src/physics/weather.ts';
import { Random } from '../../src/physics/random.ts';

/** Variables of the baseline of a machine, in the order of a row's x: those that the server offers. */
export const MACHINE_VARIABLES = [
  'parts A',
  'parts B',
  'parts C',
  'productive hours',
  'standby hours',
  'ambient',
];
/** Lengths of the periods that a baseline may be made of, hours. */
export const PERIOD_HOURS = { day: 24, shift: 8, hour: 1 } as const;
export type PeriodName = keyof typeof PERIOD_HOURS;

/** A Monday midnight by the clock of the plant. */
const START_MS = Date.UTC(2026, 0, 4, 16);
const WARM_C = 20;

interface Hour {
  kwh: number;
  used: number;
  x: number[];
}

/**
 * A machine by the hour: three products by the shift with a power and a time per part of their own, hours of work, of
 * waiting and of standby, coolant that is chilled when the hall is warm; and more than a baseline knows of: hours that
 * resemble the hour before, good and bad days, a machine that takes less at night, a power that drifts over weeks, hours
 * that are far out, and a meter with an error of half a per cent.
 */
export class MachinePeriods {
  private readonly random: Random;
  private readonly weather: WeatherYear;
  private readonly productiveKw: number;
  private readonly idleKw: number;
  private readonly standbyKw: number;
  private readonly kwhPerPart: number[];
  private readonly partsPerHour: number[];
  private readonly coolingKwPerK: number;
  private readonly nightShare: number;
  private readonly scatter: { hour: number; day: number; weeks: number; memory: number };
  private carried = 0;
  private ofDay = 0;
  private drift = 0;
  private product = 0;
  private load = 1;

  constructor(seed: number) {
    const random = new Random(seed);
    this.random = random;
    this.weather = new WeatherYear(seed, START_MS);
    this.productiveKw = random.between(6, 20);
    this.idleKw = this.productiveKw * random.between(0.3, 0.6);
    this.standbyKw = this.idleKw * random.between(0.05, 0.3);
    this.partsPerHour = [0, 1, 2].map(() => random.between(60, 400));
    // Cutting takes a fifth to two thirds of the power again, by product.
    this.kwhPerPart = this.partsPerHour.map((rate) => (this.productiveKw * random.between(0.2, 0.7)) / rate);
    this.coolingKwPerK = this.productiveKw * random.between(0, 0.02);
    this.nightShare = random.between(0, 0.04);
    this.scatter = {
      hour: random.between(0.02, 0.08),
      day: random.between(0.005, 0.025),
      weeks: random.between(0, 0.004),
      memory: random.between(0, 0.85),
    };
  }

  /**
   * Periods of whole days in a row.
   *
   * @param saving share that a measure takes off what the machine uses: 0.08 for 8 %
   * @returns rows, and what they would have used without the measure, kWh
   */
  periods(
    firstDay: number,
    days: number,
    saving: number,
    period: PeriodName,
  ): { rows: BaselineRow[]; withoutKwh: number } {
    const rows: BaselineRow[] = [];
    let withoutKwh = 0;
    for (let day = firstDay; day < firstDay + days; day++) {
      const hours = this.day(day, saving);
      withoutKwh += hours.reduce((sum, { kwh }) => sum + kwh, 0);
      const size = PERIOD_HOURS[period];
      for (let at = 0; at < hours.length; at += size)
        rows.push({ ...sumOf(hours.slice(at, at + size)), day: String(day) });
    }
    return { rows, withoutKwh };
  }

  private day(day: number, saving: number): Hour[] {
    const { random, scatter } = this;
    this.ofDay = 0.3 * this.ofDay + scatter.day * random.normal();
    this.drift += scatter.weeks * random.normal();
    return Array.from({ length: 24 }, (_, hour) => {
      if (hour % 8 === 0) this.startShift(day, hour);
      const { kwh, x } = this.hour(day * 24 + hour);
      return { kwh, x, used: kwh * (1 - saving) * (1 + 0.005 * random.normal()) };
    });
  }

  private startShift(day: number, hour: number): void {
    const { random } = this;
    this.product = Math.floor(random.between(0, 3));
    const isRest = day % 7 === 6 || (hour === 0 && random.between(0, 1) < 0.2);
    this.load = isRest ? 0 : random.between(0.5, 0.95);
  }

  private hour(hour: number): { kwh: number; x: number[] } {
    const { random, scatter } = this;
    const productive = this.load && Math.min(1, Math.max(0, this.load + 0.1 * random.normal()));
    const standby = this.load === 0 ? random.between(0.6, 1) : random.between(0, 1 - productive) * 0.3;
    const idle = 1 - productive - standby;
    const parts = productive * this.partsPerHour[this.product] * (1 + 0.04 * random.normal());
    const airC = hallC(this.weather.at(hour * 3600).outsideC);
    const known =
      productive * this.productiveKw +
      idle * this.idleKw +
      standby * this.standbyKw +
      parts * this.kwhPerPart[this.product] +
      (productive + idle) * this.coolingKwPerK * Math.max(0, airC - WARM_C);
    const shock = Math.sqrt(1 - scatter.memory ** 2) * random.normal();
    this.carried = scatter.memory * this.carried + shock;
    const outlier = random.between(0, 1) < 0.005 ? random.between(-4, 4) : 0;
    const night = hour % 24 < 8 ? -this.nightShare : 0;
    const unknown = scatter.hour * (this.carried + outlier) + this.ofDay + this.drift + night;
    const outsideC = this.weather.at(hour * 3600).outsideC;
    return {
      kwh: known * Math.max(0.3, 1 + unknown),
      x: [...[0, 1, 2].map((one) => (one === this.product ? parts : 0)), productive, standby, outsideC],
    };
  }
}

/** Sums of hours; the temperature is their mean. */
function sumOf(hours: readonly Hour[]): BaselineRow {
  const x = hours[0].x.map((_, i) => hours.reduce((sum, hour) => sum + hour.x[i], 0));
  const ambient = MACHINE_VARIABLES.indexOf('ambient');
  x[ambient] /= hours.length;
  return { kwh: hours.reduce((sum, { used }) => sum + used, 0), x };
}
