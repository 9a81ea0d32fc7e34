import type { LimitType } from '@linetwin/model';
import { z } from 'zod';
import { historyQuerySchema } from './rest.ts';

export const RUN_KINDS = ['simulated', 'imported'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export const RUN_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Why a run did not come to its end. */
export const RUN_REASONS = [
  /** Somebody cancelled it. */
  'asked',
  /** The server ended while it ran. */
  'interrupted',
  /** It computed for longer than a run may. */
  'timed-out',
  /** It holds more bytes than a run may. */
  'too-large',
  /** The simulator or the recorder said no or died; the detail says what they said. */
  'program',
  /** Nothing of the file could be taken. */
  'bad-file',
] as const;
export type RunReason = (typeof RUN_REASONS)[number];

/** Runs that may wait at once. */
export const MAX_WAITING_RUNS = 10;
export const MAX_RUN_DURATION_S = 30 * 86_400;
export const MIN_RUN_DURATION_S = 60;

/** One limit of one signal in a run: how often it was exceeded as the plant counts it, with its delays and deadband. */
export interface RunAlarmFigure {
  signal: string;
  limit: LimitType;
  raised: number;
  activeS: number;
}

/** What a line made and took in a run, from the counters of its machines. */
export interface RunLineFigure {
  line: string;
  /** Parts that left the last station, and parts scrapped anywhere on the way. */
  good: number;
  scrap: number;
  kwh: number;
}

export interface RunFigures {
  lines: RunLineFigure[];
  /** Limits that were exceeded, most often first; at most 200. */
  alarms: RunAlarmFigure[];
  alarmsRaised: number;
  /** Values that were recorded, and that were not taken because the plant does not know them. */
  values: number;
  refused: number;
  /** Addresses of machines of its lines of which there is not one value that is known; absent of runs made before this was counted. */
  silent?: string[];
  /** Signals with the most known values, at most three; absent as `silent` is. */
  richest?: string[];
}

/** What can be wrong with a cell of a file that is imported, then what with a whole file. */
export const IMPORT_TEXTS = [
  'no-time',
  'no-number',
  'no-signal',
  'wrong-unit',
  'no-quality',
  'no-rows',
  'busy',
  'same-signal',
  'unknown-signal',
  'no-column',
  'too-many-rows',
  'no-csv',
  'no-parquet',
  'nothing-taken',
  /** With the first cell: `what` is its text, the other values are those of it. */
  'nothing-taken-first',
] as const;
export type ImportText = (typeof IMPORT_TEXTS)[number];

/** The same as a message for a page in another language: a text by name, and what stands in it. */
export interface ImportWords {
  text: ImportText;
  values: Record<string, string | number>;
}

/** A cell of a file that could not be taken; rows count from 1, the header is row 1. */
export interface ImportProblem {
  row: number;
  column: string;
  /** English. */
  message: string;
  /** Absent of files that were imported before there were any. */
  words?: ImportWords;
}

export interface RunSummary {
  id: string;
  kind: RunKind;
  name: string;
  state: RunState;
  reason: RunReason | null;
  detail: string | null;
  /** 0 to 1. */
  progress: number;
  lines: string[];
  /** Of a simulated run. */
  seed: number | null;
  /** Simulated seconds per second; null for as fast as it goes. */
  speed: number | null;
  cycleS: number | null;
  /** Virtual or recorded time, ms since 1970 UTC. */
  beginAt: number;
  endAt: number;
  scenario: { name: string; sha256: string } | null;
  /** The run that it branched from, and when, ms since 1970 UTC. */
  branchOf: { run: string; at: number } | null;
  /** Version of the program that made it. */
  software: string;
  by: string;
  askedAt: number;
  startedAt: number | null;
  endedAt: number | null;
  bytes: number;
  /** False when they were cleared to make room; running the scenario again brings them back. */
  hasValues: boolean;
  hasLabels: boolean;
  figures: RunFigures | null;
  /** First ones of an import. */
  problems: ImportProblem[];
  /** Whether its values lie on the server that answers. */
  isHere: boolean;
}

/** What was really wrong in a run, from when to when; never part of what a diagnosis may read. */
export interface RunLabel {
  /** Id of a kind of fault, or what the label column of an import says. */
  label: string;
  /** Address of a machine; empty where the label is of the whole run. */
  equipment: string;
  component: string | null;
  signal: string | null;
  /** ms since 1970 UTC. */
  from: number;
  /** Null while it lasted at the end of the run. */
  to: number | null;
  /** Greatest severity; null where none is known. */
  severity: number | null;
}

export const startRunSchema = z.strictObject({
  /** YAML text; see `@linetwin/model/scenario`. */
  scenario: z.string().min(1).max(64_000),
  lines: z.array(z.string().min(1).max(64)).min(1).max(20),
  seed: z.number().int().min(0).max(4_294_967_295),
  beginAt: z.number().int().min(946_684_800_000).max(4_102_444_800_000),
  durationS: z.number().int().min(MIN_RUN_DURATION_S).max(MAX_RUN_DURATION_S),
  /** Shortest publish period. */
  cycleS: z.number().int().min(1).max(60).default(1),
  speed: z.number().min(1).max(100_000).nullable().default(null),
  branchOf: z.strictObject({ run: z.string().min(1).max(64), at: z.number().finite() }).optional(),
  by: z.string().trim().min(1).max(80).optional(),
});
export type StartRun = z.infer<typeof startRunSchema>;

/** `GET /api/runs/:id/history`: thinned values of a run, as `GET /api/history` gives those of the plant. */
export const runHistoryQuerySchema = historyQuerySchema;

export interface RunScenario {
  text: string;
}

/** `GET /api/runs/simulator`: whether this server can simulate, and stories to begin with. */
export interface SimulatorAnswer {
  available: boolean;
  shipped: { id: string; description: string; text: string }[];
}

/** A file that is imported, with what is said of it. */
export const MAX_IMPORT_REQUEST_BYTES = 10_000_000;
export const MAX_IMPORT_COLUMNS = 50;
/** Problems that are told one by one; of more only the first. */
export const MAX_IMPORT_PROBLEMS = 100;

/** A file that is imported: the text of a CSV file, or the bytes of a Parquet file in base64. */
export const recordingSchema = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('csv'), text: z.string().min(1).max(MAX_IMPORT_REQUEST_BYTES) }),
  z.strictObject({ format: z.literal('parquet'), base64: z.base64().min(1).max(MAX_IMPORT_REQUEST_BYTES) }),
]);
export type Recording = z.infer<typeof recordingSchema>;

