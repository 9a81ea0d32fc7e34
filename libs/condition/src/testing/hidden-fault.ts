import type { BearingFault } from '../bearing/faults.ts';
import { syntheticBurst } from './synthetic-bearing.ts';
import type { SyntheticBurst } from './synthetic-bearing.ts';

/**
 * A burst whose impacts are `levelDb` above its white noise in power, noise of standard deviation 1.
 *
 * @param burst `noise` and `severity` follow from the level; without a fault it is noise and shaft lines alone
 */
export function burstAtLevel(
  burst: Omit<SyntheticBurst, 'noise' | 'severity' | 'fault'> & { readonly fault: BearingFault | null },
  levelDb: number,
): Float64Array {
  const { fault, ...common } = burst;
  if (fault === null) return syntheticBurst({ ...common, noise: 1 });
  const impacts = syntheticBurst({ ...common, shaftLines: [], fault, noise: 0, severity: 1 });
  const power = impacts.reduce((sum, v) => sum + v * v, 0) / impacts.length;
  return syntheticBurst({ ...common, fault, noise: 1, severity: Math.sqrt(10 ** (levelDb / 10) / power) });
}

/** The slip of a burst of a seed: 1 to 2 % to either side. */
export function slipOf(seed: number): number {
  return (seed % 2 === 0 ? 1 : -1) * (0.01 + (0.01 * (seed % 11)) / 10);
}
