import type { BurstQuery, KeptBurst } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import { burstName, parseBurstName, type BurstStore } from './burst-store.port.ts';

/** There is no such machine or burst; the message goes to whoever asked. */
export class UnknownBurstError extends Error {
  override name = 'UnknownBurstError';
}

/** Vibration bursts as people see them, while they are kept. */
export class BurstsService {
  private readonly store: BurstStore;
  private readonly index: ModelIndex;

  constructor(store: BurstStore, index: ModelIndex) {
    this.store = store;
    this.index = index;
  }

  /**
   * By sensor, newest first; only those that had been taken at `at`, where it is given.
   *
   * @throws UnknownBurstError
   */
  async list(equipment: string, at = Infinity): Promise<KeptBurst[]> {
    if (!this.index.equipment(equipment))
      throw new UnknownBurstError(`There is no machine "${equipment}" in the plant files.`);
    const entries = await this.store.list(equipment);
    return entries
      .map(({ name, bytes }) => ({ ...parseBurstName(name), bytes }))
      .filter(({ time }) => time <= at);
  }

  /** The burst as it was sent. @throws UnknownBurstError */
  async read({ equipment, channel, time }: BurstQuery): Promise<Uint8Array> {
    // The name becomes a path: only what the plant knows may stand in it.
    const isKnown = this.index.signal(`${equipment}/${channel}`) !== undefined;
    const bytes = isKnown ? await this.store.read(burstName(equipment, channel, time)) : undefined;
    if (!bytes)
      throw new UnknownBurstError(
        `There is no burst of "${equipment}/${channel}" at ${time} any more; the last ones of each sensor are kept.`,
      );
    return bytes;
  }
}
