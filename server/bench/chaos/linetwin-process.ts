import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@linetwin/testing';
import { forkServer } from '../processes.ts';

const FIGURES_TIMEOUT_MS = 3000;
const STOP_TIMEOUT_MS = 120_000;
const SAID = 4000;

/** Figures of the server, by their names without `linetwin_`. */
export type Figures = Readonly<Record<string, number>>;

/** One Linetwin server that is killed and started again, always at the same addresses, as a supervisor would. */
export class LinetwinProcess {
  readonly http: string;
  /** Port of the broker in the server. */
  readonly mqttPort: number;
  private readonly statusPort: number;
  private readonly environment: Record<string, string>;
  private readonly fromSource: boolean;
  private child: ChildProcess | undefined;
  private expectEnd = false;
  private said = '';
  /** Resolves when the server that was started last runs. */
  private started: Promise<void> = Promise.resolve();
  /** The server ended, other than by `kill` or `stop`, with what it said. */
  failure: Error | undefined;

  private constructor(
    ports: { http: number; mqtt: number; status: number },
    environment: Record<string, string>,
    fromSource: boolean,
  ) {
    this.http = `http://127.0.0.1:${ports.http}`;
    this.mqttPort = ports.mqtt;
    this.statusPort = ports.status;
    this.fromSource = fromSource;
    this.environment = {
      LINETWIN_ROLES: 'api,ingest',
      ...environment,
      LINETWIN_PORT: String(ports.http),
      LINETWIN_STATUS_PORT: String(ports.status),
      MQTT_PORT: String(ports.mqtt),
    };
  }

  /** @param environment settings beside ports */
  static async create(environment: Record<string, string>, fromSource: boolean): Promise<LinetwinProcess> {
    const ports = { http: await freePort(), mqtt: await freePort(), status: await freePort() };
    return new LinetwinProcess(ports, environment, fromSource);
  }

  /** Starts it; `running` says when it runs. */
  start(): void {
    const child = forkServer(this.environment, { fromSource: this.fromSource, silent: true });
    this.child = child;
    this.expectEnd = false;
    const hear = (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-SAID));
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code, signal) => {
      if (this.child === child && !this.expectEnd)
        this.failure = new Error(`the server ended by itself (${signal ?? `code ${code}`}): ${this.said}`);
    });
    this.started = new Promise((resolve) => {
      child.once('message', () => resolve());
      child.once('exit', () => resolve());
    });
  }

  /** @throws Error with what the server said, when it ended by itself */
  async running(): Promise<void> {
    await this.started;
    if (this.failure) throw this.failure;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to end; it brings to the stores what it still has. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.child?.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await this.end('SIGTERM');
    clearTimeout(timer);
  }

  /** `undefined` while it does not answer. */
  async figures(): Promise<Figures | undefined> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.statusPort}/metrics`, {
        signal: AbortSignal.timeout(FIGURES_TIMEOUT_MS),
      });
      const lines = (await answer.text()).matchAll(/^linetwin_(\w+) (\S+)$/gm);
      return Object.fromEntries([...lines].map(([, name, value]) => [name, Number(value)]));
    } catch {
      return undefined;
    }
  }

  get log(): string {
    return this.said;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.failure) throw this.failure;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.expectEnd = true;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
