import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Logger } from 'pino';
import {
  askSchema,
  DOOR_FILE,
  HELD_STORES,
  MAX_LINE_BYTES,
  type Answer,
  type Ask,
  type HeldStore,
} from './door-protocol.ts';

/** What the server does for whoever copies its stores. */
export interface BackupHost {
  /** Stores that are not in the data folder. */
  elsewhere: readonly HeldStore[];
  /** Keeps a store as it is until the function that this resolves to is called. */
  hold(store: HeldStore): Promise<() => void>;
  /** Puts it on record. */
  record(entry: BackupNote): Promise<void>;
}

export interface BackupNote {
  by: string;
  out: string;
  outcome: 'done' | 'failed';
  detail: string;
}

/**
 * How long a store may stand still. History can: what comes waits in the spool, on a disk of some size. Records cannot: pages
 * and workers wait.
 */
const HOLD_MS: Readonly<Record<HeldStore, number>> = { history: 30 * 60_000, records: 60_000 };
const MAX_CONNECTIONS = 4;
/** Somebody who has not shown the secret by then knows none. */
const BEGIN_MS = 5000;

/**
 * The side entrance for the command `backup`. Who may read the data folder may copy it; the secret lies there, readable for
 * its owner only. The server copies nothing: it keeps its stores still one after the other while the command does.
 */
export class BackupDoor {
  private readonly folder: string;
  private readonly host: BackupHost;
  private readonly logger: Logger;
  private readonly secret = randomBytes(32).toString('base64url');
  private readonly holdMs: Readonly<Record<HeldStore, number>>;
  private readonly visits = new Set<Visit>();
  private busy: Visit | undefined;
  private server: Server | undefined;

  constructor(folder: string, host: BackupHost, logger: Logger, holdMs = HOLD_MS) {
    this.folder = folder;
    this.host = host;
    this.logger = logger;
    this.holdMs = holdMs;
  }

  async start(): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => {
      if (this.visits.size >= MAX_CONNECTIONS) socket.destroy();
      else this.visits.add(new Visit(socket, this.answer, this.leave));
    });
    this.server = server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const path = join(this.folder, DOOR_FILE);
    await rm(path, { force: true });
    await writeFile(path, JSON.stringify({ port, secret: this.secret }), { mode: 0o600, flag: 'wx' });
  }

  /** Whoever copies now is cut off, and what is held goes on. */
  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    await rm(join(this.folder, DOOR_FILE), { force: true });
    const closed = new Promise((resolve) => server.close(resolve));
    await Promise.all([...this.visits].map((visit) => visit.end()));
    await closed;
  }

  private readonly answer = async (visit: Visit, ask: Ask): Promise<Answer> => {
    if (ask.ask === 'begin') return this.begin(visit, ask);
    if (this.busy !== visit) return { error: 'a backup begins with "begin"' };
    switch (ask.ask) {
      case 'hold':
        await visit.hold(ask.store, () => this.host.hold(ask.store), this.holdMs[ask.store]);
        return { ok: true };
      case 'release':
        return visit.release(ask.store)
          ? { ok: true }
          : {
              error: `${ask.store} could not be kept still for so long (${this.holdMs[ask.store] / 1000} s)`,
            };
      case 'done':
        visit.done = true;
        await this.record(visit, 'done', `${ask.files} files, ${ask.bytes} bytes`);
        return { ok: true };
    }
  };

  private begin(visit: Visit, ask: Extract<Ask, { ask: 'begin' }>): Answer {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    if (!timingSafeEqual(digest(ask.secret), digest(this.secret))) return { error: 'the secret is wrong' };
    if (this.busy) return { error: `another backup is being made, into ${this.busy.out}` };
    this.busy = visit;
    visit.begin(ask.by, ask.out);
    this.logger.info({ out: ask.out }, 'a backup is being made');
    return { ok: true, elsewhere: [...this.host.elsewhere] };
  }

  private readonly leave = async (visit: Visit): Promise<void> => {
    this.visits.delete(visit);
    if (this.busy !== visit) return;
    this.busy = undefined;
    if (!visit.done) await this.record(visit, 'failed', 'it was broken off');
  };

  private async record(visit: Visit, outcome: BackupNote['outcome'], detail: string): Promise<void> {
    const { by, out } = visit;
    this.logger.info({ out, outcome, detail }, 'a backup was made');
    await this.host
      .record({ by, out, outcome, detail })
      .catch((error: Error) => this.logger.error({ error: error.message }, 'the audit log missed a backup'));
  }
}

/** One connection: its lines one after the other, and what is held for it. */
class Visit {
  by = '';
  out = '';
  done = false;
  private readonly socket: Socket;
  private readonly held = new Map<HeldStore, () => void>();
  private readonly timers = new Map<HeldStore, NodeJS.Timeout>();
  private readonly greeting: NodeJS.Timeout;
  private working: Promise<void> = Promise.resolve();
  private unread = 0;

  constructor(
    socket: Socket,
    answer: (visit: Visit, ask: Ask) => Promise<Answer>,
    leave: (visit: Visit) => Promise<void>,
  ) {
    this.socket = socket;
    this.greeting = setTimeout(() => socket.destroy(), BEGIN_MS);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      const end = chunk.lastIndexOf('\n');
      this.unread = end < 0 ? this.unread + chunk.length : chunk.length - end - 1;
      if (this.unread > MAX_LINE_BYTES) socket.destroy();
    });
    createInterface({ input: socket }).on('line', (line) => this.then(() => this.take(line, answer)));
    socket.once('close', () => {
      clearTimeout(this.greeting);
      this.then(async () => {
        for (const store of HELD_STORES) this.release(store);
        await leave(this);
      });
    });
  }

  begin(by: string, out: string): void {
    clearTimeout(this.greeting);
    this.by = by;
    this.out = out;
  }

  /** @throws when it is held already, or cannot be */
  async hold(store: HeldStore, take: () => Promise<() => void>, forMs: number): Promise<void> {
    if (this.held.has(store)) throw new Error(`${store} is held already`);
    this.held.set(store, await take());
    this.timers.set(
      store,
      setTimeout(() => this.release(store), forMs),
    );
  }

  /** @returns whether it was held until now */
  release(store: HeldStore): boolean {
    clearTimeout(this.timers.get(store));
    const release = this.held.get(store);
    this.held.delete(store);
    release?.();
    return release !== undefined;
  }

  async end(): Promise<void> {
    const closed = once(this.socket, 'close');
    if (!this.socket.closed) {
      this.socket.destroy();
      await closed;
    }
    await this.working;
  }

  private async take(line: string, answer: (visit: Visit, ask: Ask) => Promise<Answer>): Promise<void> {
    if (this.socket.destroyed) return;
    const said = await understood(line, (ask) => answer(this, ask));
    if (this.socket.writable) this.socket.write(`${JSON.stringify(said)}\n`);
    if ('error' in said) this.socket.end();
  }

  private then(step: () => Promise<void>): void {
    this.working = this.working.then(step).catch(() => {
      this.socket.destroy();
    });
  }
}

async function understood(line: string, answer: (ask: Ask) => Promise<Answer>): Promise<Answer> {
  let ask: Ask;
  try {
    ask = askSchema.parse(JSON.parse(line));
  } catch {
    return { error: 'that is nothing that can be asked here' };
  }
  try {
    return await answer(ask);
  } catch (error) {
    return { error: (error as Error).message };
  }
}
