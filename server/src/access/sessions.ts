import { type User } from '@linetwin/contracts';
import type { Logger } from 'pino';
import { boundedSet } from './bounded-map.ts';
import { digestOf, newSecret } from './secrets.ts';
import type { SessionStore } from './session-store.port.ts';
import { publicUser, type UserStore } from './user-store.port.ts';

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

/** Who is signed in, by the secret in a cookie. */
export class Sessions {
  private readonly store: SessionStore;
  private readonly users: UserStore;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly known = new Map<string, { session: KnownSession; endsAt: number; seenAt: number }>();
  private readonly listeners = new Set<() => void>();
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

  /** Calls when a session was ended before its time. */
  onEnded(listener: () => void): () => void {
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

  /** Whose session it is; `undefined` when it has ended. @throws when nobody can say */
  async find(secret: string): Promise<KnownSession | undefined> {
    const id = digestOf(secret);
    const now = this.now();
    const before = this.known.get(id);
    if (before && now - before.seenAt < FRESH_MS && now < before.endsAt) return before.session;
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
    await this.store.end(digestOf(secret));
    this.known.delete(digestOf(secret));
    this.tell();
  }

  /** @returns how many were ended */
  async endAllOf(userId: string, except?: string): Promise<number> {
    const ended = await this.store.endAllOf(userId, except);
    for (const [id, { session }] of this.known) {
      if (session.user.id === userId) this.known.delete(id);
    }
    this.tell();
    return ended;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private async forgetOld(): Promise<void> {
    try {
      await this.store.forgetOld(this.now() - IDLE_MS, this.now() - LONGEST_MS);
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'old sessions were not forgotten');
    }
  }
}
