/** Date and hour by the clock of a plant. `month` 1 to 12, `hour` 0 to 23, `minute` 0 to 59; `day` as 2026-01-31. */
export interface PlantTime {
  day: string;
  month: number;
  /** 0 Sunday to 6 Saturday. */
  weekday: number;
  hour: number;
  minute: number;
}

const QUARTER_MS = 900_000;
/** Offsets kept: 400 days of quarters of an hour asked one after the other, so that a year is computed once. */
const MAX_KEPT = 40_000;

/**
 * Clock of a plant in its time zone. Offsets are multiples of a quarter of an hour and change only on such instants, so
 * one look into the time-zone data per quarter is enough.
 */
export class PlantClock {
  readonly timeZone: string;
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  }

  /** Plant time of an instant (ms since 1970 UTC). */
  at(time: number): PlantTime {
    const local = new Date(time + this.offsetMs(time));
    return {
      day: local.toISOString().slice(0, 10),
      month: local.getUTCMonth() + 1,
      weekday: local.getUTCDay(),
      hour: local.getUTCHours(),
      minute: local.getUTCMinutes(),
    };
  }

  /** How far the plant's clock is ahead of UTC, ms. */
  offsetMs(time: number): number {
    const quarter = Math.floor(time / QUARTER_MS);
    let offset = this.offsets.get(quarter);
    if (offset === undefined) {
      offset = this.lookUp(quarter * QUARTER_MS);
      if (this.offsets.size >= MAX_KEPT) this.offsets.clear();
      this.offsets.set(quarter, offset);
    }
    return offset;
  }

  /** Instant at which a plant day begins, ms since 1970 UTC; `day` as 2026-01-31. */
  startOfDay(day: string): number {
    return this.toInstant(Date.parse(`${day}T00:00:00Z`));
  }

  /** Instant of a plant time that is written as if it were UTC (ms); in a repeated hour the first of the two. */
  toInstant(local: number): number {
    const guess = local - this.offsetMs(local);
    return local - this.offsetMs(guess);
  }

  private lookUp(time: number): number {
    const parts = this.format.formatToParts(time);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    return (
      Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) -
      time
    );
  }
}
