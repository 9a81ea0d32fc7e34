import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { DataFolderInUseError, lockDataFolder } from '../platform/folder-lock.ts';
import { BackupError } from './backup-error.ts';
import { DOOR_FILE, type HeldStore } from './door-protocol.ts';
import { inLanes } from './lanes.ts';
import { BACKUP_FORMAT, CONTENT_FOLDER, MANIFEST_FILE, type Manifest, type Reader } from './manifest.ts';
import { RunningServer } from './running-server.ts';
import { copyLmdb, copyStill } from './store-copies.ts';
import { syncFile, TreeCopy } from './tree-copy.ts';

/** Passes over what is written file by file, until one finds nothing new; what comes later is not of this backup. */
const MAX_PASSES = 5;
const HISTORY_FILES = ['history.duckdb', 'history.duckdb.wal'] as const;
const LMDB_STORES = ['spool', 'outbox'] as const;

export interface BackupReport {
  /** Whether a server was running and went on. */
  running: boolean;
  files: number;
  bytes: number;
  elsewhere: readonly HeldStore[];
  /** For how long stores stood still, ms. */
  heldMs: Record<HeldStore, number>;
}

/** Who keeps the stores still: the server that runs, or nobody while there is none. */
interface Keeper {
  running: boolean;
  elsewhere: readonly HeldStore[];
  holding<T>(store: HeldStore, work: () => Promise<T>): Promise<T>;
  done(files: number, bytes: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Copies a data folder, of a running server or of none, into a folder with a manifest.
 *
 * The order is what makes the copies fit together. Bursts come before the records that may know them as diagnosed. The spool and
 * history are copied while history stands still, so that every batch is in one of them or in both, and marks go on where they
 * were. The outbox is copied while the records stand still: what was delivered is in them, what was not is in the outbox.
 *
 * @throws BackupError
 */
export async function makeBackup(options: {
  data: string;
  out: string;
  program: Reader;
  say?: (line: string) => void;
}): Promise<BackupReport> {
  const { program, say = () => undefined } = options;
  const [data, out] = [resolve(options.data), resolve(options.out)];
  await checkSource(data);
  await checkTarget(data, out);
  const createdAt = new Date().toISOString();
  const keeper = await keeperOf(data, out);
  const part = `${out}.part-${randomUUID()}`;
  const content = join(part, CONTENT_FOLDER);
  const heldMs = { history: 0, records: 0 };
  const holding = async (store: HeldStore, work: () => Promise<void>) => {
    const from = performance.now();
    await keeper.holding(store, work);
    heldMs[store] = Math.round(performance.now() - from);
  };
  try {
    await mkdir(content, { recursive: true, mode: 0o700 }).catch(cannotWrite(out));
    say('files');
    const rest = new TreeCopy(data, content, isNoPlainFile);
    for (let pass = 0; pass < MAX_PASSES && (await rest.pass()) > 0; pass++);
    say('spool and history');
    await holding('history', async () => {
      await copyLmdb(join(data, 'spool'), join(content, 'spool'));
      await copyStill(join(data, 'history'), join(content, 'history'), HISTORY_FILES);
    });
    say('records');
    const records = new TreeCopy(join(data, 'records'), join(content, 'records'), isLock);
    // Most of it while they are used, so that they stand still only for what has changed meanwhile.
    if (keeper.running) await records.pass();
    await holding('records', async () => {
      await copyLmdb(join(data, 'outbox'), join(content, 'outbox'));
      await records.pass();
    });
    say('checksums');
    const { folders, files } = await inventory(content);
    await writeWhole(join(part, MANIFEST_FILE), {
      product: 'linetwin',
      format: BACKUP_FORMAT,
      version: program.version,
      createdAt,
      recordsSchema: program.recordsSchemas.at(-1)!,
      elsewhere: [...keeper.elsewhere],
      folders,
      files,
    });
    // An empty folder may be there already, as one that was made for it.
    await rmdir(out).catch(() => undefined);
    await rename(part, out);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    await keeper.done(files.length, bytes);
    return {
      running: keeper.running,
      files: files.length,
      bytes,
      elsewhere: keeper.elsewhere,
      heldMs,
    };
  } finally {
    await rm(part, { recursive: true, force: true });
    await keeper.close();
  }
}

async function checkSource(data: string): Promise<void> {
  const found = await stat(data).catch(() => undefined);
  if (!found?.isDirectory()) throw new BackupError(`There is no data folder ${data}; name it with --data.`);
  const names = await readdir(data);
  if (!['spool', 'outbox', 'records', 'history'].some((name) => names.includes(name))) {
    throw new BackupError(
      `${data} is no data folder of Linetwin; name the one of LINETWIN_DATA with --data.`,
    );
  }
  // Locks of the stores would belong to whoever copies, and shut the server out.
  const uid = process.getuid?.();
  if (uid !== undefined && uid !== found.uid) {
    throw new BackupError(
      `${data} belongs to the user ${found.uid}; run this as that one, for example with: sudo -u '#${found.uid}' ...`,
    );
  }
}

async function checkTarget(data: string, out: string): Promise<void> {
  const inside = relative(data, out);
  if (inside === '' || !(inside === '..' || inside.startsWith(`..${sep}`))) {
    throw new BackupError(
      `${out} lies in the data folder; a backup belongs outside of it, best on another disk.`,
    );
  }
  const names = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new BackupError(
      error.code === 'ENOTDIR'
        ? `${out} is a file; name a folder that is new or empty.`
        : `${out} cannot be used: ${error.message}`,
    );
  });
  if (names.length > 0) throw new BackupError(`${out} is not empty; name a folder that is new or empty.`);
}

