import type { ProcessNote } from './rest.ts';

/** What a server process measures of itself. */
export const FIGURE_NAMES = [
  /** Values taken from machines, and values that history took, a second. */
  'valuesPerS',
  'storedPerS',
  /** Batches on disk that history does not have yet, and for how long the oldest waits, s. */
  'spoolBatches',
  'spoolAgeS',
  /** Jobs that no worker has taken yet, and for how long the oldest waits, s. */
  'jobsWaiting',
  'jobsAgeS',
  /** How late the process was with what it had to do: 99 of 100 times no later than this, ms. */
  'eventLoopMs',
  /** Dashboards that are shown live values, and values a second that newer ones replaced before they were sent. */
  'dashboards',
  'foldedPerS',
  'memoryMb',
  /** Cores of the machine that it kept busy. */
  'cores',
] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

/** Figures of one process, oldest first, evenly spaced up to now; null where one could not be read. */
export interface ProcessFigures {
  process: ProcessNote;
  everyS: number;
  series: Partial<Record<FigureName, (number | null)[]>>;
}

/** `GET /api/figures`: the last half hour of the processes that look after lines, and of the one that answers. */
export interface FiguresAnswer {
  processes: ProcessFigures[];
}
