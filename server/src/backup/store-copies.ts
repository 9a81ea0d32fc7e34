import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { open } from 'lmdb';
import { BackupError } from './backup-error.ts';
import { copyInSteps } from './tree-copy.ts';

const STAMP_TRIES = 3;

/**
 * Copies the LMDB store of a folder as it is at one moment, whether or not its server is running: LMDB lets other processes
 * read beside the one that writes.
 *
 * @returns whether there is one
 */
export async function copyLmdb(from: string, to: string): Promise<boolean> {
  const there = await stat(join(from, 'data.mdb')).catch(() => undefined);
  if (!there) return false;
  await mkdir(to, { recursive: true, mode: 0o700 });
  const store = open({ path: from, readOnly: true, compression: false });
  try {
    await store.backup(to, false);
  } finally {
    await store.close();
  }
  return true;
}

/**
 * Copies files that belong together while nobody writes them, and makes sure that nobody did.
 *
 * @returns those of `names` that are there
 */
export async function copyStill(from: string, to: string, names: readonly string[]): Promise<string[]> {
  for (let attempt = 0; attempt < STAMP_TRIES; attempt++) {
    const before = await stampsOf(from, names);
    const present = names.filter((_, i) => before[i] !== '');
    for (const name of present) await copyInSteps(join(from, name), join(to, name));
    const after = await stampsOf(from, names);
    if (before.every((stamp, i) => stamp === after[i])) return present;
  }
  throw new BackupError(`${join(from, names[0])} is being written while it should stand still; try again.`);
}

function stampsOf(folder: string, names: readonly string[]): Promise<string[]> {
  return Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
        () => '',
      ),
    ),
  );
}
