import type { ImportProblem, RunFigures, RunReason } from '@linetwin/contracts';

/** What a recorder process is to do: let a program simulate, and keep what its machines say. */
export interface SimulateJob {
  kind: 'simulate';
  /** Folder of the run. */
  folder: string;
  /** File of the data base to make in it. */
  values: string;
  labels: string;
  /** File of the alarms to make. */
  alarms: string;
  /** File that says where each burst lies. */
  bursts: string;
  plantFolder: string;
  /** The simulator's program, and what it is told. */
  program: string;
  arguments: string[];
  lines: string[];
  beginAt: number;
  endAt: number;
  /** Simulated seconds per second; null for as fast as it goes. */
  speed: number | null;
  maxBytes: number;
}

export type RecorderJob = SimulateJob;

/** How a recorder ends. */
export type RecorderEnd =
  | {
      type: 'done';
      bytes: number;
      figures: RunFigures;
      hasLabels: boolean;
      found?: { beginAt: number; endAt: number; lines: string[]; problems: ImportProblem[] };
    }
  | { type: 'failed'; reason: RunReason; detail: string };

/** What a recorder process tells whoever started it. */
export type RecorderReport = { type: 'progress'; progress: number; bytes: number } | RecorderEnd;

/** A run ended early for a reason that people are told. */
export class RunFailure extends Error {
  override name = 'RunFailure';
  readonly reason: RunReason;

  constructor(reason: RunReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
