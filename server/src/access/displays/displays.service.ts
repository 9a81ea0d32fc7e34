import { randomUUID } from 'node:crypto';
import type { ApproveDisplayRequest, Display, DisplayBeat, Pairing } from '@linetwin/contracts';
import { boundedSet } from '../bounded-map.ts';
import type { DisplayStore } from './display-store.port.ts';
import { clearText, digestOf, newSecret } from '../secrets.ts';

const CODE_LENGTH = 6;
/** Time to walk from the screen to a desk. */
const PAIRING_MS = 15 * 60_000;
const MAX_PAIRINGS = 50;
/** A display that another process revoked is believed here for at most this long. */
const FRESH_MS = 5000;
/** A wall must not go dark because the data base is away; its key opens nothing that changes anything. */
const OUTAGE_MS = 24 * 3_600_000;
const MAX_KNOWN = 1000;

/** Wall displays: pairing by a code on the screen, and a key for each that only looks. */
export class DisplaysService {
  private readonly store: DisplayStore;
  private readonly now: () => number;
  private readonly known = new Map<string, { display: Display; seenAt: number }>();
  private readonly listeners = new Set<(id: string) => void>();

  constructor(store: DisplayStore, now: () => number = Date.now) {
    this.store = store;
    this.now = now;
  }

  /** @throws TooManyPairingsError */
  async startPairing(): Promise<Pairing> {
    const code = clearText(CODE_LENGTH);
    const secret = newSecret();
    const now = this.now();
    const expiresAt = now + PAIRING_MS;
    await this.store.startPairing({ code, digest: digestOf(secret), expiresAt }, now, MAX_PAIRINGS);
    return { code: `${code.slice(0, 3)}-${code.slice(3)}`, secret, expiresAt };
  }

  /** @returns the new display; `undefined` when no screen shows this code */
  async approve({ code, name }: ApproveDisplayRequest, by: string): Promise<Display | undefined> {
    const now = this.now();
    const display: Display = {
      id: randomUUID(),
      name,
      pairedAt: now,
      pairedBy: by,
      revokedAt: null,
      lastBeatAt: null,
      address: '',
      version: '',
      memoryMb: null,
      frameMs: null,
      page: '',
    };
    return (await this.store.approve(code, display, now)) ? display : undefined;
  }

  /** @returns the display and its key, once it is approved; whether to go on asking before that */
  async claim(secret: string): Promise<{ display: Display; key: string } | 'waiting' | undefined> {
    const key = newSecret();
    const display = await this.store.claim(digestOf(secret), digestOf(key), this.now());
    return typeof display === 'object' ? { display, key } : display;
  }

  /** Which display shows this key; `undefined` when none, or one that was revoked. @see Sessions.find for `believedMs` */
  async find(key: string, believedMs = FRESH_MS): Promise<Display | undefined> {
    const digest = digestOf(key);
    const now = this.now();
    const before = this.known.get(digest);
    if (before && now - before.seenAt < believedMs) return before.display;
    try {
      const display = await this.store.byKey(digest);
      if (display) boundedSet(this.known, digest, { display, seenAt: now }, MAX_KNOWN);
      else this.known.delete(digest);
      return display;
    } catch (error) {
      if (!before || now - before.seenAt > OUTAGE_MS) throw error;
      return before.display;
    }
  }

  beat(id: string, beat: DisplayBeat, address: string): Promise<void> {
    return this.store.beat(id, beat, address, this.now());
  }

  async revoke(id: string): Promise<Display | undefined> {
    const display = await this.store.revoke(id, this.now());
    for (const [digest, known] of this.known) if (known.display.id === id) this.known.delete(digest);
    if (display) for (const listener of this.listeners) listener(id);
    return display;
  }

  /** Calls when a display was revoked here. */
  onRevoked(listener: (id: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  list(): Promise<Display[]> {
    return this.store.list();
  }
}
