import { lstat, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { DiskGauge, type DiskFigures } from './disk-gauge.port.ts';

/** What is left on a volume for what must still be written when no more is taken: records, marks, the log. */
const RESERVE_BYTES = 32e6;
/** All files are looked at for at most this share of the time, no more often than this, and no more seldom. */
const WALK_SHARE = 0.05;
const WALK_AT_MOST_EVERY_MS = 5000;
const WALK_AT_LEAST_EVERY_MS = 60_000;
/** Blocks of `stat`, whatever the file system's own are (stat(2)). */
const BLOCK_BYTES = 512;

/** Files of one folder, and the volume that it lies on. */
export class FolderDiskGauge extends DiskGauge {
  private readonly folder: string;
  private readonly quotaBytes: number | undefined;
  private readonly now: () => number;
  private readonly counted = new Map<string, () => number>();
  private walked = { bytes: 0, againAt: -Infinity };

  constructor(folder: string, quotaBytes: number | undefined, now: () => number = () => performance.now()) {
    super();
    this.folder = folder;
    this.quotaBytes = quotaBytes;
    this.now = now;
  }

  /**
   * A store below the folder that knows better than its files what it holds: one whose file keeps its size when it is emptied,
   * and fills the room again.
   */
  count(name: string, bytes: () => number): void {
    this.counted.set(name, bytes);
  }

  async measure(): Promise<DiskFigures> {
    const from = this.now();
    if (from >= this.walked.againAt) {
      const bytes = await this.bytesBelow(this.folder, (name) => this.counted.has(name));
      const end = this.now();
      const pause = Math.max(WALK_AT_MOST_EVERY_MS, (end - from) / WALK_SHARE);
      this.walked = { bytes, againAt: end + Math.min(pause, WALK_AT_LEAST_EVERY_MS) };
    }
    let usedBytes = this.walked.bytes;
    for (const bytes of this.counted.values()) usedBytes += bytes();
    const { bavail, bsize } = await statfs(this.folder);
    const onVolume = usedBytes + Math.max(0, bavail * bsize - RESERVE_BYTES);
    return { usedBytes, limitBytes: Math.min(this.quotaBytes ?? Infinity, onVolume) };
  }

  private async bytesBelow(folder: string, leaveOut: (name: string) => boolean): Promise<number> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(unlessMissing);
    let bytes = 0;
    // One after the other: nobody waits for this, and it must not fill the queue of those who wait for the disk.
    for (const entry of entries ?? []) {
      if (leaveOut(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) bytes += await this.bytesBelow(path, () => false);
      else bytes += ((await lstat(path).catch(unlessMissing))?.blocks ?? 0) * BLOCK_BYTES;
    }
    return bytes;
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
