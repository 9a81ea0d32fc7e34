import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Inbox } from '@linetwin/testing';
import { writeBenchPlant } from '../live/bench-plant.ts';
import { nextMessage, sleep, startHelper } from '../processes.ts';
import { Ledger } from './ledger.ts';
import { LinetwinProcess } from './linetwin-process.ts';
import { compare, type Comparison, type StoredRows } from './read-back.ts';

const SENDER_PROCESSES = 2;
const WATCHERS = 3;
const WATCH_HZ = 10;
const POLL_MS = 200;
/** Machines and dashboards have found their server within this time. */
const FIRST_VALUES_MS = 60_000;
/** The server is well again, with all that the machines kept meanwhile, within this time. */
const CATCH_UP_MS = 600_000;

export interface SenderCounts {
  made: number;
  acknowledged: number;
  /** Messages that the machines still keep. */
  unacknowledged: number;
}

export interface WindowReport {
  name: string;
  values: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

export interface RigOptions {
  folder: string;
  machines: number;
  /** Values per second. */
  rate: number;
  /** Settings of the server beside folders and ports. */
  environment: Record<string, string>;
  fromSource: boolean;
  /** Address of a broker elsewhere. */
  brokerUrl?: string;
}

/** A Linetwin server under load, in a plant of its own: machines that send, dashboards that watch. */
export class Rig {
  readonly server: LinetwinProcess;
  readonly rate: number;
  private readonly folder: string;
  private readonly equipment: string[];
  private readonly senders: ChildProcess[];
  private readonly watcher: ChildProcess;
  /** When live values came again, ms since 1970 UTC. */
  private readonly fresh = new Inbox<number>();

  private constructor(
    options: RigOptions,
    server: LinetwinProcess,
    equipment: string[],
    senders: ChildProcess[],
    watcher: ChildProcess,
  ) {
    this.server = server;
    this.rate = options.rate;
    this.folder = options.folder;
    this.equipment = equipment;
    this.senders = senders;
    this.watcher = watcher;
    watcher.on('message', (message: { kind: string; at: number }) => {
      if (message.kind === 'fresh') this.fresh.push(message.at);
    });
  }

  /** Starts all; resolves when live values reach the dashboards. */
  static async start(options: RigOptions): Promise<Rig> {
    const { folder, machines, rate } = options;
    const equipment = await writeBenchPlant(join(folder, 'plant'), machines);
    const server = await LinetwinProcess.create(
      {
        LINETWIN_DATA: join(folder, 'data'),
        LINETWIN_PLANT: join(folder, 'plant'),
        LINETWIN_DASHBOARD: join(folder, 'no-dashboard'),
        ...options.environment,
      },
      options.fromSource,
    );
    // Where the server itself answers, half of the machines speak HTTP.
    const urls = options.brokerUrl
      ? [options.brokerUrl]
      : [`mqtt://127.0.0.1:${server.mqttPort}`, server.http];
    server.start();
    await server.running();
    const senders = Array.from({ length: SENDER_PROCESSES }, (_, i) =>
      startHelper(new URL('./senders-main.ts', import.meta.url), [
        urls[i % urls.length],
        equipment,
        equipment.map((__, machine) => machine).filter((machine) => machine % SENDER_PROCESSES === i),
        rate / SENDER_PROCESSES,
        ledgerFile(folder, i),
      ]),
    );
    const watcher = startHelper(new URL('./watch-main.ts', import.meta.url), [
      server.http,
      WATCHERS,
      WATCH_HZ,
    ]);
    const rig = new Rig(options, server, equipment, senders, watcher);
    try {
      await Promise.all([...senders, watcher].map((child) => nextMessage(child, 'ready')));
      // Before the session at a broker stands, nobody keeps what is published.
      await rig.until('the sessions at the brokers', async () => {
        const figures = await server.figures();
        return figures !== undefined && (options.brokerUrl === undefined || figures.broker_sessions > 0);
      });
      for (const sender of senders) sender.send('start');
      await rig.fresh.until('live values', ({ length }) => length > 0, FIRST_VALUES_MS);
      return rig;
    } catch (error) {
      await rig.close();
      throw error;
    }
  }

  /** Latencies are counted under this name from now on; under none with `null`. */
  window(name: string | null): void {
    this.watcher.send({ window: name });
  }

  /** Latencies of each window, and how often a dashboard that connected was refused what it asked for. */
  async watched(): Promise<{ windows: WindowReport[]; refusals: number }> {
    const report = nextMessage<{ windows: WindowReport[]; refusals: number }>(this.watcher, 'report');
    this.watcher.send('report');
    const { windows, refusals } = await report;
    return { windows: windows.filter(({ values }) => values > 0), refusals };
  }

  /** Kills the server and starts it again at once. @returns when that was, ms since 1970 UTC */
  async killAndStart(): Promise<number> {
    const at = Date.now();
    await this.server.kill();
    this.server.start();
    return at;
  }

  /** Resolves with the time when live values came again after a moment; `undefined` when they did not in time. */
  async freshAfter(at: number, timeoutMs: number): Promise<number | undefined> {
    const after = (items: readonly number[]) => items.find((time) => time > at);
    await this.fresh
      .until('live values', (items) => after(items) !== undefined, timeoutMs)
      .catch(() => undefined);
    return after(this.fresh.items);
  }

  async counts(): Promise<SenderCounts> {
    return sum(await Promise.all(this.senders.map((sender) => ask(sender, 'count', 'count'))));
  }

  /** Resolves when the machines keep no more than is on its way anyway. */
  async caughtUp(): Promise<void> {
    const onTheWay = Math.max(20, (this.rate / 10) * 0.2);
    await this.until('the machines', async () => (await this.counts()).unacknowledged <= onTheWay);
  }

  /** Lets the machines send what they still keep, and the server bring everything to the stores; then ends it. */
  async finish(): Promise<SenderCounts> {
    const counts = sum(await Promise.all(this.senders.map((sender) => ask(sender, 'stop', 'stopped'))));
    await this.until('the spool', async () => {
      const figures = await this.server.figures();
      return figures?.spool_batches === 0 && figures.outbox_records === 0;
    });
    await this.server.stop();
    return counts;
  }

  /** After `finish`. */
  async compareWith(store: StoredRows): Promise<Comparison> {
    try {
      const files = this.senders.map((_, i) => ledgerFile(this.folder, i));
      return await compare(await Ledger.read(files, this.equipment.length), this.equipment, store);
    } finally {
      store.close();
    }
  }

  async close(): Promise<void> {
    for (const child of [...this.senders, this.watcher]) child.kill('SIGKILL');
    await this.server.kill().catch(() => undefined);
  }

  /** @throws Error also when the server ended by itself */
  private async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + CATCH_UP_MS;
    while (!(await holds())) {
      if (this.server.failure) throw this.server.failure;
      if (Date.now() > deadline) throw new Error(`${what} did not catch up within ${CATCH_UP_MS / 1000} s`);
      await sleep(POLL_MS);
    }
  }
}

function ledgerFile(folder: string, sender: number): string {
  return join(folder, `ledger-${sender}`);
}

function ask(child: ChildProcess, question: string, answer: string): Promise<SenderCounts> {
  const reply = nextMessage<SenderCounts>(child, answer);
  child.send(question);
  return reply;
}

function sum(counts: readonly SenderCounts[]): SenderCounts {
  return counts.reduce((all, one) => ({
    made: all.made + one.made,
    acknowledged: all.acknowledged + one.acknowledged,
    unacknowledged: all.unacknowledged + one.unacknowledged,
  }));
}
