/** A clock that stands still until a test moves it; give `clock.now` where `Date.now` is taken. */
export class FakeClock {
  private time: number;

  /** @param start ms since 1970 UTC */
  constructor(start = Date.UTC(2026, 0, 5, 4, 0, 0)) {
    this.time = start;
  }

  readonly now = (): number => this.time;

  advance(ms: number): number {
    this.time += ms;
    return this.time;
  }
}
