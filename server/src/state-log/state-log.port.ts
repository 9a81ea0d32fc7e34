import type { LineKpi, LoggedState } from '@linetwin/contracts';

/** Two instants of plant time, both ends included. */
export interface InstantRange {
  from: number;
  to: number;
}

/**
 * Hashes of the states of lines as their owners knew them live, so that whoever replays an instant can tell whether it is shown as it stood.
 *
 * Promises: what `keep` and `markLate` resolved for survives. A state of a line and instant that is there already stays as it is. `read`
 * answers in the order of time with the first `limit`. `newest` is the last logged one at or before an instant. `forget` and `forgetKpis`
 * remove what is older than a time. Indicators of a line and time that are there already stay as they are.
 */
export abstract class StateLog {
  abstract keep(states: readonly LoggedState[]): Promise<void>;
  abstract markLate(line: string, ranges: readonly InstantRange[]): Promise<void>;
  abstract read(line: string, range: InstantRange, limit: number): Promise<LoggedState[]>;
  abstract newest(line: string, at: number): Promise<LoggedState | undefined>;
  abstract forget(before: number): Promise<void>;
  abstract keepKpis(kpis: readonly LineKpi[]): Promise<void>;
  abstract forgetKpis(before: number): Promise<void>;
}
