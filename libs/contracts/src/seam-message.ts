import { z } from 'zod';

/** Verdict of a stretch of seam as the cell's own monitor sees it; what Linetwin concludes is a finding. */
export const SEAM_RESULTS = ['good', 'suspect', 'bad'] as const;

const perMm = z.array(z.number()).max(20_000);

/**
 * One weld seam on `.../seam`, as JSON, sent when the seam ends: means over each millimetre, in order.
 * All arrays have the same length.
 */
export const seamMessageSchema = z
  .object({
    /** Source time of the seam's end, ms since 1970 UTC. */
    time: z.number().finite(),
    seam: z.string().min(1).max(64),
    part: z.string().min(1).max(64),
    program: z.string().max(64).optional(),
    lengthMm: z.number().positive().max(20_000),
    perMm: z.object({
      /** Penetration by OCT, mm (for friction stir welds plunge depth). */
      depthMm: perMm,
      /** Tracker gap and lateral offset, mm. */
      gapMm: perMm,
      offsetMm: perMm,
      /** Photodiodes, V. */
      thermalV: perMm,
      plasmaV: perMm,
      reflectionV: perMm,
      /** 0 good, 1 suspect, 2 bad. */
      result: z.array(z.number().int().min(0).max(2)).max(20_000),
    }),
  })
  .refine(
    ({ perMm }) => new Set(Object.values(perMm).map((column) => column.length)).size === 1,
    'the per-millimetre arrays differ in length',
  );
export type SeamMessage = z.infer<typeof seamMessageSchema>;

export const MAX_SEAM_BYTES = 2 * 1024 * 1024;
