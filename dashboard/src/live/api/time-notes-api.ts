import { STATE_VERDICTS, timeNoteSchema, type TimeNoteRequest } from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, request } from './http.ts';

const proofSchema = z.object({ line: z.string(), at: z.number(), verdict: z.enum(STATE_VERDICTS) });

const pathOf = (id: string) => `/api/time-notes/${encodeURIComponent(id)}`;

/** What people noted on times of the plant. */
export const timeNotesApi = {
  /** Those that touch a span, the latest first. */
  list(span: { from: number; to: number }, signal?: AbortSignal) {
    const { from, to } = span;
    const query = new URLSearchParams({
      from: String(Math.round(from)),
      to: String(Math.round(to)),
      limit: '500',
    });
    return request(z.array(timeNoteSchema), `/api/time-notes?${query}`, { signal });
  },
  add: (note: TimeNoteRequest) => request(timeNoteSchema, '/api/time-notes', jsonBody('POST', note)),
  change: (id: string, note: TimeNoteRequest) => request(timeNoteSchema, pathOf(id), jsonBody('PUT', note)),
  remove: (id: string) => request(z.undefined(), pathOf(id), { method: 'DELETE' }),
  /** Whether a replay shows a line as it was logged live, at the last logged instant up to a time. */
  prove(line: string, at: number) {
    const query = new URLSearchParams({ line, at: String(Math.floor(at)) });
    return request(proofSchema, `/api/replay/state?${query}`);
  },
};
