import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';

/** Frontend messages after which the backend has answered all that was asked (protocol 3.0, "Message Formats"). */
const QUERY = 'Q'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);
const FUNCTION_CALL = 'F'.charCodeAt(0);
/** The backend answers what it has so far, and the same unit goes on. */
const FLUSH = 'H'.charCodeAt(0);
const TERMINATE = 'X'.charCodeAt(0);

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;
/** PostgreSQL's own bound of a message is 1 GB; nothing here comes near this. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
/** A client that opened a transaction and then says nothing keeps all others waiting. */
const IDLE_IN_TRANSACTION_MS = 30_000;

/**
 * PostgreSQL's wire protocol over a PGlite, for several clients at once.
 *
 * PGlite is one session. What clients of a real server may interleave (Parse, Bind, Execute, Sync; the statements of a
 * transaction) must here run as a whole: a client owns the session from the first message of a unit until the backend is
 * ready for the next query and stands in no transaction. The others wait in line.
 */
export class PgliteWire {
  private readonly db: PGlite;
  private readonly path: string;
  private readonly maxConnections: number;
  private readonly gate: Gate;
  private readonly sessions = new Set<Session>();
  private server: Server | undefined;

  constructor(db: PGlite, options: { path: string; maxConnections: number }) {
    this.db = db;
    this.path = options.path;
    this.maxConnections = options.maxConnections;
    this.gate = new Gate();
  }

  async start(): Promise<void> {
    const server = createServer((socket) => {
      if (this.sessions.size >= this.maxConnections) {
        socket.destroy();
        return;
      }
      const session = new Session(this.db, this.gate, socket);
      this.sessions.add(session);
      socket.once('close', () => this.sessions.delete(session));
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.path, resolve);
    });
  }

  /**
   * Keeps the data base and its files as they are until the function that this resolves to is called; clients wait. All that
   * was committed is in the files then.
   */
  async hold(): Promise<() => void> {
    const holder = {};
    await this.gate.enter(holder);
    try {
      await this.db.exec('CHECKPOINT');
    } catch (error) {
      this.gate.leave(holder);
      throw error;
    }
    return () => this.gate.leave(holder);
  }

  /** Lets what runs come to its end, and closes all connections. Not to be called while the data base is held. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) =>
      this.server ? this.server.close(() => resolve()) : resolve(),
    );
    const ended = [...this.sessions].map((session) => session.end());
    await Promise.all(ended);
    await closed;
  }
}

/** Who owns the session; the others in order of their asking. */
class Gate {
  private owner: object | undefined;
  private readonly line: { session: object; enter: () => void }[] = [];

  async enter(session: object): Promise<void> {
    if (this.owner === session) return;
    if (!this.owner) {
      this.owner = session;
      return;
    }
    await new Promise<void>((enter) => this.line.push({ session, enter }));
  }

  leave(session: object): void {
    if (this.owner !== session) return;
    const next = this.line.shift();
    this.owner = next?.session;
    next?.enter();
  }

  isOwnedBy(session: object): boolean {
    return this.owner === session;
  }
}

/** One client: cuts what it sends into messages, and runs them unit by unit. */
class Session {
  private readonly db: PGlite;
  private readonly gate: Gate;
  private readonly socket: Socket;
  private unread: Buffer = Buffer.alloc(0);
  private started = false;
  private working: Promise<void> = Promise.resolve();
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(db: PGlite, gate: Gate, socket: Socket) {
    this.db = db;
    this.gate = gate;
    this.socket = socket;
    socket.on('data', (data) => {
      this.unread = this.unread.length > 0 ? Buffer.concat([this.unread, data]) : data;
      this.then(() => this.work());
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.then(() => this.giveUp()));
  }

  async end(): Promise<void> {
    this.socket.destroy();
    await this.working;
    await this.giveUp();
  }

  /** One thing after another; what goes wrong ends this client and nobody else. */
  private then(step: () => Promise<void>): void {
    this.working = this.working.then(step).catch(() => {
      this.socket.destroy();
    });
  }

  private async work(): Promise<void> {
    for (let message = this.nextMessage(); message; message = this.nextMessage()) {
      if (this.socket.destroyed) return;
      const type = this.started ? message[0] : undefined;
      if (type === TERMINATE) {
        this.socket.end();
        return;
      }
      if (type === undefined && this.answersRequest(message)) continue;
      clearTimeout(this.idleTimer);
      await this.gate.enter(this);
      await this.run(message);
      this.started = true;
      const ends = type === undefined || type === QUERY || type === SYNC || type === FUNCTION_CALL;
      if (ends) this.rest();
      else if (type === FLUSH) this.watchIdle();
    }
  }

  private async run(message: Buffer): Promise<void> {
    await this.db.runExclusive(() =>
      this.db.execProtocolRawStream(message, {
        // A copy, because the bytes lie in the memory of the data base.
        onRawData: (data) => void (this.socket.writable && this.socket.write(Buffer.from(data))),
      }),
    );
  }

  /** The backend is ready for a query: the next client, unless a transaction is open. */
  private rest(): void {
    if (this.db.isInTransaction()) this.watchIdle();
    else this.gate.leave(this);
  }

  private watchIdle(): void {
    this.idleTimer = setTimeout(() => this.socket.destroy(), IDLE_IN_TRANSACTION_MS);
  }

  /** The client is gone: what it left open is undone. */
  private async giveUp(): Promise<void> {
    clearTimeout(this.idleTimer);
    if (!this.gate.isOwnedBy(this)) return;
    try {
      // Also ends a unit that was cut off before its Sync.
      await this.db.runExclusive(() =>
        this.db.execProtocolRawStream(SYNC_MESSAGE, { onRawData: () => undefined }),
      );
      if (this.db.isInTransaction()) await this.db.exec('ROLLBACK');
    } finally {
      this.gate.leave(this);
    }
  }

  /** Requests that come instead of the start-up: no encryption here, and nothing to cancel. */
  private answersRequest(message: Buffer): boolean {
    const code = message.readInt32BE(4);
    if (code === SSL_REQUEST || code === GSS_REQUEST) this.socket.write('N');
    else if (code === CANCEL_REQUEST) this.socket.end();
    else return false;
    return true;
  }

  /** The next whole message; `undefined` until all of it has come. @throws on a length that cannot be */
  private nextMessage(): Buffer | undefined {
    const typeBytes = this.started ? 1 : 0;
    if (this.unread.length < typeBytes + 4) return undefined;
    const length = this.unread.readInt32BE(typeBytes);
    if (length < (this.started ? 4 : 8) || length > MAX_MESSAGE_BYTES) {
      throw new Error(`a message of ${length} bytes is none of PostgreSQL's protocol`);
    }
    if (this.unread.length < typeBytes + length) return undefined;
    const message = this.unread.subarray(0, typeBytes + length);
    this.unread = this.unread.subarray(typeBytes + length);
    return message;
  }
}

const SYNC_MESSAGE = Uint8Array.from([SYNC, 0, 0, 0, 4]);
