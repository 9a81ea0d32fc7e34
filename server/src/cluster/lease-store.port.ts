import type { ProcessNote } from '@linetwin/contracts';

/**
 * Who owns which line, and who is there.
 *
 * Promises: at any time a line has at most one holder. `take` makes a free line the holder's, or prolongs what it holds;
 * a line that is neither taken nor prolonged for its time is free again, by one clock for all. Every call answers or
 * rejects within two seconds.
 */
export abstract class LeaseStore {
  abstract start(): Promise<void>;
  abstract stop(): Promise<void>;
  /** @returns whether `holder` holds the line from now on for `ttlMs` */
  abstract take(line: string, holder: string, ttlMs: number): Promise<boolean>;
  /** Frees a line that `holder` holds; nothing when it does not. */
  abstract release(line: string, holder: string): Promise<void>;
  /** Shows this process to the others for `ttlMs`. */
  abstract announce(note: ProcessNote, ttlMs: number): Promise<void>;
  /** Takes the note of a process away. */
  abstract leave(id: string): Promise<void>;
  /** Those that announced themselves and are not past their time, by id. */
  abstract processes(): Promise<ProcessNote[]>;
}
