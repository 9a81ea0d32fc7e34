/**
 * Vibration bursts between intake and diagnosis, in the format they were sent in. The queue carries only their names.
 *
 * Promises: a burst is durable when `keep` resolves and pending until it is settled; keeping it again adds nothing.
 * What is pending is seen by every process that uses the store.
 */
export abstract class BurstStore {
  abstract start(): Promise<void>;
  /** Keeps a burst; `isNew` is false when one of that signal and time is known to be there already. */
  abstract keep(
    equipment: string,
    channel: string,
    time: number,
    bytes: Uint8Array,
  ): Promise<{ name: string; isNew: boolean }>;
  /** The bytes of a pending burst; `undefined` when it is no longer pending. */
  abstract readPending(name: string): Promise<Uint8Array | undefined>;
  /** Names of all bursts not diagnosed yet. */
  abstract listPending(): Promise<string[]>;
  /** Marks a burst as diagnosed. */
  abstract settle(name: string): Promise<void>;
}

/** `site/area/line/equipment/channel/<time>.ltvb` */
export function burstName(equipment: string, channel: string, time: number): string {
  return `${equipment}/${channel}/${Math.round(time)}.ltvb`;
}

/** Parts of a burst's name. */
export function parseBurstName(name: string): { equipment: string; channel: string; time: number } {
  const parts = name.split('/');
  return {
    equipment: parts.slice(0, -2).join('/'),
    channel: parts[parts.length - 2],
    time: Number.parseInt(parts[parts.length - 1], 10),
  };
}
