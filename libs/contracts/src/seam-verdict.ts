import { z } from 'zod';

/** What a list, a live event and the scene show of a seam's verdict; the full shape belongs to `@linetwin/condition`. */
export const seamVerdictSummarySchema = z.object({
  grade: z.enum(['good', 'probable-defect', 'defect', 'not-judgeable']),
  defects: z.array(
    z.object({
      /** `lack-of-penetration`, `gap`, ... */
      kind: z.string(),
      fromMm: z.number(),
      toMm: z.number(),
      confidence: z.number(),
    }),
  ),
});
export type SeamVerdictSummary = z.infer<typeof seamVerdictSummarySchema>;

/** `GET /api/seams/{machine}/{end}/verdict`. */
export interface SeamVerdictDetail {
  /** The shape of `@linetwin/condition`: `seamVerdictSchema`. */
  verdict: unknown;
  /** Whether the verdict comes out the same when it is made again from the evidence that is kept; null where that is gone. */
  recomputed: boolean | null;
}
