import type { SampleBatch } from '@linetwin/contracts';

/** One group of values that was acknowledged together. */
export interface SpooledBatch {
  /** Grows by one with every batch, never reused, not even after a restart. */
  mark: number;
  /** Addresses that the signal indexes of `samples` point into. */
  addresses: readonly string[];
  samples: SampleBatch;
}

/**
 * What was acknowledged, kept on disk until history has it.
 *
 * Promises: when `append` resolves, the batch survives the death of the process and of the machine. Batches come
 * back in the order of their marks, whole or not at all, also after a restart. `trim` forgets batches
 * up to a mark, and only those. A rejected `append` has kept nothing; the caller must not acknowledge.
 * Left out on purpose: reading by time or signal (that is history's part).
 */
export abstract class Spool {
  abstract start(): Promise<void>;
  abstract stop(): Promise<void>;
  /** @returns the mark of the batch, once it is durable */
  abstract append(samples: SampleBatch): Promise<number>;
  /** Up to `maxRows` rows (at least one batch, if there is one) with marks greater than `after`. */
  abstract read(after: number, maxRows: number): SpooledBatch[];
  abstract trim(upTo: number): Promise<void>;
  /** Marks of the oldest and newest batch kept; `undefined` when there is none. */
  abstract span(): { oldest: number; newest: number } | undefined;
}
