/** So many minutes are one reading; the pace is the median of the last few: a stop that fell into one of them does not count. */
const READING_MINUTES = 10;
const READINGS = 5;

/** How many parts a minute come while work goes on. */
export class Pace {
  private readonly readings: number[] = [];
  private sum = 0;
  private minutes = 0;

  observe(made: number): void {
    this.sum += made;
    if (++this.minutes < READING_MINUTES) return;
    this.readings.push(this.sum / READING_MINUTES);
    if (this.readings.length > READINGS) this.readings.shift();
    this.sum = 0;
    this.minutes = 0;
  }

  /** 0 before the first reading. */
  get partsPerMinute(): number {
    const sorted = this.readings.toSorted((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? 0;
  }
}
