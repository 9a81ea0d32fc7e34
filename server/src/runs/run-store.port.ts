import type { ImportProblem, RunFigures, RunReason, RunState, RunSummary } from '@linetwin/contracts';

/** A run as it is kept: what it is, and on whose disk its values lie. */
export type RunRecord = Omit<RunSummary, 'isHere'> & {
  /** Identity of the data folder with its values. */
  home: string;
};

export type NewRun = Pick<
  RunRecord,
  | 'id'
  | 'kind'
  | 'name'
  | 'lines'
  | 'seed'
  | 'speed'
  | 'cycleS'
  | 'beginAt'
  | 'endAt'
  | 'scenario'
  | 'branchOf'
  | 'software'
  | 'home'
  | 'by'
  | 'askedAt'
>;

/** How a run ended. */
export interface RunEnd {
  state: Exclude<RunState, 'queued' | 'running'>;
  reason: RunReason | null;
  detail: string | null;
  at: number;
  bytes: number;
  hasLabels: boolean;
  figures: RunFigures | null;
  /** What an import found out of the file; left out nothing changes. */
  found?: { beginAt: number; endAt: number; lines: string[]; problems: ImportProblem[] };
}

/**
 * Runs of simulators and imports.
 *
 * Promises: a run is queued, then running, then ended, and never goes back: `begin`, `advance` and `end` of one that is not there any
 * more do nothing and say so. A run that ended as done has values until they are cleared, every other one has none. `list` gives newest
 * first; `open` those of one data folder that are not over, oldest first. The text of a scenario is given by `scenario` only, for whoever asks
 * for what was wrong in a run.
 */
export abstract class RunStore {
  /** @param scenario text, of a simulated run */
  abstract add(run: NewRun, scenario: string | null): Promise<void>;
  abstract read(id: string): Promise<RunRecord | undefined>;
  abstract list(limit: number): Promise<RunRecord[]>;
  abstract open(home: string): Promise<RunRecord[]>;
  abstract scenario(id: string): Promise<string | undefined>;
  /** @returns whether it was queued */
  abstract begin(id: string, at: number): Promise<boolean>;
  /** @returns whether it is running */
  abstract advance(id: string, to: { progress: number; bytes: number }): Promise<boolean>;
  /** @returns whether it was not over yet */
  abstract end(id: string, end: RunEnd): Promise<boolean>;
  /** Its values are gone, the record stays. */
  abstract clearValues(id: string): Promise<void>;
  /** Forgets a run that is over, and its scenario. @returns whether it was there and over */
  abstract remove(id: string): Promise<boolean>;
}
