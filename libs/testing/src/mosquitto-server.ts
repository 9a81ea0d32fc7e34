import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { installedProgram } from './real-server.ts';
import { RestartableServer } from './restartable-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface MosquittoOptions {
  /** More lines of its configuration, for example users or a certificate. */
  configuration?: readonly string[];
}

/** A real Mosquitto broker on a free port of this machine; sessions and messages survive a restart. */
export class MosquittoServer extends RestartableServer {
  readonly folder: string;

  private constructor(folder: string, port: number, removeFolder: () => Promise<void>) {
    super(
      {
        program: installedProgram('mosquitto') ?? 'mosquitto',
        arguments: ['-c', join(folder, 'mosquitto.conf')],
        port,
      },
      removeFolder,
    );
    this.folder = folder;
  }

  static async start({
    configuration = ['allow_anonymous true'],
  }: MosquittoOptions = {}): Promise<MosquittoServer> {
    const { path, remove } = await temporaryFolder();
    const port = await freePort();
    const server = new MosquittoServer(path, port, remove);
    await writeFile(
      join(path, 'mosquitto.conf'),
      [
        ...(process.getuid?.() === 0 ? ['user root'] : []),
        'persistence true',
        `persistence_location ${path}/`,
        // Written with every change, so that a killed broker has what it promised.
        'autosave_on_changes true',
        'autosave_interval 1',
        'max_inflight_messages 1000',
        'max_queued_messages 0',
        'set_tcp_nodelay true',
        `listener ${port} 127.0.0.1`,
        ...configuration,
        '',
      ].join('\n'),
    );
    await server.resume();
    return server;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }
}
