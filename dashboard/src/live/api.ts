import type {
  AlarmPointChange,
  AlarmServiceChange,
  ErrorAnswer,
  HealthAnswer,
  HistoryAnswer,
} from '@linetwin/contracts';
import {
  REPLAY_VIEW,
  VIEW_HEADER,
  alarmPerformanceSchema,
  alarmSchema,
  diskAnswerSchema,
  findingDetailSchema,
  HEALTH_TEXTS,
  REJECT_REASONS,
} from '@linetwin/contracts';
import { z } from 'zod';

/** The server said no, or could not be reached. The message is fit to be shown. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  /** The same as the message for a page in another language, where the address has such texts. */
  readonly words: ErrorAnswer['words'];

  constructor(message: string, status: number, words?: ErrorAnswer['words']) {
    super(message);
    this.status = status;
    this.words = words;
  }
}

const seriesSchema = z.object({
  signal: z.string(),
  time: z.array(z.number()),
  min: z.array(z.number()),
  max: z.array(z.number()),
  mean: z.array(z.number()),
  last: z.array(z.number()),
});
const historyAnswerSchema = z.object({ from: z.number(), to: z.number(), series: z.array(seriesSchema) });
const healthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  run: z.string(),
  uptimeS: z.number(),
  parts: z.record(
    z.string(),
    z.object({
      ok: z.boolean(),
      detail: z.string(),
      words: z
        .object({
          text: z.enum(HEALTH_TEXTS),
          values: z.record(z.string(), z.union([z.string(), z.number()])),
        })
        .optional(),
    }),
  ),
});
const rejectReportSchema = z.object({
  counts: z.partialRecord(z.enum(REJECT_REASONS), z.number()),
  remarks: z.object({ 'out-of-range': z.number(), 'out-of-order': z.number() }),
  samples: z.array(z.object({ at: z.number(), reason: z.string(), topic: z.string(), detail: z.string() })),
});
export type ShownRejectReport = z.infer<typeof rejectReportSchema>;

let held: string | undefined;

/**
 * Lets nothing be changed from this page while it shows the past: what looks like a button of that time would act on the plant of
 * now. @param why what whoever tries is told; `undefined` lets changes go again
 */
export function holdChanges(why: string | undefined): void {
  held = why;
}

/** One's own session is nobody else's business, and a note on the past changes nothing of the plant. */
const ALWAYS_ALLOWED = /^\/api\/(session|time-notes)/;

/** Asks the server and checks what it answers. @throws ApiError */
export async function request<T>(schema: z.ZodType<T>, path: string, init?: RequestInit): Promise<T> {
  const changes = init?.method !== undefined && init.method !== 'GET';
  if (held !== undefined && changes && !ALWAYS_ALLOWED.test(path)) throw new ApiError(held, 0);
  let response: Response;
  try {
    response = await fetch(path, held === undefined ? init : fromReplay(init));
  } catch (cause) {
    if ((cause as Error).name === 'AbortError') throw cause;
    throw new ApiError((cause as Error).message, 0);
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const { words } = (body ?? {}) as Partial<ErrorAnswer>;
    throw new ApiError(messageOf(body) ?? `HTTP ${response.status}`, response.status, words);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiError(`${path.split('?')[0]}: ${z.prettifyError(parsed.error)}`, 200);
  return parsed.data;
}

/** The server refuses whatever would change something and says that it comes from the past. */
function fromReplay(init: RequestInit = {}): RequestInit {
  const headers = new Headers(init.headers);
  headers.set(VIEW_HEADER, REPLAY_VIEW);
  return { ...init, headers };
}

/** What `fetch` needs to send a value as JSON. */
export function jsonBody(method: 'POST' | 'PUT' | 'PATCH', value: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function messageOf(body: unknown): string | undefined {
  const answer = body as Partial<ErrorAnswer> | undefined;
  if (typeof answer?.error !== 'string') return undefined;
  const problems = (answer.problems ?? []).map(({ field, message }) => `${field} ${message}`);
  return [answer.error, ...problems].join('; ');
}

function periodOf(query: Record<string, string | number | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(typeof value === 'number' ? Math.round(value) : value)]],
    ),
  );
}

/** The end of an address that asks how something stood at an instant; nothing of the present. */
export function atQuery(at: number | undefined, first: '?' | '&' = '?'): string {
  return at === undefined ? '' : `${first}at=${Math.round(at)}`;
}

export const api = {
  history(
    query: { signals: readonly string[]; from: number; to: number; points: number },
    signal?: AbortSignal,
  ): Promise<HistoryAnswer> {
    const parameters = new URLSearchParams({
      signals: query.signals.join(','),
      from: String(Math.round(query.from)),
      to: String(Math.round(query.to)),
      points: String(query.points),
    });
    return request(historyAnswerSchema, `/api/history?${parameters}`, { signal });
  },
  alarmPerformance(query: { from: number; to: number; operators: number }, signal?: AbortSignal) {
    return request(alarmPerformanceSchema, `/api/alarms/performance?${periodOf(query)}`, { signal });
  },
  /** Address of the log of alarms as a table. */
  alarmEventsUrl(kind: 'csv' | 'xlsx', query: { from: number; to: number; lang: string }): string {
    return `/api/alarms/events.${kind}?${periodOf(query)}`;
  },
  /** @param query `at`: as they stood then */
  alarmHistory(query: { from: number; to: number; limit: number; at?: number }, signal?: AbortSignal) {
    return request(z.array(alarmSchema), `/api/alarms/history?${periodOf(query)}`, { signal });
  },
  /** `by` only where nobody is signed in: otherwise the server knows who it is. */
  acknowledge(id: string, by: string | undefined, comment?: string) {
    const path = `/api/alarms/${encodeURIComponent(id)}/acknowledge`;
    return request(alarmSchema, path, jsonBody('POST', { by, comment }));
  },
  changeAlarmPoint(point: string, change: AlarmPointChange) {
    return request(
      alarmSchema,
      `/api/alarm-points/${encodeURIComponent(point)}/change`,
      jsonBody('POST', change),
    );
  },
  changeAlarmService(point: string, change: AlarmServiceChange) {
    return request(
      alarmSchema,
      `/api/alarm-points/${encodeURIComponent(point)}/service`,
      jsonBody('POST', change),
    );
  },
  /** @param at as it stood then; as it stands when undefined */
  finding(id: string, at: number | undefined, signal?: AbortSignal) {
    return request(findingDetailSchema, `/api/findings/${encodeURIComponent(id)}${atQuery(at)}`, { signal });
  },
  health(signal?: AbortSignal): Promise<HealthAnswer> {
    return request(healthSchema, '/api/health', { signal });
  },
  disk(signal?: AbortSignal) {
    return request(diskAnswerSchema, '/api/disk', { signal });
  },
  rejects(signal?: AbortSignal): Promise<ShownRejectReport> {
    return request(rejectReportSchema, '/api/ingest/rejects', { signal });
  },
};
