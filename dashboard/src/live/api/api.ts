import type { AlarmPointChange, AlarmServiceChange, HealthAnswer, HistoryAnswer } from '@linetwin/contracts';
import {
  alarmPerformanceSchema,
  alarmSchema,
  diskAnswerSchema,
  findingDetailSchema,
  HEALTH_TEXTS,
  REJECT_REASONS,
} from '@linetwin/contracts';
import { z } from 'zod';
import { atQuery, jsonBody, request } from './http.ts';

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

function periodOf(query: Record<string, string | number | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === ''
        ? []
        : [[name, String(typeof value === 'number' ? Math.round(value) : value)]],
    ),
  );
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
  alarmEventsUrl(
    kind: 'csv' | 'xlsx',
    query: { from: number; to: number; lang: string; line: string; priority: string; search: string },
  ): string {
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
