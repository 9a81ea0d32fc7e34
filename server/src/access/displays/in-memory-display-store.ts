import type { Display, DisplayBeat } from '@linetwin/contracts';
import { DisplayStore, TooManyPairingsError, type StoredPairing } from './display-store.port.ts';

export class InMemoryDisplayStore extends DisplayStore {
  private readonly displays = new Map<string, Display>();
  private readonly keys = new Map<string, string>();
  private readonly pairings = new Map<string, StoredPairing & { displayId?: string }>();

  async startPairing(pairing: StoredPairing, now: number, max: number): Promise<void> {
    for (const [code, { expiresAt }] of this.pairings) if (expiresAt <= now) this.pairings.delete(code);
    if (this.pairings.size >= max) throw new TooManyPairingsError();
    this.pairings.set(pairing.code, { ...pairing });
  }

  async approve(code: string, display: Display, now: number): Promise<boolean> {
    const pairing = this.pairings.get(code);
    if (!pairing || pairing.expiresAt <= now || pairing.displayId !== undefined) return false;
    this.displays.set(display.id, { ...display });
    pairing.displayId = display.id;
    return true;
  }

  async claim(digest: string, keyDigest: string, now: number): Promise<Display | 'waiting' | undefined> {
    const pairing = [...this.pairings.values()].find((one) => one.digest === digest);
    if (!pairing || pairing.expiresAt <= now) return undefined;
    if (pairing.displayId === undefined) return 'waiting';
    this.pairings.delete(pairing.code);
    this.keys.set(keyDigest, pairing.displayId);
    return { ...this.displays.get(pairing.displayId)! };
  }

  async byKey(keyDigest: string): Promise<Display | undefined> {
    const found = this.displays.get(this.keys.get(keyDigest) ?? '');
    return found && found.revokedAt === null ? { ...found } : undefined;
  }

  async beat(id: string, beat: DisplayBeat, address: string, at: number): Promise<void> {
    const found = this.displays.get(id);
    if (found) this.displays.set(id, { ...found, ...beat, address, lastBeatAt: at });
  }

  async revoke(id: string, at: number): Promise<Display | undefined> {
    const found = this.displays.get(id);
    if (!found || found.revokedAt !== null) return undefined;
    this.displays.set(id, { ...found, revokedAt: at });
    return { ...found, revokedAt: at };
  }

  async list(): Promise<Display[]> {
    return [...this.displays.values()].sort((a, b) => b.pairedAt - a.pairedAt).map((one) => ({ ...one }));
  }
}
