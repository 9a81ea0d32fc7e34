import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inLanes } from './lanes.ts';

/** A file written to less than this ago may have been written to again in the same tick of the file system's clock. */
const SETTLED_MS = 2000;
const STEP_BYTES = 4 << 20;
/** What is written is brought to disk so often: a server beside us waits for that disk with each of its acknowledgements. */
const SYNC_BYTES = 32 << 20;

/**
 * Copies a folder that somebody may be writing to, in passes: each copies what changed since the one before. What the
 * last pass copied while nobody wrote is the folder as it was then.
 */
export class TreeCopy {
  private readonly from: string;
  private readonly to: string;
  private readonly leaveOut: (path: string) => boolean;
  private readonly stamps = new Map<string, string>();

  /** @param leaveOut of paths below `from`, with slashes: those that are not copied, with all below them */
  constructor(from: string, to: string, leaveOut: (path: string) => boolean = () => false) {
    this.from = from;
    this.to = to;
    this.leaveOut = leaveOut;
  }

  /** @returns how many files were copied or found gone; 0 when nothing has changed since the pass before */
  async pass(): Promise<number> {
    const seen = new Set<string>();
    let changes = await this.copyFolder('', seen);
    for (const path of this.stamps.keys()) {
      if (seen.has(path)) continue;
      await rm(join(this.to, path), { force: true });
      this.stamps.delete(path);
      changes++;
    }
    return changes;
  }

  private async copyFolder(path: string, seen: Set<string>): Promise<number> {
    const entries = await readdir(join(this.from, path), { withFileTypes: true }).catch(unlessMissing);
    if (!entries) return 0;
    await mkdir(join(this.to, path), { recursive: true, mode: 0o700 });
    const pathsOf = (chosen: typeof entries) =>
      chosen
        .map(({ name }) => (path === '' ? name : `${path}/${name}`))
        .filter((below) => !this.leaveOut(below));
    const files = pathsOf(entries.filter((entry) => entry.isFile()));
    const copied = await inLanes(files, (below) => this.copyOne(below, seen));
    let changes = copied.filter(Boolean).length;
    for (const below of pathsOf(entries.filter((entry) => entry.isDirectory())))
      changes += await this.copyFolder(below, seen);
    return changes;
  }

  private async copyOne(path: string, seen: Set<string>): Promise<boolean> {
    const source = join(this.from, path);
    const before = await stat(source).catch(unlessMissing);
    if (!before) return false;
    const stamp = `${before.ino} ${before.size} ${before.mtimeMs}`;
    seen.add(path);
    if (this.stamps.get(path) === stamp) return false;
    const gone = await copyInSteps(source, join(this.to, path)).then(() => false, ifMissing);
    if (gone) {
      seen.delete(path);
      return true;
    }
    // A stamp that fits nothing: the next pass copies it again.
    this.stamps.set(path, Date.now() - before.mtimeMs < SETTLED_MS ? '' : stamp);
    return true;
  }
}

/** Copies a file that is there. Whether the copy survives a power cut is said by `syncFile`. */
export async function copyInSteps(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const { size } = await stat(from);
  if (size <= STEP_BYTES) return copyFile(from, to, constants.COPYFILE_FICLONE);
  if (await cloned(from, to)) return;
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'w', 0o600);
    try {
      const buffer = Buffer.allocUnsafe(STEP_BYTES);
      for (let position = 0, synced = 0; ;) {
        const { bytesRead } = await source.read(buffer, 0, STEP_BYTES, position);
        if (bytesRead === 0) break;
        await target.writeFile(buffer.subarray(0, bytesRead));
        position += bytesRead;
        if (position - synced < SYNC_BYTES) continue;
        await target.datasync();
        synced = position;
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Resolves when all that was written to a file is on disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Where the file system can share blocks between files (Btrfs, XFS) a copy of any size takes no time. */
async function cloned(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    return false;
  }
}

/** For what may be gone by the time one looks. */
function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

function ifMissing(error: NodeJS.ErrnoException): true {
  if (error.code !== 'ENOENT') throw error;
  return true;
}
