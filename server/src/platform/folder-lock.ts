import { mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** The data folder cannot be used; the message is one sentence that says what to do. */
export class DataFolderError extends Error {
  override name = 'DataFolderError';
}

interface Holder {
  pid: number;
  /** When the process started, by the kernel's own count; tells a reused process number from the true holder. */
  started: string | null;
}

/**
 * Takes a data folder for this process. A lock left behind by a killed process is taken over.
 *
 * @returns what gives the folder back. @throws DataFolderError
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'server.lock');
  await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw writeError(folder, error);
  });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(
        JSON.stringify({ pid: process.pid, started: await startOf(process.pid) } satisfies Holder),
      );
      await file.close();
      return () => unlink(path).catch(() => undefined);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw writeError(folder, error as NodeJS.ErrnoException);
    }
    const holder = await readHolder(path);
    if (holder && (await isAlive(holder))) {
      throw new DataFolderError(
        `The data folder ${folder} is in use by another Linetwin server (process ${holder.pid}); stop that one, or set LINETWIN_DATA to another folder.`,
      );
    }
    await unlink(path).catch(() => undefined);
  }
  throw new DataFolderError(
    `The data folder ${folder} is being taken by another Linetwin server; try again.`,
  );
}

function writeError(folder: string, error: NodeJS.ErrnoException): DataFolderError {
  const reason =
    error.code === 'ENOSPC'
      ? 'the disk is full; free some space'
      : error.code === 'EROFS' || error.code === 'EACCES' || error.code === 'EPERM'
        ? 'it cannot be written to; make it writable or set LINETWIN_DATA to another folder'
        : `${error.message}; set LINETWIN_DATA to a folder that can be used`;
  return new DataFolderError(`The data folder ${folder} cannot be used: ${reason}.`);
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

async function isAlive({ pid, started }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = await startOf(pid);
  return started === null || now === null || started === now;
}

/** Start time of a process from /proc; `null` where there is no /proc, `'ended'` for one that nobody has buried yet. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Fields after the name, which is in brackets and may hold spaces: first the state, as the 20th the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? null);
  } catch {
    return null;
  }
}
