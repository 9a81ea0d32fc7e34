import type { MeterTree } from '@linetwin/model';
import type { MeteredEnergy } from './virtual-meters.ts';

/** Greatest difference between a meter and what hangs below it, as a share of the meter (domain.md 3.1). */
export const MAX_IMBALANCE = 0.02;
/** With more missing than this a difference says nothing of the meters. */
const MAX_MISSING = 0.05;

/** A meter beside the sum of those directly below it. */
export interface Imbalance {
  meter: string;
  kwh: number;
  childrenKwh: number;
  /** (meter − sum) / meter; `null` where there is nothing to compare. */
  share: number | null;
  state: 'balanced' | 'unbalanced' | 'unknown';
}

/**
 * Every meter that was measured or is made of others and has meters below it; one that is the sum of what is below
 * balances by its nature, and so does one whose readings were not imported.
 *
 * @param measured ids of the meters that have energy of their own
 */
export function imbalances(
  tree: MeterTree,
  energies: ReadonlyMap<string, MeteredEnergy>,
  measured: ReadonlySet<string>,
): Imbalance[] {
  const found: Imbalance[] = [];
  for (const meter of tree.meters) {
    const children = tree.children(meter.id);
    if (meter.source.kind === 'readings' && !measured.has(meter.id)) continue;
    // Loads are parts of a machine that are measured apart; the rest of the machine has no meter.
    if (children.length === 0 || meter.source.kind === 'children' || meter.level === 'machine') continue;
    const own = energies.get(meter.id);
    const below = children.map(({ id }) => energies.get(id));
    const childrenKwh = below.reduce((sum, energy) => sum + (energy?.kwh ?? 0), 0);
    const unknown =
      !own || own.missing > MAX_MISSING || below.some((energy) => !energy || energy.missing > MAX_MISSING);
    const share = own && own.kwh > 0 ? (own.kwh - childrenKwh) / own.kwh : null;
    found.push({
      meter: meter.id,
      kwh: own?.kwh ?? 0,
      childrenKwh,
      share,
      state:
        unknown || share === null ? 'unknown' : Math.abs(share) <= MAX_IMBALANCE ? 'balanced' : 'unbalanced',
    });
  }
  return found;
}
