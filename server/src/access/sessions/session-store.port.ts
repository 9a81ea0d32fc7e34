/** A session of somebody who signed in. */
export interface StoredSession {
  /** Digest of the secret in the cookie: whoever reads the store cannot use it. */
  id: string;
  userId: string;
  /** ms since 1970 UTC. */
  startedAt: number;
  usedAt: number;
}

/**
 * Sessions of people. Promises: a session that was ended is found no more, by any process. Left out on purpose: when a
 * session is too old, which `sessions.ts` knows.
 */
export abstract class SessionStore {
  abstract add(session: StoredSession): Promise<void>;
  abstract find(id: string): Promise<StoredSession | undefined>;
  /** Notes a later use; nothing when the session is gone. */
  abstract touch(id: string, usedAt: number): Promise<void>;
  abstract end(id: string): Promise<void>;
  /** Ends all of a user. @returns how many */
  abstract endAllOf(userId: string): Promise<number>;
  /** Forgets sessions that were used last, or began, before these times. */
  abstract forgetOld(usedBefore: number, startedBefore: number): Promise<void>;
}
