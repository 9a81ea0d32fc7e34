import { gapSchema, SOURCE_KINDS, type Gap, type SourcesAnswer } from '@linetwin/contracts';
import { z } from 'zod';
import { request } from './http.ts';

const sourcesAnswerSchema = z.object({
  flaggedFromMs: z.number(),
  sources: z.array(
    z.object({
      source: z.string(),
      kind: z.enum(SOURCE_KINDS),
      connected: z.boolean().nullable(),
      lines: z.array(z.string()),
      machines: z.number(),
      lastMessageAt: z.number(),
      messagesPerS: z.number(),
      skewMs: z.number().nullable(),
      flagged: z.boolean(),
      lateValues: z.number(),
    }),
  ),
});

/** What the server says of data that did not come, and of those who send it. */
export const recordKeepingApi = {
  /** Newest beginning first; `equipment` also asks for gaps of its line and its signals. */
  gaps(
    query: { line?: string; equipment?: string; from?: number; to?: number; limit: number },
    signal?: AbortSignal,
  ): Promise<Gap[]> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined)
        parameters.set(name, String(typeof value === 'number' ? Math.round(value) : value));
    }
    return request(z.array(gapSchema), `/api/gaps?${parameters}`, { signal });
  },
  sources(signal?: AbortSignal): Promise<SourcesAnswer> {
    return request(sourcesAnswerSchema, '/api/sources', { signal });
  },
};
