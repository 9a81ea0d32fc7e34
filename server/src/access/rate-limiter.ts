import { boundedSet } from './bounded-map.ts';

/** Addresses remembered; one that is forgotten starts with a full bucket again. */
const MAX_KEYS = 10_000;

/** Token buckets by key: `burst` requests at once, `perSecond` in the long run. Memory is bounded. */
export class RateLimiter {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();
  private readonly perSecond: number;
  private readonly burst: number;
  private readonly now: () => number;

  constructor(perSecond: number, burst: number, now: () => number = Date.now) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.now = now;
  }

  /** Takes one. @returns 0, or the seconds after which there is one again */
  take(key: string): number {
    const now = this.now();
    const before = this.buckets.get(key) ?? { tokens: this.burst, at: now };
    const tokens = Math.min(this.burst, before.tokens + ((now - before.at) / 1000) * this.perSecond);
    const granted = tokens >= 1;
    boundedSet(this.buckets, key, { tokens: granted ? tokens - 1 : tokens, at: now }, MAX_KEYS);
    return granted ? 0 : Math.ceil((1 - tokens) / this.perSecond);
  }

  get size(): number {
    return this.buckets.size;
  }
}
