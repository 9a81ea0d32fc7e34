import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlantText } from '@linetwin/model';
import { TEST_PLANT_TEXTS, temporaryFolder, writePlant } from '@linetwin/testing';

const START_TIMEOUT_MS = 60_000;
const serverFolder = fileURLToPath(new URL('..', import.meta.url));

export interface TestServerOptions {
  /** Folder of an earlier server, with its plant; a fresh one when left out. */
  folder?: string;
  plant?: readonly PlantText[];
  /** Settings beside the folders and free ports. */
  environment?: Record<string, string>;
}

/** A server that did not start: what it said, and with what it ended. */
export class StartRefused extends Error {
  override name = 'StartRefused';
  readonly exitCode: number | null;
  /** Everything on standard error. */
  readonly said: string;

  constructor(exitCode: number | null, said: string) {
    super(`the server did not start (exit code ${exitCode}): ${said}`);
    this.exitCode = exitCode;
    this.said = said;
  }
}

/** The real server program in a process of its own, on free ports and a folder of its own. */
export class TestServer {
  /** Address of pages and REST. */
  http = '';
  /** Address for machines. */
  mqtt = '';
  /** Identity of the run; none for a worker. */
  run = '';
  readonly folder: string;
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;
  /** Until its helpers are gone too: they write to the same output, so it closes with the last of them. */
  private readonly allEnded: Promise<void>;
  private readonly removeFolder: () => Promise<void>;
  private output = '';

  private constructor(folder: string, child: ChildProcess, removeFolder: () => Promise<void>) {
    this.folder = folder;
    this.child = child;
    this.removeFolder = removeFolder;
    this.ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    this.allEnded = new Promise((resolve) => child.once('close', () => resolve()));
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** @throws StartRefused when the server ends instead of running */
  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const fresh = options.folder ? undefined : await temporaryFolder();
    const folder = options.folder ?? fresh!.path;
    if (fresh || options.plant) await writePlant(join(folder, 'plant'), options.plant ?? TEST_PLANT_TEXTS);
    const child = spawn(
      process.execPath,
      ['--conditions=@linetwin/source', '--import', './test/source-loader.mjs', './src/main.ts'],
      {
        cwd: serverFolder,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: {
          PATH: process.env.PATH,
          NODE_NO_WARNINGS: '1',
          LINETWIN_LOG_LEVEL: 'warn',
          LINETWIN_PORT: '0',
          MQTT_PORT: '0',
          LINETWIN_ROLES: 'api,ingest',
          LINETWIN_DATA: join(folder, 'data'),
          LINETWIN_PLANT: join(folder, 'plant'),
          LINETWIN_DASHBOARD: join(folder, 'no-dashboard'),
          ...options.environment,
        },
      },
    );
    const server = new TestServer(folder, child, fresh?.remove ?? (async () => undefined));
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const started = new Promise<{ http: string; mqttPort?: number; run?: string }>((resolve, reject) => {
      const timer = setTimeout(() => reject(new StartRefused(null, `no answer; ${said}`)), START_TIMEOUT_MS);
      child.once('message', (message) => {
        clearTimeout(timer);
        resolve(message as { http: string; mqttPort?: number; run?: string });
      });
      child.once('close', (code) => {
        clearTimeout(timer);
        reject(new StartRefused(code, said));
      });
    });
    try {
      const { http, mqttPort, run } = await started;
      server.http = http;
      server.run = run ?? '';
      server.mqtt = `mqtt://127.0.0.1:${mqttPort}`;
    } catch (error) {
      child.kill('SIGKILL');
      await fresh?.remove();
      throw error;
    }
    return server;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** What the server wrote to its log. */
  get log(): string {
    return this.output;
  }

  /** Asks the server to end, as Ctrl+C does. @returns its exit code */
  async stop(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    const code = await this.ended;
    await this.removeFolder();
    return code;
  }

  /** Ends the server without a chance to say anything, and keeps its folder for the next one. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Ends the server as `kill` does, and waits until its data base has closed its files. */
  async killWithHelpers(): Promise<void> {
    await this.kill();
    await this.allEnded;
  }

  /** Removes the folder of a killed server. */
  async remove(): Promise<void> {
    await this.killWithHelpers();
    await this.removeFolder();
  }

  /** Answer of a REST address below `/api`. */
  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.http}/api/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
