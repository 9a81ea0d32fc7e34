import { z } from 'zod';

/** The part of a motor's diagnosis that is drawn; the full shape belongs to the library that makes it. */
const sideLine = z.object({ hz: z.number(), db: z.number(), prominence: z.number() });
const motorDiagnosisSchema = z.object({
  method: z.object({ name: z.literal('motor-current') }),
  verdict: z.string(),
  reason: z.string().nullable(),
  watch: z.boolean(),
  signs: z.array(
    z.object({
      quantity: z.string(),
      than: z.number(),
      value: z.number().nullable(),
      holds: z.boolean().nullable(),
    }),
  ),
  features: z
    .object({
      supplyHz: z.number(),
      currentA: z.number(),
      slip: z.number(),
      load: z.number(),
      lower: sideLine,
      upper: sideLine,
      secondLower: sideLine,
      secondUpper: sideLine,
      swing: sideLine.nullable(),
      negativeShare: z.number().nullable(),
      /** Findings from before voltages were read have none. */
      voltage: z.object({ volts: z.number(), unbalance: z.number(), distortion: z.number() }).nullish(),
      thirdDb: z.number(),
      eccentricityDb: z.number(),
      eccentricityHz: z.number(),
    })
    .nullable(),
  evidence: z.object({
    spectrum: z.object({ hz: z.array(z.number()), db: z.array(z.number()) }),
    comparedWith: z.number(),
    reference: z
      .object({
        negativeShare: z.number().nullable(),
        voltageNegative: z.object({ re: z.number(), im: z.number() }).nullish(),
        thirdDb: z.number(),
        eccentricityDb: z.number(),
      })
      .nullable(),
  }),
  parameters: z
    .object({
      lines: z.object({ minimumProminence: z.number() }),
      rotorBar: z.object({ watchDb: z.number(), faultDb: z.number() }),
    })
    .optional()
    .catch(undefined),
});
export type DrawnMotorDiagnosis = z.infer<typeof motorDiagnosisSchema>;
export type DrawnMotorFeatures = NonNullable<DrawnMotorDiagnosis['features']>;

/** @returns undefined for a diagnosis of something else, or in a shape that is not known here */
export function readMotorDiagnosis(diagnosis: unknown): DrawnMotorDiagnosis | undefined {
  const parsed = motorDiagnosisSchema.safeParse(diagnosis);
  return parsed.success ? parsed.data : undefined;
}
