import type { ShaftFault } from './faults.ts';
import type { QuantityName } from './quantities.ts';

/** One sign of a fault: a quantity of the burst against a threshold, and where the threshold comes from. */
export type ShaftSign = {
  readonly quantity: QuantityName;
  readonly is: 'above' | 'below';
  readonly than: number;
  readonly because: string;
};

/** What a named fault may be instead, as long as nothing excludes it. */
export const OPEN_ALTERNATIVES = [
  'bent-shaft',
  'imbalance',
  'misalignment',
  'looseness',
  'resonance',
  'unverified-drive',
  'other-gear',
  'other-rotor',
] as const;
export type OpenAlternative = (typeof OPEN_ALTERNATIVES)[number];

/**
 * A fault as data. It is there where all of `required` hold, and clear where every alternative is excluded by at least one of its signs; else
 * it is probable, and the alternatives are told. Each of `supports` makes it surer.
 */
export type ShaftRule = {
  readonly fault: ShaftFault;
  readonly version: number;
  readonly required: readonly ShaftSign[];
  readonly excludes: readonly { readonly alternative: OpenAlternative; readonly by: readonly ShaftSign[] }[];
  readonly supports: readonly ShaftSign[];
};

export type SignReading = ShaftSign & {
  readonly value: number | null;
  /** Null where the quantity could not be measured. */
  readonly holds: boolean | null;
};

export function readSign(
  sign: ShaftSign,
  quantities: Readonly<Record<QuantityName, number | null>>,
): SignReading {
  const value = quantities[sign.quantity];
  const holds = value === null ? null : sign.is === 'above' ? value >= sign.than : value < sign.than;
  return { ...sign, value, holds };
}
