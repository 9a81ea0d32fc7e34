import { z } from 'zod';
import type { ShaftFeatures } from './features.ts';
import type { ForeignLine } from './foreign-lines.ts';
import { lineOf } from './features.ts';
import type { ShaftDiagnosisParameters } from './parameters.ts';
import { median } from '@linetwin/signal';

/** What a healthy burst is kept as until and in a baseline. */
const healthyBurstSchema = z.object({
  at: z.number(),
  speedRpm: z.number(),
  velocityRmsMmPerS: z.number(),
  floorMPerS2: z.number(),
  lines: z.record(z.string(), z.number()),
  /** Standing lines that belong to no shaft: frequency in Hz, velocity in mm/s. */
  foreign: z.array(z.object({ hz: z.number(), mmPerS: z.number() })),
  /** Third octaves of the acceleration, by which the mount of the sensor is judged; bursts of before they were kept have none. */
  levelsDb: z.array(z.number()).optional(),
});
export type HealthyShaftBurst = z.infer<typeof healthyBurstSchema>;

/** Healthy bursts of one shaft, each with its speed, so that a burst is compared with those of its own speed. */
export const shaftBaselineSchema = z.object({ bursts: z.array(healthyBurstSchema) });
export type ShaftBaseline = z.infer<typeof shaftBaselineSchema>;

/** A burst that is healthy, as a baseline keeps it. @param levelsDb its third octaves, see `bandLevelsDb` */
export function healthyShaftBurst(
  at: number,
  features: ShaftFeatures,
  levelsDb?: readonly number[],
): HealthyShaftBurst {
  return {
    at,
    speedRpm: features.speedRpm,
    velocityRmsMmPerS: features.velocityRmsMmPerS,
    floorMPerS2: features.floorMPerS2,
    lines: Object.fromEntries(features.lines.map(({ key, mmPerS }) => [key, mmPerS])),
    foreign: features.foreign.map(({ hz, mmPerS }) => ({ hz, mmPerS })),
    ...(levelsDb && levelsDb.length > 0 && { levelsDb: [...levelsDb] }),
  };
}

/** What a burst of this speed is compared with. */
export class ShaftReference {
  readonly bursts: readonly HealthyShaftBurst[];
  private readonly parameters: ShaftDiagnosisParameters;

  private constructor(bursts: readonly HealthyShaftBurst[], parameters: ShaftDiagnosisParameters) {
    this.bursts = bursts;
    this.parameters = parameters;
  }

  /** @returns null where too few healthy bursts have this speed */
  static at(
    speedRpm: number,
    baseline: ShaftBaseline | null,
    parameters: ShaftDiagnosisParameters,
  ): ShaftReference | null {
    const { speedShare, leastBursts } = parameters.baseline;
    const near = (baseline?.bursts ?? []).filter((b) => Math.abs(b.speedRpm / speedRpm - 1) <= speedShare);
    return near.length >= leastBursts ? new ShaftReference(near, parameters) : null;
  }

  /** mm/s that a line rises from: the typical value, raised towards the highest. */
  line(key: string): number {
    const { leastMmPerS, leastMeshMmPerS } = this.parameters.lines;
    const least = key.startsWith('gear:') ? leastMeshMmPerS : leastMmPerS;
    return Math.max(least, this.raised(this.bursts.map((burst) => burst.lines[key] ?? 0)));
  }

  velocityRms(): number {
    return this.raised(this.bursts.map((burst) => burst.velocityRmsMmPerS));
  }

  floor(): number {
    return this.raised(this.bursts.map((burst) => burst.floorMPerS2));
  }

  /** mm/s of the strongest healthy line at the frequency or at the order of a foreign one. */
  foreign({ hz, order }: Pick<ForeignLine, 'hz' | 'order'>): number {
    const { fixedShare } = this.parameters.foreign;
    const { leastMmPerS } = this.parameters.lines;
    const same = this.bursts.flatMap((burst) =>
      burst.foreign
        .filter(
          (line) =>
            Math.abs(line.hz / hz - 1) <= fixedShare ||
            Math.abs((60 * line.hz) / burst.speedRpm / order - 1) <= fixedShare,
        )
        .map(({ mmPerS }) => mmPerS),
    );
    return Math.max(leastMmPerS, ...same);
  }

  /** Whether a burst lacks 1x, which stood out while the machine was healthy. */
  hasLost(features: ShaftFeatures): boolean {
    const typical = median(this.bursts.map((burst) => burst.lines['1x'] ?? 0));
    const now = lineOf(features.lines, '1x');
    if (typical < 2 * this.parameters.lines.leastMmPerS || !now.readable) return false;
    return toDb(now.mmPerS / typical) < this.parameters.baseline.goneDb;
  }

  private raised(values: number[]): number {
    const highest = Math.max(...values);
    return Math.max(median(values), this.parameters.baseline.highestShare * highest);
  }
}

export function toDb(ratio: number): number {
  return ratio > 0 ? 20 * Math.log10(ratio) : -120;
}
