import { Random } from './random.ts';

/** Air outside the hall at one time. */
export interface Weather {
  outsideC: number;
  dewPointC: number;
}

const DAY_S = 86_400;
/** Mean of the month and swing of the day about it, C: a plain in the north of China (order of magnitude, per site). */
const MONTH_MEAN_C = [-1, 2, 9, 15.5, 21, 26, 27.5, 26.5, 21.5, 15, 7.5, 1];
const DAY_SWING_K = 5;
const DAY_TO_DAY_K = 3;

/**
 * Weather by the hour of the year: month, time of day (warmest at 15:00) and a seeded run of warmer and colder days; the dew point
 * lies below by a spread of its own. The same seed and start give the same weather, whoever asks in whatever order.
 */
export class WeatherYear {
  private readonly seed: number;
  private readonly startMs: number;
  private readonly utcOffsetS: number;
  /** One number per day that was asked for. */
  private readonly offsets = new Map<number, number>();

  constructor(seed: number, startMs: number, utcOffsetS = 8 * 3600) {
    this.seed = seed;
    this.startMs = startMs;
    this.utcOffsetS = utcOffsetS;
  }

  at(timeS: number): Weather {
    const localS = this.startMs / 1000 + this.utcOffsetS + timeS;
    const date = new Date(localS * 1000);
    const day = Math.floor(localS / DAY_S);
    const share = localS / DAY_S - day;
    const warmth = (1 - share) * this.dayOffset(day) + share * this.dayOffset(day + 1);
    const daily = DAY_SWING_K * Math.cos(2 * Math.PI * (share - 15 / 24));
    const month = date.getUTCMonth() + date.getUTCDate() / 31 - 0.5;
    const before = (Math.floor(month) + 12) % 12;
    const into = month - Math.floor(month);
    const mean = MONTH_MEAN_C[before] * (1 - into) + MONTH_MEAN_C[(before + 1) % 12] * into;
    const outsideC = mean + warmth + daily;
    return { outsideC, dewPointC: mean + warmth - 5 - 0.3 * DAY_SWING_K };
  }

  private dayOffset(day: number): number {
    let offset = this.offsets.get(day);
    if (offset === undefined) {
      offset = DAY_TO_DAY_K * new Random(this.seed, `weather ${day}`).boundedNormal();
      this.offsets.set(day, offset);
    }
    return offset;
  }
}

/** Air in the hall, C: heated to 16 in winter, 3 K above the outside in summer. */
export function hallC(outsideC: number): number {
  return Math.max(16, outsideC + 3);
}
