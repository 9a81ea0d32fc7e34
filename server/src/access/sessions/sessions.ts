import { type User } from '@linetwin/contracts';
import type { Logger } from 'pino';
import { boundedSet } from '../bounded-map.ts';
import { digestOf, newSecret } from '../secrets.ts';
import type { SessionStore } from './session-store.port.ts';
import { publicUser, type UserStore } from '../users/user-store.port.ts';

/** A shift: who has gone home is signed out. */
export const IDLE_MS = 8 * 3_600_000;
/** A working week: after it everybody signs in anew. */
export const LONGEST_MS = 7 * 86_400_000;
/** A use is noted at most this often. */
const TOUCH_MS = 60_000;
/** A session ended by another process is believed here for at most this long. */
const FRESH_MS = 5000;
/** While the data base is away, whoever was known this lately stays in: an outage must not blind a control room. */
const OUTAGE_MS = 15 * 60_000;
const MAX_KNOWN = 5000;
const HOUR_MS = 3_600_000;

export interface KnownSession {
  user: User;
  sessionId: string;
}

/** One session, or all of a person. */
export type EndedSessions = { sessionId: string } | { userId: string };

/** Who is signed in, by the secret in a cookie. */
export class Sessions {
  private readonly store: SessionStore;
  private readonly users: UserStore;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly known = new Map<string, { session: KnownSession; endsAt: number; seenAt: number }>();
  private readonly listeners = new Set<(ended: EndedSessions) => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: { store: SessionStore; users: UserStore; logger: Logger; now?: () => number }) {
    this.store = parts.store;
    this.users = parts.users;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
  }

  start(): void {
    this.timer = setInterval(() => void this.forgetOld(), HOUR_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Calls when sessions were ended here before their time. */
  onEnded(listener: (ended: EndedSessions) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Begins a session in place of the one that the secret before belongs to. @returns the new secret */
  async begin(userId: string, secretBefore: string | undefined): Promise<string> {
    if (secretBefore) await this.end(secretBefore);
    const secret = newSecret();
    const now = this.now();
    await this.store.add({ id: digestOf(secret), userId, startedAt: now, usedAt: now });
    return secret;
  }

  /**
   * Whose session it is; `undefined` when it has ended.
   *
   * @param believedMs for how long what was found before is believed; 0 where what follows lasts longer than a request
   * @throws when nobody can say
   */
  async find(secret: string, believedMs = FRESH_MS): Promise<KnownSession | undefined> {
    const id = digestOf(secret);
    const now = this.now();
    const before = this.known.get(id);
    if (before && now - before.seenAt < believedMs && now < before.endsAt) return before.session;
    try {
      const found = await this.look(id, now);
      if (!found) this.known.delete(id);
      return found;
    } catch (error) {
      if (!before || now - before.seenAt > OUTAGE_MS || now >= before.endsAt) throw error;
      return before.session;
    }
  }

  private async look(id: string, now: number): Promise<KnownSession | undefined> {
    const stored = await this.store.find(id);
    if (!stored || now - stored.usedAt > IDLE_MS || now - stored.startedAt > LONGEST_MS) return undefined;
    const user = await this.users.byId(stored.userId);
    if (!user || user.disabled) return undefined;
    if (now - stored.usedAt > TOUCH_MS) await this.store.touch(id, now);
    const session = { user: publicUser(user), sessionId: id };
    const endsAt = Math.min(now + IDLE_MS, stored.startedAt + LONGEST_MS);
    boundedSet(this.known, id, { session, endsAt, seenAt: now }, MAX_KNOWN);
    return session;
  }

  async end(secret: string): Promise<void> {
    const sessionId = digestOf(secret);
    await this.store.end(sessionId);
    this.known.delete(sessionId);
    this.tell({ sessionId });
  }

  /** @returns how many were ended */
  async endAllOf(userId: string): Promise<number> {
    const ended = await this.store.endAllOf(userId);
    for (const [id, { session }] of this.known) {
      if (session.user.id === userId) this.known.delete(id);
    }
    this.tell({ userId });
    return ended;
  }

  private tell(ended: EndedSessions): void {
    for (const listener of this.listeners) listener(ended);
  }

  private async forgetOld(): Promise<void> {
    try {
      await this.store.forgetOld(this.now() - IDLE_MS, this.now() - LONGEST_MS);
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'old sessions were not forgotten');
    }
  }
}
