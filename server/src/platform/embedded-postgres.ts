import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareRecordsFolder } from './records-folder.ts';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

/** Starts and stops the embedded records data base (PGlite in a process of its own). */
export class EmbeddedPostgres {
  private readonly folder: string;
  private child: ChildProcess | undefined;
  private socketFolder: string | undefined;
  private stopping = false;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** @returns a connection URL; @param onLost is called when the data base ends by itself */
  async start(onLost: (detail: string) => void): Promise<string> {
    await prepareRecordsFolder(this.folder);
    // A socket file in a folder of our own: no port that could be taken, and no other user gets in. It lies in
    // the temporary folder because socket paths may not be longer than about 100 characters.
    this.socketFolder = await mkdtemp(join(tmpdir(), 'linetwin-'));
    const main = new URL(
      `./embedded-postgres-main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
      import.meta.url,
    );
    // Optimising PostgreSQL's WebAssembly costs 300 MB and seconds of start; for a few queries a second the
    // baseline code is fast enough (measured: docs/decisions).
    const child = fork(main, [this.folder, join(this.socketFolder, '.s.PGSQL.5432')], {
      // What it makes lives shortly; V8's default of 16 MB a half for that would stay resident.
      execArgv: ['--liftoff-only', '--max-semi-space-size=2'],
    });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error('the embedded records data base did not start within 60 s')),
        START_TIMEOUT_MS,
      );
      child.once('message', () => {
        clearTimeout(timer);
        resolve();
      });
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        reject(
          new Error(`the embedded records data base ended while starting (${signal ?? `exit code ${code}`})`),
        );
      });
    });
    child.on('exit', (code, signal) => {
      if (!this.stopping) onLost(signal ?? `exit code ${code}`);
    });
    return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(this.socketFolder)}`;
  }

  /**
   * Keeps the files of the data base as they are until the function that this resolves to is called; whoever asks it
   * something meanwhile waits. One at a time.
   *
   * @throws when the data base is not running or cannot write
   */
  async hold(): Promise<() => void> {
    const { child } = this;
    if (!child?.connected || this.stopping) throw new Error('the embedded records data base is not running');
    await new Promise<void>((resolve, reject) => {
      const settle = (problem?: string) => {
        child.off('message', hear).off('exit', ended);
        if (problem === undefined) resolve();
        else reject(new Error(`the embedded records data base ${problem}`));
      };
      const hear = (message: unknown) =>
        settle(
          message === 'held'
            ? undefined
            : `cannot be kept still: ${(message as { notHeld: string }).notHeld}`,
        );
      const ended = () => settle('ended');
      child.on('message', hear).on('exit', ended);
      child.send('hold');
    });
    return () => {
      if (child.connected) child.send('release');
    };
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (child && child.exitCode === null) {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      if (child.connected) child.send('stop');
      await ended;
      clearTimeout(timer);
    }
    if (this.socketFolder) await rm(this.socketFolder, { recursive: true, force: true });
  }
}
