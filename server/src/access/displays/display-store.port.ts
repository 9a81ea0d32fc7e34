import type { Display, DisplayBeat } from '@linetwin/contracts';

/** A screen that shows a code. */
export interface StoredPairing {
  code: string;
  /** Digest of what the screen keeps. */
  digest: string;
  expiresAt: number;
}

/** Too many screens show codes at once. */
export class TooManyPairingsError extends Error {
  override name = 'TooManyPairingsError';
  constructor() {
    super('Too many screens wait to be paired; try again in a few minutes.');
  }
}

/**
 * Wall displays, and screens on their way to become one. Promises: a code is approved once, and its key fetched once, by whichever
 * process; a revoked display is found no more by its key. Displays are never removed. Left out on purpose: making codes and keys.
 */
export abstract class DisplayStore {
  /** Forgets what has expired first. @throws TooManyPairingsError when `max` wait all the same */
  abstract startPairing(pairing: StoredPairing, now: number, max: number): Promise<void>;
  /** Makes a display of the screen with this code. @returns whether one waits with it */
  abstract approve(code: string, display: Display, now: number): Promise<boolean>;
  /**
   * Gives the display of an approved screen its key, once.
   *
   * @returns the display; `waiting` before it is approved; `undefined` when there is no such screen (any more)
   */
  abstract claim(digest: string, keyDigest: string, now: number): Promise<Display | 'waiting' | undefined>;
  abstract byKey(keyDigest: string): Promise<Display | undefined>;
  abstract beat(id: string, beat: DisplayBeat, address: string, at: number): Promise<void>;
  /** @returns the display; `undefined` when there is none that could be revoked */
  abstract revoke(id: string, at: number): Promise<Display | undefined>;
  /** All, newest first. */
  abstract list(): Promise<Display[]>;
}
