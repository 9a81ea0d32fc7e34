import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { installedProgram } from './real-server.ts';
import { ServerProcess } from './server-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface MosquittoOptions {
  /** More lines of its configuration, for example users or a certificate. */
  configuration?: readonly string[];
}

/** A real Mosquitto broker on a free port of this machine; sessions and messages survive a restart. */
export class MosquittoServer {
  readonly port: number;
  readonly folder: string;
  private readonly process: ServerProcess;
  private readonly removeFolder: () => Promise<void>;

  private constructor(folder: string, port: number, removeFolder: () => Promise<void>) {
    this.folder = folder;
    this.port = port;
    this.removeFolder = removeFolder;
    this.process = new ServerProcess({
      program: installedProgram('mosquitto') ?? 'mosquitto',
      arguments: ['-c', join(folder, 'mosquitto.conf')],
      port,
    });
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

  resume(): Promise<void> {
    return this.process.start();
  }

  /** Ends the broker and keeps its folder. */
  pause(): Promise<void> {
    return this.process.stop();
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await this.removeFolder();
  }
}
