import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { hasRealServer, installedProgram } from './real-server.ts';
import { RestartableServer } from './restartable-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);

/** Debian keeps each version of PostgreSQL in a folder of its own; the newest one is taken. */
function postgresProgram(name: string): string {
  try {
    const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
    return join('/usr/lib/postgresql', versions[0], 'bin', name);
  } catch {
    return installedProgram(name) ?? name;
  }
}

/** @throws Error under CI when it is not installed */
export function hasPostgres(): boolean {
  return existsSync(postgresProgram('initdb')) || hasRealServer('initdb', 'postgresql');
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

/** Tests end the process, not the machine: what it wrote is with the system, and waiting for the disk proves nothing of ours. */
const WITHOUT_SYNC = ['fsync', 'full_page_writes'].flatMap((name) => ['-c', `${name}=off`]);

/** A real PostgreSQL on a free port of this machine, with an empty data base `linetwin`. */
export class PostgresServer extends RestartableServer {
  private constructor(folder: string, port: number, removeFolder: () => Promise<void>) {
    // SIGQUIT ends it at once, connections and all.
    super(
      {
        program: postgresProgram('postgres'),
        arguments: ['-D', folder, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...WITHOUT_SYNC],
        port,
        options: { ...owner(), cwd: folder },
      },
      removeFolder,
      'SIGQUIT',
    );
  }

  static async start(): Promise<PostgresServer> {
    const { path, remove } = await temporaryFolder();
    const user = owner();
    if (user) await chown(path, user.uid, user.gid);
    const options = { ...user, cwd: path };
    await run(
      postgresProgram('initdb'),
      ['-D', path, '-U', 'linetwin', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
      options,
    );
    const server = new PostgresServer(path, await freePort(), remove);
    await server.resume();
    const connection = ['-h', '127.0.0.1', '-p', String(server.port), '-U', 'linetwin'];
    await run(postgresProgram('createdb'), [...connection, 'linetwin'], options);
    return server;
  }

  get url(): string {
    return `postgresql://linetwin@127.0.0.1:${this.port}/linetwin`;
  }

  /** Writes what its data base holds into a file, with PostgreSQL's own tool. */
  async dump(file: string): Promise<void> {
    await run(postgresProgram('pg_dump'), ['--format=custom', '--file', file, this.url]);
  }

  /** Puts the data base back to what such a file holds. */
  async restore(file: string): Promise<void> {
    await run(postgresProgram('pg_restore'), ['--clean', '--if-exists', '--dbname', this.url, file]);
  }

  override async resume(): Promise<void> {
    await super.resume();
    // It takes connections before it takes questions.
    const asking = ['-q', '-h', '127.0.0.1', '-p', String(this.port)];
    await eventually(
      'PostgreSQL is ready',
      () =>
        run(postgresProgram('pg_isready'), asking).then(
          () => true,
          () => false,
        ),
      Boolean,
    );
  }
}
