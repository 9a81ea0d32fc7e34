/**
 * What the machines' own clocks show: the instant of a simulated moment. A run that follows the wall clock sets it
 * anew when it begins to publish and when it had to skip time, so that source times are the times of sending.
 */
export class SourceClock {
  /** Instant of the simulated start, ms since 1970 UTC. */
  startMs: number;

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  /** Instant of a moment, given in simulated ms since the start; ms since 1970 UTC. */
  at(elapsedMs: number): number {
    return this.startMs + elapsedMs;
  }

  /** From now on the moment `elapsedMs` is the instant `nowMs`. */
  set(elapsedMs: number, nowMs: number): void {
    this.startMs = nowMs - elapsedMs;
  }
}
