/** A level may follow its machine fast or slowly, minutes; which is the better one differs: a heater is on or off, a furnace follows its load. */
const SPEEDS_MINUTES = [3, 10, 30, 90] as const;
/** Speeds are judged by what the level is worth so many minutes later. */
const AHEAD_MINUTES = 12;
/** Over about a day. */
const JUDGED_MINUTES = 1000;

/** Level of what one machine takes at work, followed at the speed that foretold it best. */
export class WorkLevel {
  private readonly levels: number[] = SPEEDS_MINUTES.map(() => 0);
  private readonly earlier: number[][] = SPEEDS_MINUTES.map(() => []);
  private readonly errors: number[];
  private seen = 0;

  /** @param errors how well the speeds did before: what `memory` said */
  constructor(errors: readonly number[] = []) {
    this.errors = SPEEDS_MINUTES.map((_, s) => errors[s] ?? 0);
  }

  get memory(): number[] {
    return [...this.errors];
  }

  /** It begins anew: what it was before says little. */
  restart(): void {
    this.seen = 0;
    this.levels.fill(0);
    for (const list of this.earlier) list.length = 0;
  }

  learn(kw: number): void {
    this.seen++;
    SPEEDS_MINUTES.forEach((speed, s) => {
      const past = this.earlier[s];
      if (past.length === AHEAD_MINUTES)
        this.errors[s] += ((kw - past.shift()!) ** 2 - this.errors[s]) / JUDGED_MINUTES;
      this.levels[s] += (kw - this.levels[s]) / Math.min(this.seen, speed);
      past.push(this.levels[s]);
    });
  }

  /** kW; 0 before anything was seen. */
  get value(): number {
    return this.levels[this.errors.indexOf(Math.min(...this.errors))];
  }
}