const cannotWrite = (out: string) => (error: NodeJS.ErrnoException) => {
  throw new BackupError(`${dirname(out)} cannot be written to (${error.message}).`);
};

async function keeperOf(data: string, out: string): Promise<Keeper> {
  let unlock: () => Promise<void>;
  try {
    unlock = await lockDataFolder(data);
  } catch (error) {
    if (!(error instanceof DataFolderInUseError)) throw error;
    return runningKeeper(data, out);
  }
  // The embedded data base of a server that was killed needs a moment to end.
  const records = join(data, 'records');
  let unlockRecords: (() => Promise<void>) | undefined;
  try {
    if (await stat(records).catch(() => undefined)) unlockRecords = await lockDataFolder(records);
  } catch (error) {
    await unlock();
    throw error;
  }
  const elsewhere: HeldStore[] = [];
  if (!unlockRecords) elsewhere.push('records');
  if (!(await stat(join(data, 'history', HISTORY_FILES[0])).catch(() => undefined)))
    elsewhere.push('history');
  return {
    running: false,
    elsewhere,
    holding: (_store, work) => work(),
    done: async () => undefined,
    close: async () => {
      await unlockRecords?.();
      await unlock();
    },
  };
}

async function runningKeeper(data: string, out: string): Promise<Keeper> {
  const { server, secret } = await RunningServer.connect(data);
  try {
    const elsewhere = await server.begin(secret, userInfo().username, out);
    return {
      running: true,
      elsewhere,
      holding: (store, work) => server.holding(store, work),
      done: (files, bytes) => server.done(files, bytes),
      close: async () => server.close(),
    };
  } catch (error) {
    server.close();
    throw error;
  }
}

const isLock = (path: string) => /^server\.lock(\.|$)/.test(path) || path === DOOR_FILE;

/** What is copied in its own way, or belongs to the run of a server and not to its data. */
function isNoPlainFile(path: string): boolean {
  if (isLock(path) || path.endsWith('.part')) return true;
  if ([...LMDB_STORES, 'records'].includes(path)) return true;
  return path.startsWith(`history/${HISTORY_FILES[0]}`);
}

/** Everything below a folder, with what tells a damaged file. */
async function inventory(root: string): Promise<Pick<Manifest, 'folders' | 'files'>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const namesOf = (wanted: boolean) =>
    entries
      .filter((entry) => entry.isDirectory() === wanted)
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  const files = await inLanes(namesOf(false), async (path) => {
    await syncFile(join(root, path));
    return { path, ...(await sumOf(join(root, path))) };
  });
  return { folders: namesOf(true), files };
}

/** Size and checksum of a file. */
export async function sumOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function writeWhole(path: string, manifest: Manifest): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(manifest, undefined, 1)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
