import { textSchema } from '@linetwin/model';
import { z } from 'zod';

/** The part of a finding from live values that is drawn; the full shape belongs to the library that makes it. */
const signSchema = z.object({
  signal: z.string(),
  feature: z.enum(['last', 'mean', 'max', 'min']),
  is: z.enum(['above', 'below']),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  reference: z.number().nullable(),
  holds: z.boolean(),
});
/** One sign that a rule looked at, in the unit of its signal. */
export type RuleSign = z.infer<typeof signSchema>;

const sensorSchema = z.record(z.string(), z.number());
export type SensorSigns = z.infer<typeof sensorSchema>;

const SENSOR_COUNTS = ['silentMs', 'samples', 'usual', 'spikes', 'varianceRatio'] as const;

const verdictSchema = z.object({
  method: z.literal('values'),
  evidence: z.union([z.array(signSchema), sensorSchema]),
  contradictedBy: z.array(textSchema).default([]),
});

export interface ValueSigns {
  rule: RuleSign[] | null;
  sensor: SensorSigns | null;
  contradictedBy: z.infer<typeof textSchema>[];
}

/** @returns null for a finding from elsewhere, or in a shape that is not known here */
export function readValueEvidence(diagnosis: unknown): ValueSigns | null {
  const { data } = verdictSchema.safeParse(diagnosis);
  if (!data) return null;
  const { evidence, contradictedBy } = data;
  return Array.isArray(evidence)
    ? { rule: evidence, sensor: null, contradictedBy }
    : { rule: null, sensor: evidence, contradictedBy };
}

export function isSensorCount(name: string): name is (typeof SENSOR_COUNTS)[number] {
  return (SENSOR_COUNTS as readonly string[]).includes(name);
}
