import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DataFolderError, lockDataFolder } from './folder-lock.ts';
import { PgliteWire } from './pglite-wire.ts';

/**
 * The embedded records data base as a process of its own, so that the live path never waits for SQL. Started by the
 * server with the data folder and the socket path as arguments; ends when its parent does.
 */
const [folder, socket] = process.argv.slice(2);
/** Pools of the server and the worker, and BullMQ's listening connections. */
const MAX_CONNECTIONS = 50;

/** The records are small; PostgreSQL's default buffers would only be memory that nobody reads. */
const SMALL_BUFFERS = ['-c', 'shared_buffers=8MB', '-c', 'wal_buffers=1MB', '-c', 'work_mem=4MB'];

/** A data base whose server was killed takes this long at most to close its files. */
const TAKE_OVER_MS = 20_000;
const TAKE_OVER_STEP_MS = 100;

const unlock = await takeOver(performance.now() + TAKE_OVER_MS);
const db = await PGlite.create({
  dataDir: folder,
  startParams: [...PGlite.defaultStartParams, ...SMALL_BUFFERS],
});
const server = new PgliteWire(db, { path: socket, maxConnections: MAX_CONNECTIONS });
await server.start();

let stopping = false;
let release: (() => void) | undefined;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  release?.();
  await server.stop();
  await db.close();
  await unlock();
  // The parent removes it too, unless it was killed.
  await rm(dirname(socket), { recursive: true, force: true });
  process.exit(0);
}
process.on('message', (message) => {
  if (message === 'stop') void stop();
  else if (message === 'hold') void hold();
  else if (message === 'release') release?.();
});
process.on('disconnect', () => void stop());
// The parent decides when to stop, after its own connections are closed; Ctrl+C reaches the whole group.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.send?.('ready');

/** Keeps the files as they are for whoever copies them. */
async function hold(): Promise<void> {
  try {
    const leave = await server.hold();
    release = () => {
      release = undefined;
      leave();
    };
    if (stopping) release();
    else process.send?.('held');
  } catch (error) {
    process.send?.({ notHeld: (error as Error).message });
  }
}

/** Two processes on one data base would destroy it: waits for the one of a killed server to end. */
async function takeOver(deadline: number): Promise<() => Promise<void>> {
  try {
    return await lockDataFolder(folder);
  } catch (error) {
    if (!(error instanceof DataFolderError) || performance.now() > deadline) throw error;
    await new Promise((resolve) => setTimeout(resolve, TAKE_OVER_STEP_MS));
    return takeOver(deadline);
  }
}
