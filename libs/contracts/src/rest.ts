import type { Text } from '@linetwin/model';
import { z } from 'zod';
import type { SeamVerdictSummary } from './seam-verdict.ts';

/** Times that a calendar can show (ECMAScript's range of dates), ms since 1970 UTC. */
const time = z.coerce.number().min(-8.64e15).max(8.64e15);

/** Asks how records stood at an instant, ms since 1970 UTC, with what came until then; how they stand now when left out. */
export const atQuerySchema = z.object({ at: z.coerce.number().min(0).max(8.64e15).optional() });
export type AtQuery = z.infer<typeof atQuerySchema>;

/** `GET /api/history`: thinned values of up to 20 signals. Times are ms since 1970 UTC. */
export const historyQuerySchema = z
  .object({
    signals: z
      .union([z.string(), z.array(z.string())])
      .transform((value) => (Array.isArray(value) ? value : value.split(',')))
      .pipe(z.array(z.string().min(1)).min(1).max(20)),
    from: time,
    to: time,
    points: z.coerce.number().int().min(2).max(5000).default(1000),
  })
  .refine(({ from, to }) => to > from, { message: 'must be after "from"', path: ['to'] });
export type HistoryQuery = z.infer<typeof historyQuerySchema>;

/**
 * One signal thinned to at most `points` buckets: for each bucket that holds values its first time and the
 * least, greatest, mean and last good value. Where raw values are fewer than buckets, buckets hold one value each.
 */
export interface HistorySeries {
  signal: string;
  time: number[];
  min: number[];
  max: number[];
  mean: number[];
  last: number[];
}

export interface HistoryAnswer {
  from: number;
  to: number;
  series: HistorySeries[];
}

