import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';

const ROOT = join(import.meta.dirname, '../..');

/** The real server program with the built pages, for what only it can show: signing in, rights, headers. */
export class RealServer {
  readonly url: string;
  /** Password of the first admin, as it was said on the console. */
  readonly adminPassword: string;
  private readonly child: ChildProcess;
  private readonly removeFolder: () => Promise<void>;

  private constructor(
    url: string,
    adminPassword: string,
    child: ChildProcess,
    removeFolder: () => Promise<void>,
  ) {
    this.url = url;
    this.adminPassword = adminPassword;
    this.child = child;
    this.removeFolder = removeFolder;
  }

  static async start(environment: Record<string, string> = {}): Promise<RealServer> {
    const folder = await temporaryFolder();
    const child = spawn(
      process.execPath,
      ['--conditions=@linetwin/source', '--import', './test/source-loader.mjs', './src/main.ts'],
      {
        cwd: join(ROOT, 'server'),
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: {
          PATH: process.env.PATH,
          NODE_NO_WARNINGS: '1',
          LINETWIN_LOG_LEVEL: 'warn',
          LINETWIN_PORT: '0',
          MQTT_PORT: '0',
          LINETWIN_ROLES: 'api,ingest',
          LINETWIN_DATA: folder.path,
          LINETWIN_PLANT: join(ROOT, 'plants/liaocheng'),
          LINETWIN_DASHBOARD: join(ROOT, 'dashboard/dist/app'),
          ...environment,
        },
      },
    );
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const { http } = await new Promise<{ http: string }>((resolve, reject) => {
      child.once('message', (message) => resolve(message as { http: string }));
      child.once('close', (code) => reject(new Error(`the server ended (${code}): ${said}`)));
    });
    const [, password] = /with the password (\S+)/.exec(said) ?? [];
    return new RealServer(http, password, child, folder.remove);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
    await this.removeFolder();
  }
}