/** How a recording lies in its rows: a column for each signal, or a row for each value, as exports of history do. */
export const RECORDING_LAYOUTS = ['columns', 'values'] as const;
export type RecordingLayout = (typeof RECORDING_LAYOUTS)[number];

export const previewImportSchema = z.strictObject({ recording: recordingSchema });
export type PreviewImport = z.infer<typeof previewImportSchema>;

export interface ImportPreview {
  columns: string[];
  /** First rows, as they stand in the file. */
  rows: string[][];
  /** Column that looks like a time; null where none does. */
  timeColumn: string | null;
  /** `values` where it looks like an export of history. */
  layout: RecordingLayout;
}

const importBase = {
  /** Name of the file, which the run is called by. */
  file: z.string().trim().min(1).max(80),
  recording: recordingSchema,
  by: z.string().trim().min(1).max(80).optional(),
};

const importColumnsSchema = z.strictObject({
  ...importBase,
  layout: z.literal('columns'),
  timeColumn: z.string().min(1),
  /** Of times that are written without a zone. */
  zone: z.enum(['plant', 'utc']),
  columns: z
    .array(
      z.strictObject({
        column: z.string().min(1),
        /** Address of a signal. */
        signal: z.string().min(1),
        /** Value in the unit of the signal = factor × value in the file + offset. */
        factor: z.number().finite().default(1),
        offset: z.number().finite().default(0),
      }),
    )
    .min(1)
    .max(MAX_IMPORT_COLUMNS),
  /** Says what was wrong at each row: empty, 0, false or normal where nothing was. */
  labelColumn: z.string().min(1).optional(),
});
export type ImportColumns = z.infer<typeof importColumnsSchema>;

/** An export of history: its columns are signal, unit, time, value and quality, and its signals addresses of the plant. */
const importValuesSchema = z.strictObject({ ...importBase, layout: z.literal('values') });

export const importRunSchema = z.discriminatedUnion('layout', [importColumnsSchema, importValuesSchema]);
export type ImportRun = z.infer<typeof importRunSchema>;
