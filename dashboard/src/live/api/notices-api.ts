import {
  CHANNEL_FAILURES,
  NOTICE_OCCASIONS,
  NOTICE_STATES,
  noticeSetupSchema,
  type NoticeSetup,
  type NoticeTest,
} from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, request } from './http.ts';

const shownSetupSchema = z.object({
  setup: noticeSetupSchema,
  withSecret: z.array(z.string()),
  changedAt: z.number().nullable(),
  changedBy: z.string().nullable(),
});
const reportSchema = z.object({
  id: z.string(),
  incident: z.string(),
  occasion: z.enum(NOTICE_OCCASIONS),
  contact: z.string(),
  state: z.enum(NOTICE_STATES),
  title: z.string(),
  createdAt: z.number(),
  dueAt: z.number(),
  sentAt: z.number().nullable(),
  channel: z.string().nullable(),
  attempts: z.array(z.object({ at: z.number(), channel: z.string(), error: z.string() })),
});
const testAnswerSchema = z.object({
  ok: z.boolean(),
  tookMs: z.number(),
  error: z.string().nullable(),
  failure: z.enum(CHANNEL_FAILURES).nullable(),
});

/** Who is told how, and what was told. */
export const noticesApi = {
  setup: (signal?: AbortSignal) => request(shownSetupSchema, '/api/notices/setup', { signal }),
  change: (setup: NoticeSetup) => request(shownSetupSchema, '/api/notices/setup', jsonBody('PUT', setup)),
  test: (test: NoticeTest) => request(testAnswerSchema, '/api/notices/test', jsonBody('POST', test)),
  list: (signal?: AbortSignal) => request(z.array(reportSchema), '/api/notices', { signal }),
};
