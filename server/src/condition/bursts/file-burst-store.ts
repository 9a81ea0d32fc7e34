import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  beyondRetention,
  burstName,
  BurstStore,
  byChannelThenNewest,
  type BurstEntry,
  type BurstRetention,
} from './burst-store.port.ts';

/**
 * Bursts as files of this machine, `site/area/line/equipment/channel/<time>.ltvb`, in the format they were sent in. They wait in
 * `pending` until they are diagnosed and are then moved to `diagnosed`, so that a kill at any moment loses none.
 */
export class FileBurstStore extends BurstStore {
  private readonly pending: string;
  private readonly diagnosed: string;

  private readonly retention: BurstRetention;

  constructor(folder: string, retention: BurstRetention) {
    super();
    this.retention = retention;
    this.pending = join(folder, 'pending');
    this.diagnosed = join(folder, 'diagnosed');
  }

  async start(): Promise<void> {
    await mkdir(this.pending, { recursive: true });
    await mkdir(this.diagnosed, { recursive: true });
  }

  async keep(
    equipment: string,
    channel: string,
    time: number,
    bytes: Uint8Array,
  ): Promise<{ name: string; isNew: boolean }> {
    const name = burstName(equipment, channel, time);
    const path = join(this.pending, name);
    if ((await exists(path)) || (await exists(join(this.diagnosed, name)))) return { name, isNew: false };
    await mkdir(dirname(path), { recursive: true });
    // Written beside and renamed, so that a kill never leaves half a burst under its name.
    // Under a name of its own, because the same burst may be on its way twice.
    const partial = `${path}.${randomUUID()}.part`;
    const file = await open(partial, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    return { name, isNew: true };
  }

  readPending(name: string): Promise<Uint8Array | undefined> {
    return readIfThere(join(this.pending, name));
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    // In this order, because it is moved from the one to the other.
    return (await this.readPending(name)) ?? readIfThere(join(this.diagnosed, name));
  }

  async list(equipment: string): Promise<BurstEntry[]> {
    const found = new Map<string, BurstEntry>();
    for (const folder of [this.pending, this.diagnosed]) {
      const channels = await namesIn(join(folder, equipment));
      for (const channel of channels)
        for (const entry of await entriesOf(folder, `${equipment}/${channel}`)) found.set(entry.name, entry);
    }
    return [...found.values()].sort(byChannelThenNewest);
  }

  async listPending(): Promise<string[]> {
    const entries = await readdir(this.pending, { recursive: true });
    return entries.filter((entry) => entry.endsWith('.ltvb')).map((entry) => entry.split('\\').join('/'));
  }

  /** Marks a burst as diagnosed, and forgets the oldest ones of its channel. */
  async settle(name: string): Promise<void> {
    const target = join(this.diagnosed, name);
    await mkdir(dirname(target), { recursive: true });
    await rename(join(this.pending, name), target).catch(ignoreMissing);
    const settled = await entriesOf(this.diagnosed, dirname(name));
    for (const old of beyondRetention(settled.sort(byChannelThenNewest), this.retention))
      await unlink(join(this.diagnosed, old.name)).catch(ignoreMissing);
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    ignoreMissing(error as NodeJS.ErrnoException);
    return undefined;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    ignoreMissing(error as NodeJS.ErrnoException);
    return [];
  }
}

/** Bursts of one sensor below a folder. */
async function entriesOf(folder: string, sensor: string): Promise<BurstEntry[]> {
  const names = (await namesIn(join(folder, sensor))).filter((name) => name.endsWith('.ltvb'));
  const entries = await Promise.all(
    names.map(async (file) => {
      const found = await stat(join(folder, sensor, file)).catch(ignoreMissing);
      return found ? [{ name: `${sensor}/${file}`, bytes: found.size }] : [];
    }),
  );
  return entries.flat();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
