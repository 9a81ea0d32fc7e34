import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The data folder cannot be used; the message is one sentence that says what to do. */
export class DataFolderError extends Error {
  override name = 'DataFolderError';
}

/** Another process holds the data folder. */
export class DataFolderInUseError extends DataFolderError {}

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
  // Written beside and linked under its name, so that nobody ever reads half a lock and takes it for a dead one.
  const mine = join(folder, `server.lock.${randomUUID()}`);
  const holder: Holder = { pid: process.pid, started: await startOf(process.pid) };
  try {
    await writeFile(mine, JSON.stringify(holder));
    for (let attempt = 0; attempt < 3; attempt++) {
      if (await linked(mine, path)) return () => unlink(path).catch(() => undefined);
      const text = await readFile(path, 'utf8').catch(() => undefined);
      const other = text === undefined ? undefined : parseHolder(text);
      if (other && (await isAlive(other))) {
        throw new DataFolderInUseError(
          `The data folder ${folder} is in use by another Linetwin server (process ${other.pid}); stop that one, or set LINETWIN_DATA to another folder.`,
        );
      }
      if (text !== undefined) await removeDead(path, text);
    }
  } catch (error) {
    throw error instanceof DataFolderError ? error : writeError(folder, error as NodeJS.ErrnoException);
  } finally {
    await unlink(mine).catch(() => undefined);
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

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a dead holder, unless another server has taken the folder over in the meantime. */
async function removeDead(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== text) await linked(aside, path);
  await unlink(aside);
}

function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
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
