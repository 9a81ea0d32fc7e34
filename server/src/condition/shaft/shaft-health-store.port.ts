import type { ShaftState } from './shaft-health.ts';

/**
 * How each shaft stands: what is carried from burst to burst.
 *
 * Promises: `change` of one component happens one after another, also when several workers call it, and is kept whole or not
 * at all.
 */
export abstract class ShaftHealthStore {
  /** State of a component (`equipment#drive-train`). */
  abstract read(component: string): Promise<ShaftState | undefined>;
  /** @returns the state after it */
  abstract change(
    component: string,
    change: (before: ShaftState | undefined) => ShaftState,
  ): Promise<ShaftState>;
}
