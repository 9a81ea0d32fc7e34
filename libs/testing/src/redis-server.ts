import { freePort } from './free-port.ts';
import { installedProgram } from './real-server.ts';
import { RestartableServer } from './restartable-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A real Redis on a free port of this machine; with `appendonly`, so that it has its data after a restart. */
export class RedisServer extends RestartableServer {
  private constructor(
    folder: string,
    port: number,
    removeFolder: () => Promise<void>,
    more: readonly string[],
  ) {
    super(
      {
        program: installedProgram('redis-server') ?? 'redis-server',
        arguments: [
          ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
          ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction', ...more],
        ],
        port,
      },
      removeFolder,
    );
  }

  /** @param more further arguments, for example `--cluster-enabled yes` */
  static async start(more: readonly string[] = []): Promise<RedisServer> {
    const { path, remove } = await temporaryFolder();
    const server = new RedisServer(path, await freePort(), remove, more);
    await server.resume();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }
}
