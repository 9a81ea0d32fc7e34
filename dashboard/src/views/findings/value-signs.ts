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

const SENSOR_COUNTS = ['silentMs', 'samples', 'usual', 'spikes', 'varianceRatio', 'minutes'] as const;
/** Shares and factors, near one. */
const SENSOR_RATIOS = ['gain', 'ownLoad', 'neighbourLoad'] as const;
/** In the unit of the signal. */
const SENSOR_QUANTITIES = ['seen', 'expected', 'shift'] as const;
const SENSOR_NAMES = [...SENSOR_QUANTITIES, ...SENSOR_RATIOS, ...SENSOR_COUNTS] as const;
type SensorName = (typeof SENSOR_NAMES)[number];

const verdictSchema = z.object({
  method: z.literal('values'),
  evidence: z.union([z.array(signSchema), sensorSchema]),
  against: z.string().nullish(),
});

export interface ValueSigns {
  rule: RuleSign[] | null;
  sensor: SensorSigns | null;
  /** Address of the signal that a sensor was compared with. */
  against: string | null;
}

/** Whether a sign holds; `null` where there was nothing to compare it with, as before a machine's usual values are known. */
export function doesHold({ holds, value, threshold }: RuleSign): boolean | null {
  return value === null || threshold === null ? null : holds;
}

/** @returns null for a finding from elsewhere, or in a shape that is not known here */
export function readValueEvidence(diagnosis: unknown): ValueSigns | null {
  const { data } = verdictSchema.safeParse(diagnosis);
  if (!data) return null;
  const { evidence, against = null } = data;
  return Array.isArray(evidence)
    ? { rule: evidence, sensor: null, against }
    : { rule: null, sensor: evidence, against };
}

/** The numbers behind a sensor fault that are shown, in their order, and how each is written. */
export function sensorNumbers(
  signs: SensorSigns,
): { name: SensorName; value: number; as: 'quantity' | 'ratio' | 'count' }[] {
  return SENSOR_NAMES.flatMap((name) => {
    const value = signs[name];
    if (value === undefined) return [];
    const isIn = (names: readonly string[]) => names.includes(name);
    return {
      name,
      value,
      as: isIn(SENSOR_QUANTITIES) ? 'quantity' : isIn(SENSOR_RATIOS) ? 'ratio' : 'count',
    };
  });
}
