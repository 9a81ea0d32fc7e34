import type { BaselineRow } from '@linetwin/energy';
import { Random } from '../../src/physics/random.ts';

/** Variables that a baseline may use, in the order of a row's x; the last says nothing and must be left out. */
export const PLANT_VARIABLES = ['output', 'share of large rings', 'furnace hours', 'ambient', 'day of month'];

export interface PlantDays {
  rows: BaselineRow[];
  /** What the same days would have used without the measure, kWh. */
  withoutKwh: number[];
}

/**
 * A bearing plant by days, of the order of domain.md 3.2: 0.35 to 0.7 kWh per set, 25 to 30 % of it heat treatment, and
 * more than a baseline knows of: furnaces that hold nearly the same while they wait, days that resemble the day before,
 * now and then a day that is far out, and a meter with an error of half a per cent.
 */
export class DailyPlant {
  private readonly random: Random;
  private readonly kwhPerSet: number;
  private readonly largeExtra: number;
  private readonly furnaceKw: number;
  private readonly baseKwh: number;
  private readonly coolingKwhPerK: number;
  private readonly persistence: number;
  private readonly scatter: number;
  private carried = 0;

  constructor(seed: number) {
    const random = new Random(seed);
    this.random = random;
    this.kwhPerSet = random.between(0.2, 0.35);
    this.largeExtra = random.between(0.03, 0.12);
    this.furnaceKw = random.between(60, 90);
    this.baseKwh = random.between(400, 1200);
    this.coolingKwhPerK = random.between(4, 14);
    this.persistence = random.between(0, 0.6);
    this.scatter = random.between(0.01, 0.035);
  }

  /** Days in a row. @param saving share that a measure takes off what the machines use: 0.08 for 8 % */
  days(first: number, count: number, saving: number): PlantDays {
    const rows: BaselineRow[] = [];
    const withoutKwh: number[] = [];
    for (let day = first; day < first + count; day++) {
      const { kwh, x } = this.day(day);
      const used = kwh * (1 - saving);
      withoutKwh.push(kwh);
      rows.push({ kwh: used * (1 + 0.005 * this.random.normal()), x });
    }
    return { rows, withoutKwh };
  }

  private day(day: number): { kwh: number; x: number[] } {
    const { random } = this;
    const isSunday = day % 7 === 6;
    const output = Math.max(500, (isSunday ? 3200 : 8300) + 900 * random.normal());
    const large = random.between(0.1, 0.6);
    const furnaceHours = Math.min(24, Math.max(6, (isSunday ? 14 : 21) + 1.5 * random.normal()));
    const ambient = 14 + 12 * Math.sin((2 * Math.PI * (day - 110)) / 365) + 3 * random.normal();
    // A chiller only works above some temperature: the straight line of the baseline is not the truth.
    const cooling = this.coolingKwhPerK * Math.max(0, ambient - 12);
    const known =
      this.baseKwh +
      output * (this.kwhPerSet + this.largeExtra * large) +
      furnaceHours * this.furnaceKw +
      cooling;
    const outlier = random.between(0, 1) < 0.02 ? random.between(-3, 3) : 0;
    const shock = Math.sqrt(1 - this.persistence ** 2) * random.normal();
    this.carried = this.persistence * this.carried + shock;
    return {
      kwh: known * (1 + this.scatter * (this.carried + outlier)),
      x: [output, large, furnaceHours, ambient, (day % 30) + 1],
    };
  }
}
