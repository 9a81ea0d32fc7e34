import type { SourceClock } from '../equipment/source-clock.ts';
import type { LinePublisher } from './line-publisher.ts';

export interface Pace {
  /** Simulated seconds per second. */
  speed: number;
  tickMs: number;
  /** Simulated milliseconds to run, Infinity for ever. */
  durationMs: number;
  /** Whether to wait for the receiver. */
  isCongested: () => boolean;
  signal: AbortSignal;
  /** Clock of the machines that is kept in step with the wall clock; left out, source times start where they were set. */
  follow?: SourceClock;
  onProgress?: (doneMs: number) => void;
}

/** Work at most this long before other things of the process get their turn. */
const SLICE_MS = 40;
/** After a longer gap (a laptop slept) the run goes on from now instead of racing through the past. */
const MAX_LAG_MS = 30_000;

/** Steps lines in step with the clock, `speed` times as fast. */
export async function runInRealTime(publishers: readonly LinePublisher[], pace: Pace): Promise<void> {
  let startedAt = performance.now();
  let doneMs = 0;
  // Building the lines took its time; what is sent first is of now.
  pace.follow?.set(doneMs, Date.now());
  while (!pace.signal.aborted && doneMs < pace.durationMs) {
    const now = performance.now();
    const sliceEnd = now + SLICE_MS;
    let dueMs = (now - startedAt) * pace.speed;
    if (dueMs - doneMs > Math.max(MAX_LAG_MS, 2 * pace.tickMs) * pace.speed) {
      startedAt = now - doneMs / pace.speed;
      dueMs = doneMs;
      pace.follow?.set(doneMs, Date.now());
    }
    while (doneMs + pace.tickMs <= Math.min(dueMs, pace.durationMs) && !pace.isCongested()) {
      for (const publisher of publishers) publisher.step();
      doneMs += pace.tickMs;
      if (performance.now() > sliceEnd) break;
    }
    pace.onProgress?.(doneMs);
    const waitMs = (doneMs + pace.tickMs) / pace.speed - (performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, Math.max(1, Math.min(waitMs, 200))));
  }
}