/** `GET /api/seams`: weld seams by when they ended. */
export const seamQuerySchema = z.object({
  equipment: z.string().min(1).max(256).optional(),
  part: z.string().min(1).max(64).optional(),
  from: time.optional(),
  to: time.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type SeamQuery = z.infer<typeof seamQuerySchema>;

/** `GET /api/seams/parts`: welded parts by a piece of their serial. */
export const weldedPartQuerySchema = atQuerySchema.extend({
  search: z.string().trim().min(2).max(64),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type WeldedPartQuery = z.infer<typeof weldedPartQuerySchema>;

/** A part that has weld seams. */
export interface WeldedPart {
  part: string;
  /** End of its newest seam, ms since 1970 UTC. */
  endedAt: number;
  seams: number;
}

/** A weld seam without its columns. */
export interface SeamSummary {
  equipment: string;
  /** ms since 1970 UTC; names the seam together with the machine. */
  endedAt: number;
  seam: string;
  part: string;
  program: string | null;
  lengthMm: number;
  /** Millimetres that the cell's own monitor called suspect and bad. */
  suspectMm: number;
  badMm: number;
  /** Of Linetwin; null of a seam that was not judged. */
  verdict?: SeamVerdictSummary | null;
}

/** How a part is. `words` says the same as `detail` for a page in another language: a text by name, and what stands in it. */
export interface HealthPart {
  ok: boolean;
  detail: string;
  words?: { text: HealthText; values: Record<string, string | number> };
}
/** What a part that is well says. */
export const HEALTH_TEXTS = [
  'jobs',
  'history',
  'spool',
  'records',
  'connections',
  'sessions',
  'clocks',
  'disk',
  'servers',
] as const;
export type HealthText = (typeof HEALTH_TEXTS)[number];

/** `GET /api/health`. */
export interface HealthAnswer {
  status: 'ok' | 'degraded';
  version: string;
  run: string;
  uptimeS: number;
  parts: Record<string, HealthPart>;
}

/** `GET /api/disk`: how full the data folder of a server process is; of several, the fullest. */
export const diskAnswerSchema = z.object({
  /** `near`: from 80 % on. `full`: nothing is acknowledged to machines until there is room. */
  level: z.enum(['ok', 'near', 'full']),
  usedBytes: z.number(),
  /** By the quota, or by what is free on the volume, whichever is less. */
  limitBytes: z.number(),
});
export type DiskAnswer = z.infer<typeof diskAnswerSchema>;

/** Every error of the REST interface has this body. */
export interface ErrorAnswer {
  error: string;
  /** Field-wise problems of a bad request. */
  problems?: { field: string; message: string }[];
  /** The same as `error` for a page in another language, where the address has such texts. */
  words?: FailureWords;
}

/** A failure by the name of its text, and what stands in it; what has a name in each language comes with all of them. */
export interface FailureWords {
  text: string;
  values: Record<string, string | number | Text>;
}

/** Failures that a page tells in its own language. */
export const FAILURE_TEXTS = [
  'server-failed',
  'sign-in',
  'alarm-changed',
  'line-away',
  'no-incident',
  'order-open',
  'order-closed',
  'order-empty',
  'no-jpeg',
  'link-invalid',
  'link-used',
  'link-of-nothing',
  // Who may do what.
  'change-password',
  'needs-role',
  'only-now',
  'who-unknown',
  'too-many-requests',
  'say-who',
  'wrong-password',
  'wrong-passwords',
  'sign-ins-busy',
  'password-elsewhere',
  'password-unchanged',
  'password-short',
  'password-few-symbols',
  'password-guessable',
  'login-taken',
  'last-admin',
  'no-user',
  'key-taken',
  'no-key',
  'no-display',
  // What the page shows is not there any more.
  'not-in-plant',
  'no-wall',
  'walls-full',
  'no-note',
  'note-of-other',
  'notes-full',
  'no-baseline',
  'no-event',
  'processes-unknown',
  // Values as files.
  'export-too-large',
  'exports-busy',
  // Rules and their back-tests.
  'no-rule',
  'no-rule-version',
  'no-back-test',
  'rule-retired',
  'rule-changed',
  'rule-wrong',
  'rules-full',
  'rule-versions-full',
  'rule-off',
  'rule-live',
  'rule-untested',
  'rule-unseen',
  'rule-unproven',
  'live-rules-full',
  'live-rules-too-long',
  'back-test-future',
  'back-test-open',
  'back-tests-full',
  'back-test-no-result',
  // Savings, and the commands that they give.
  'recommendation-closed',
  'recommendation-state',
  'recommendation-no-command',
  'measure-advises',
  'measure-no-machine',
  'measure-over',
  'machine-silent',
  'limit-range',
  'command-not-live',
  'command-late',
  'commands-full',
  'command-over',
  // Plans.
  'no-plan',
  'no-tariff',
  'nothing-to-plan',
  'plan-over',
  'plan-advises',
  'plan-not-proposed',
  'plan-not-applied',
  // Production.
  'no-production-order',
  'production-order-taken',
  'production-order-ended',
  'production-order-not-begun',
  'line-has-order',
  'no-stop',
  // Layout.
  'plant-changed',
  'plant-read-only',
  'plant-wrong',
  'places-shared',
  'place-unwritten',
  // Runs.
  'no-run',
  'no-run-scenario',
  'no-run-burst',
  'no-simulator',
  'scenario-wrong',
  'run-over',
  'run-not-over',
  'run-elsewhere',
  'run-no-values',
  'runs-full',
  'disk-full',
  'branch-not-simulated',
  'branch-outside',
  'branch-differs',
  'branch-past',
  // Replay.
  'replays-full',
  'replay-ended',
  'past-unread',
] as const;
export type FailureText = (typeof FAILURE_TEXTS)[number];

/** What one server process of a plant tells of itself. */
export const processNoteSchema = z.object({
  /** Identity of its run. */
  id: z.string(),
  host: z.string(),
  roles: z.array(z.string()),
  version: z.string(),
  /** ms since 1970 UTC. */
  startedAt: z.number(),
  /** Lines that it looks after. */
  lines: z.array(z.string()),
  disk: diskAnswerSchema.optional(),
});
export type ProcessNote = z.infer<typeof processNoteSchema>;
