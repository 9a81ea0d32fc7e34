import {
  seamMessageSchema,
  seamVerdictSummarySchema,
  type SeamMessage,
  type SeamSummary,
  type SeamVerdictDetail,
  type WeldedPart,
} from '@linetwin/contracts';
import { z } from 'zod';
import { atQuery, request } from './http.ts';

const summarySchema: z.ZodType<SeamSummary> = z.object({
  equipment: z.string(),
  endedAt: z.number(),
  seam: z.string(),
  part: z.string(),
  program: z.string().nullable(),
  lengthMm: z.number(),
  suspectMm: z.number(),
  badMm: z.number(),
  verdict: seamVerdictSummarySchema.nullish(),
});

const weldedPartSchema: z.ZodType<WeldedPart> = z.object({
  part: z.string(),
  endedAt: z.number(),
  seams: z.number(),
});

const detailSchema = z.object({ verdict: z.unknown(), recomputed: z.boolean().nullable() });

/** Weld seams of the past and their verdicts. */
export const seamsApi = {
  /** Newest first. Times in ms since 1970 UTC. */
  list(
    query: { equipment?: string; part?: string; from: number; to: number; limit: number },
    signal?: AbortSignal,
  ): Promise<SeamSummary[]> {
    const known = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    );
    return request(z.array(summarySchema), `/api/seams?${new URLSearchParams(known)}`, { signal });
  },
  /** Parts whose serial holds a text, those welded last first. */
  parts(search: string, limit: number, at: number | undefined, signal?: AbortSignal): Promise<WeldedPart[]> {
    const query = new URLSearchParams({ search, limit: String(limit) });
    return request(z.array(weldedPartSchema), `/api/seams/parts?${query}${atQuery(at, '&')}`, { signal });
  },
  read(equipment: string, endedAt: number, signal?: AbortSignal): Promise<SeamMessage> {
    return request(seamMessageSchema, `/api/seams/${equipment}/${endedAt}`, { signal });
  },
  verdict(equipment: string, endedAt: number, signal?: AbortSignal): Promise<SeamVerdictDetail> {
    return request(detailSchema, `/api/seams/${equipment}/${endedAt}/verdict`, { signal });
  },
};
