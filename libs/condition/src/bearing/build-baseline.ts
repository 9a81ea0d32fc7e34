import type { BaselineLevel, HealthyBaseline } from './baseline.ts';
import type { BearingFault, ViewKind } from './faults.ts';

/** What a baseline is made of: the part of a `BearingDiagnosis` that has to be kept until it is made. */
export type BaselineSource = {
  readonly views: readonly {
    readonly kind: ViewKind;
    readonly candidates: readonly ({ readonly fault: BearingFault } & BaselineLevel)[];
  }[];
  /** Rms in the unit of the samples; null where the burst was refused. */
  readonly features: { readonly rms: number } | null;
};

/**
 * Builds a machine's baseline from diagnoses of bursts known to be healthy (after maintenance, or confirmed by a
 * person). Diagnoses refused for quality carry no views and are left out.
 *
 * @returns null if none of the diagnoses can be used
 */
export function healthyBaseline(diagnoses: readonly BaselineSource[]): HealthyBaseline | null {
  const usable = diagnoses.filter((d) => d.views.length > 0 && d.features !== null);
  if (usable.length === 0) return null;
  const views: { [view in ViewKind]?: { [fault in BearingFault]?: BaselineLevel } } = {};
  for (const view of usable.flatMap((d) => d.views)) {
    const levels = (views[view.kind] ??= {});
    for (const { fault, prominence, depth } of view.candidates) {
      const highest = levels[fault] ?? { prominence: 0, depth: 0 };
      levels[fault] = {
        prominence: Math.max(highest.prominence, prominence),
        depth: Math.max(highest.depth, depth),
      };
    }
  }
  const rms = usable.reduce((sum, d) => sum + (d.features?.rms ?? 0), 0) / usable.length;
  return { bursts: usable.length, views, rms };
}
