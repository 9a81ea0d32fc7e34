import type { SeamMessage, SeamSummary, WeldedPart } from '@linetwin/contracts';

export interface StoredSeam {
  equipment: string;
  seam: SeamMessage;
}

export interface SeamRange {
  /** Only seams of this machine. */
  equipment?: string;
  /** Only seams of this part. */
  part?: string;
  /** When the seam ended, ms since 1970 UTC, both ends included. */
  from: number;
  to: number;
  limit: number;
}

/**
 * Weld seams with their per-millimetre columns.
 *
 * Promises: what `keep` resolved for survives; a seam of the same machine and end is stored once, the first one. `list`
 * answers newest first and without columns. `newest` gives the last seam of every machine. `parts` finds parts by any piece of their
 * serial, in capitals or not, those that were welded last first, with `at` only by seams that had ended then; no character of the piece means
 * anything but itself.
 */
export abstract class SeamStore {
  abstract keep(seams: readonly StoredSeam[]): Promise<void>;
  abstract newest(): Promise<StoredSeam[]>;
  abstract list(range: SeamRange): Promise<SeamSummary[]>;
  abstract parts(search: string, limit: number, at?: number): Promise<WeldedPart[]>;
  abstract read(equipment: string, endedAt: number): Promise<SeamMessage | undefined>;
  /** Forgets seams that ended before a time. @returns how many */
  abstract forgetBefore(endedAt: number): Promise<number>;
}
