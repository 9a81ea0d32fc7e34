import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { burstName, BurstStore } from './burst-store.port.ts';

/** Diagnosed bursts kept per waveform signal; the evidence itself lives on with the findings. */
const KEPT_PER_CHANNEL = 20;

/**
 * Bursts as files of this machine, `site/area/line/equipment/channel/<time>.ltvb`, in the format they were sent in. They wait in
 * `pending` until they are diagnosed and are then moved to `diagnosed`, so that a kill at any moment loses none.
 */
export class FileBurstStore extends BurstStore {
  private readonly pending: string;
  private readonly diagnosed: string;

  constructor(folder: string) {
    super();
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

  async readPending(name: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(join(this.pending, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
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
    const names = (await readdir(dirname(target))).sort(
      (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
    );
    for (const old of names.slice(0, Math.max(0, names.length - KEPT_PER_CHANNEL))) {
      await unlink(join(dirname(target), old)).catch(ignoreMissing);
    }
  }
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
