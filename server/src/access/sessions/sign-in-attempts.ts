import { boundedSet } from '../bounded-map.ts';

/** Wrong passwords in a row that cost nothing: people mistype. */
const FREE_PER_USER = 5;
/** A plant's people may share one address. */
const FREE_PER_ADDRESS = 20;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** After this long without a failure all is forgotten. */
const FORGET_MS = 60 * 60_000;
/** Names and addresses remembered, the oldest forgotten first. */
const MAX_KEYS = 10_000;

interface Failures {
  count: number;
  at: number;
  blockedUntil: number;
}

/**
 * Slows down guessing: after a few failures each one doubles the time until the next try, for the user and for the address, up
 * to a quarter of an hour. Kept in this process: with several, a guesser has as many times the tries.
 */
export class SignInAttempts {
  private readonly failures = new Map<string, Failures>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** How long this user or address has to wait, ms; 0 when a try is free. */
  waitMs(login: string, address: string): number {
    const until = keysOf(login, address).map(({ key }) => this.failures.get(key)?.blockedUntil ?? 0);
    return Math.max(0, Math.max(...until) - this.now());
  }

  /** @returns whether this failure is the one that first makes the user or the address wait */
  failed(login: string, address: string): boolean {
    const now = this.now();
    let blocks = false;
    for (const { key, free } of keysOf(login, address)) {
      const before = this.failures.get(key);
      const count = before && now - before.at < FORGET_MS ? before.count + 1 : 1;
      const over = count - free;
      const wait = over < 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** over, LONGEST_WAIT_MS);
      blocks ||= over === 0;
      boundedSet(this.failures, key, { count, at: now, blockedUntil: now + wait }, MAX_KEYS);
    }
    return blocks;
  }

  /** The address is not forgiven: one good password must not pay for guessing others. */
  succeeded(login: string): void {
    this.failures.delete(`user ${login}`);
  }

  get size(): number {
    return this.failures.size;
  }
}

function keysOf(login: string, address: string): { key: string; free: number }[] {
  return [
    { key: `user ${login}`, free: FREE_PER_USER },
    { key: `address ${address}`, free: FREE_PER_ADDRESS },
  ];
}
