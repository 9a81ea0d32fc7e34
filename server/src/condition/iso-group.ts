import type { Iso20816Group } from '@linetwin/condition';
import type { Equipment } from '@linetwin/model';

/**
 * Machine group of ISO 20816-3 by power in use (domain.md 2.5). How a machine is founded is not in the plant files, so the
 * limits of the rigid foundation are taken, which are the stricter ones.
 */
export function isoGroupOf({ powerKw }: Pick<Equipment, 'powerKw'>): Iso20816Group {
  if (powerKw.running > 300) return 'group-1-rigid';
  return powerKw.running >= 15 ? 'group-2-rigid' : 'small';
}
