import { median } from '@linetwin/signal';
import { z } from 'zod';
import type { MotorFeatures } from './diagnosis.schema.ts';
import type { MotorDiagnosisParameters } from './parameters.ts';

/** What a healthy burst is kept as until and in a baseline. */
export const healthyMotorBurstSchema = z.object({
  at: z.number(),
  load: z.number(),
  negativeShare: z.number().nullable(),
  /** Of the voltages, as in the features; left out of bursts without them. */
  voltageNegative: z.object({ re: z.number(), im: z.number() }).nullable().optional(),
  thirdDb: z.number(),
  eccentricityDb: z.number(),
});
export type HealthyMotorBurst = z.infer<typeof healthyMotorBurstSchema>;

/** Healthy bursts of one motor, each with its load. */
export const motorBaselineSchema = z.object({ bursts: z.array(healthyMotorBurstSchema) });
export type MotorBaseline = z.infer<typeof motorBaselineSchema>;

/** A burst that is healthy, as a baseline keeps it. */
export function healthyMotorBurst(
  at: number,
  { load, negativeShare, voltage, thirdDb, eccentricityDb }: MotorFeatures,
): HealthyMotorBurst {
  return {
    at,
    load,
    negativeShare,
    voltageNegative: voltage?.negative ?? null,
    thirdDb,
    eccentricityDb,
  };
}

/** What a burst of some load is compared with: the typical healthy one. */
export type MotorReference = {
  readonly bursts: number;
  readonly negativeShare: number | null;
  readonly voltageNegative: { readonly re: number; readonly im: number } | null;
  readonly thirdDb: number;
  readonly eccentricityDb: number;
};

/** @returns null where too few healthy bursts have about this load */
export function motorReference(
  load: number,
  baseline: MotorBaseline | null,
  { loadReach, leastBursts }: MotorDiagnosisParameters['baseline'],
): MotorReference | null {
  const near = (baseline?.bursts ?? []).filter((burst) => Math.abs(burst.load - load) <= loadReach);
  if (near.length < leastBursts) return null;
  const shares = near.flatMap(({ negativeShare }) => (negativeShare === null ? [] : [negativeShare]));
  const voltages = near.flatMap(({ voltageNegative }) => voltageNegative ?? []);
  return {
    bursts: near.length,
    voltageNegative:
      voltages.length >= leastBursts
        ? { re: median(voltages.map(({ re }) => re)), im: median(voltages.map(({ im }) => im)) }
        : null,
    negativeShare: shares.length >= leastBursts ? median(shares) : null,
    thirdDb: median(near.map(({ thirdDb }) => thirdDb)),
    eccentricityDb: median(near.map(({ eccentricityDb }) => eccentricityDb)),
  };
}
