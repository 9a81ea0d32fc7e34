/** What is kept of the bursts of one sensor after they were diagnosed. The newest one is kept whatever its size. */
export interface BurstRetention {
  bursts: number;
  bytes: number;
}

/** A burst that is there, without what is in it. */
export interface BurstEntry {
  name: string;
  bytes: number;
}

/**
 * Vibration bursts between intake and diagnosis, in the format they were sent in. The queue carries only their names.
 *
 * Promises: a burst is durable when `keep` resolves and pending until it is settled; keeping it again adds nothing.
 * What is pending is seen by every process that uses the store. A settled burst is kept until newer ones of its sensor
 * fill what the retention allows. `list` gives all bursts of a machine that are there, pending ones too, newest first; `read` either.
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
  /** Bursts of a machine that are there, by sensor and then newest first. @param equipment address of the machine */
  abstract list(equipment: string): Promise<BurstEntry[]>;
  /** The bytes of a burst, pending or not; `undefined` when it is no longer there. */
  abstract read(name: string): Promise<Uint8Array | undefined>;
  /** Marks a burst as diagnosed, and forgets the oldest ones of its sensor. */
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

/** By sensor, newest first within each. */
export function byChannelThenNewest(a: BurstEntry, b: BurstEntry): number {
  const [one, other] = [parseBurstName(a.name), parseBurstName(b.name)];
  return one.channel === other.channel ? other.time - one.time : one.channel < other.channel ? -1 : 1;
}

/** Those of one sensor's settled bursts, newest first, that the retention has no room for. */
export function beyondRetention(newestFirst: readonly BurstEntry[], retention: BurstRetention): BurstEntry[] {
  let bytes = 0;
  return newestFirst.filter((entry, position) => {
    bytes += entry.bytes;
    return position >= retention.bursts || (position > 0 && bytes > retention.bytes);
  });
}
