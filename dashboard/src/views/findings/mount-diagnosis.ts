import { z } from 'zod';

/** The part of a word on an accelerometer's mount that is drawn; the full shape belongs to the library that makes it. */
const levels = z.array(z.number());
const mountDiagnosisSchema = z.object({
  method: z.object({ name: z.literal('mount-resonance') }),
  resonance: z.object({ hz: z.number(), q: z.number() }).nullable(),
  signs: z.array(
    z.object({
      sign: z.string(),
      valueDb: z.number(),
      is: z.enum(['above', 'below']),
      limitDb: z.number(),
      holds: z.boolean(),
    }),
  ),
  evidence: z.object({
    /** Centres of third octaves, Hz, and what stands in each, dB re 1 (m/s²)²/Hz. */
    bandHz: levels,
    levelDb: levels,
    healthyDb: levels,
    lowestDb: levels,
    highestDb: levels,
    fittedDb: levels,
    comparedWith: z.number(),
  }),
});
export type DrawnMountDiagnosis = z.infer<typeof mountDiagnosisSchema>;
export type DrawnMountSign = DrawnMountDiagnosis['signs'][number];

/** @returns undefined for a diagnosis of something else, or in a shape that is not known here */
export function readMountDiagnosis(diagnosis: unknown): DrawnMountDiagnosis | undefined {
  const parsed = mountDiagnosisSchema.safeParse(diagnosis);
  return parsed.success ? parsed.data : undefined;
}
