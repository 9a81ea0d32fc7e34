import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { lockDataFolder } from '../platform/folder-lock.ts';
import { LmdbOutbox } from '../spool/lmdb-outbox.ts';
import { sumOf } from './backup.ts';
import { BackupError } from './backup-error.ts';
import { inLanes } from './lanes.ts';
import { CONTENT_FOLDER, readManifest, type Manifest, type Reader } from './manifest.ts';
import { copyInSteps, syncFile } from './tree-copy.ts';

/** Enough of the files that are wrong to see what happened. */
const MAX_TOLD = 10;

/**
 * Names in the outbox that are given to nothing after a restore. A data base elsewhere may have records that were delivered
 * after this backup was made; a new record under the name of one of them would be taken for it.
 */
const SKIPPED_MARKS = 1_000_000_000;

/**
 * Checks a backup and makes a data folder of it.
 *
 * @returns its manifest. @throws BackupError when the backup is damaged or too new, or the folder is not free for it
 */
export async function restoreBackup(options: {
  from: string;
  data: string;
  program: Reader;
  say?: (line: string) => void;
}): Promise<Manifest> {
  const { program, say = () => undefined } = options;
  const [from, data] = [resolve(options.from), resolve(options.data)];
  const manifest = await readManifest(from, program);
  await checkFree(data);
  say('checking');
  const content = join(from, CONTENT_FOLDER);
  await checkFiles(content, manifest);
  // From here on no server starts in the folder.
  const unlock = await lockDataFolder(data);
  const part = join(data, `restore-${randomUUID()}.part`);
  try {
    await checkFree(data);
    say('copying');
    await mkdir(part, { mode: 0o700 });
    for (const folder of manifest.folders) await mkdir(join(part, folder), { recursive: true, mode: 0o700 });
    await inLanes(manifest.files, async ({ path }) => {
      await copyInSteps(join(content, path), join(part, path));
      await syncFile(join(part, path));
    });
    if (manifest.folders.includes('outbox')) await skipMarks(join(part, 'outbox'));
    for (const name of await readdir(part)) await rename(join(part, name), join(data, name));
    await rmdir(part);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  } finally {
    await unlock();
  }
  return manifest;
}

async function skipMarks(folder: string): Promise<void> {
  const outbox = new LmdbOutbox(folder);
  await outbox.start();
  try {
    await outbox.skipMarks(SKIPPED_MARKS);
  } finally {
    await outbox.stop();
  }
}

/** A folder with anything of anybody in it is left alone. */
async function checkFree(data: string): Promise<void> {
  const found = await stat(data).catch(() => undefined);
  if (!found) return;
  if (!found.isDirectory()) throw new BackupError(`${data} is a file; name a folder that is new or empty.`);
  const names = (await readdir(data)).filter((name) => name !== 'lost+found');
  if (names.some((name) => !name.startsWith('server.lock'))) {
    // Says so when a server uses it.
    await (
      await lockDataFolder(data)
    )();
    throw new BackupError(
      `${data} is not empty. Stop the server and move its data away first, or name another folder with --data.`,
    );
  }
}

async function problemOf(
  content: string,
  { path, bytes, sha256 }: Manifest['files'][number],
): Promise<string | undefined> {
  const found = await sumOf(join(content, path)).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) return `${path}: ${found.code === 'ENOENT' ? 'is missing' : found.message}`;
  if (found.bytes !== bytes) return `${path}: has ${found.bytes} bytes instead of ${bytes}`;
  if (found.sha256 !== sha256)
    return `${path}: has another content (SHA-256 ${found.sha256} instead of ${sha256})`;
  return undefined;
}

/** @throws BackupError that names what is missing, changed or not of this backup */
async function checkFiles(content: string, { files }: Manifest): Promise<void> {
  const found = await inLanes(files, (file) => problemOf(content, file));
  const problems = found.filter((problem) => problem !== undefined);
  const wanted = new Set(files.map(({ path }) => path));
  const entries = await readdir(content, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = relative(content, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!entry.isDirectory() && !wanted.has(path)) problems.push(`${path}: does not belong to the backup`);
  }
  if (problems.length === 0) return;
  const told = problems.slice(0, MAX_TOLD).map((problem) => `  ${problem}`);
  if (problems.length > MAX_TOLD) told.push(`  and ${problems.length - MAX_TOLD} more`);
  throw new BackupError(`The backup is damaged and was not restored:\n${told.join('\n')}`);
}
