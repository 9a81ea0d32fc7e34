import { createServer, type Server, type Socket } from 'node:net';
import { Aedes, type AedesPublishPacket, type AuthenticateError, type Client } from 'aedes';
import type { Logger } from 'pino';
import { PortError } from '../../platform/port-error.ts';
import type { Intake } from '../intake.ts';
import type { Rejects } from '../rejects.ts';
import type { Sources } from '../sources.ts';
import type { MachineGate, MachineRights } from './machine-gate.port.ts';

/** Messages of one client that may wait for the disk at once. */
const CONCURRENCY = 1000;
const MAX_CLIENTS = 1000;
const COMMAND_ENDING = '/command';
const REFUSAL_LOG_MS = 10_000;
/** Where messages go that nobody may be sent: nobody may subscribe to it. */
const REFUSED_TOPIC = '$refused';
/** CONNACK of MQTT 3.1.1: bad user name or password; server unavailable. */
const BAD_NAME_OR_PASSWORD = 4;
const UNAVAILABLE = 3;

/**
 * The MQTT broker in the process. A QoS 1 publish is acknowledged after its values are on disk: the broker
 * asks the intake before it goes on with a packet, and the intake answers after the group commit.
 */
export class EmbeddedBroker {
  private readonly intake: Intake;
  private readonly gate: MachineGate;
  private readonly rejects: Rejects;
  private readonly sources: Sources;
  private readonly logger: Logger;
  private readonly rights = new WeakMap<Client, MachineRights>();
  private readonly clientsOf = new Map<string, Set<Client>>();
  private undo: () => void = () => undefined;
  private aedes: Aedes | undefined;
  private server!: Server;
  private readonly sockets = new Set<Socket>();
  private refused = 0;
  private refusalToldAt = -Infinity;

  constructor(parts: {
    intake: Intake;
    gate: MachineGate;
    rejects: Rejects;
    sources: Sources;
    logger: Logger;
  }) {
    this.intake = parts.intake;
    this.gate = parts.gate;
    this.rejects = parts.rejects;
    this.sources = parts.sources;
    this.logger = parts.logger;
  }

  /** @returns the port listened on. @throws PortError */
  async start(host: string, port: number): Promise<number> {
    const aedes = await Aedes.createBroker({
      concurrency: CONCURRENCY,
      authenticate: (client, username, password, done) => {
        const who = { username, password: password?.toString('utf8'), clientId: client.id };
        this.gate.admit(who).then(
          (rights) => (rights ? this.letIn(client, rights, done) : done(refusedConnection(), false)),
          (error: Error) => done(refusedConnection(error), false),
        );
      },
      authorizeSubscribe: (client, subscription, done) => {
        const allowed = this.rights.get(client!)?.coversFilter(subscription.topic) ?? false;
        done(null, allowed ? subscription : null);
      },
      // Also what was subscribed before the rights were what they are now.
      authorizeForward: (client, packet) =>
        this.rights.get(client)?.covers(packet.topic) ? packet : (null as unknown as AedesPublishPacket),
      authorizePublish: (client, packet, done) => {
        // Commands are the server's: a gateway hears those of its machines and gives none.
        const isCommand = client !== null && packet.topic.endsWith(COMMAND_ENDING);
        if (isCommand || (client && !this.rights.get(client)?.covers(packet.topic))) {
          this.rejects.reject('not-allowed', packet.topic, `published by ${this.rights.get(client!)?.name}`);
          // Acknowledged, since sending it again would not help, and on its way to nobody.
          Object.assign(packet, { topic: REFUSED_TOPIC, payload: Buffer.alloc(0), retain: false });
          return done(null);
        }
        const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
        const acknowledge = (error?: Error) => {
          if (error) this.tellRefusal(client?.id, error);
          done(error ?? null);
        };
        this.intake.take(packet.topic, payload, acknowledge, client?.id);
      },
    });
    this.aedes = aedes;
    aedes.on('clientError', (client, error) =>
      this.logger.debug({ client: client.id, error: error.message }, 'machine connection failed'),
    );
    aedes.on('connectionError', (client, error) =>
      this.logger.warn({ client: client.id, error: error.message }, 'machine connection refused'),
    );
    aedes.on('client', (client) => this.sources.connected(client.id, client));
    aedes.on('clientDisconnect', (client) => {
      this.sources.disconnected(client.id, client);
      const name = this.rights.get(client)?.name;
      if (name !== undefined) this.clientsOf.get(name)?.delete(client);
    });
    this.undo = this.gate.onRevoked((name) => {
      for (const client of this.clientsOf.get(name) ?? []) client.close();
      this.clientsOf.delete(name);
    });
    // Nagle's algorithm would hold acknowledgements back for up to 40 ms.
    this.server = createServer({ noDelay: true }, (socket) => {
      if (this.sockets.size >= MAX_CLIENTS) {
        socket.destroy();
        return;
      }
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      aedes.handle(socket);
    });
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => {
        reject(
          error.code === 'EADDRINUSE'
            ? new PortError(
                `Port ${port} on ${host} is in use, so the MQTT broker cannot start; set MQTT_PORT to a free port, or MQTT_URL to use the broker that runs there.`,
              )
            : error,
        );
      });
      this.server.listen(port, host, resolve);
    });
    return (this.server.address() as { port: number }).port;
  }

  private letIn(client: Client, rights: MachineRights, done: (error: null, allowed: boolean) => void): void {
    this.rights.set(client, rights);
    if (rights.name !== undefined) {
      const clients = this.clientsOf.get(rights.name) ?? new Set();
      this.clientsOf.set(rights.name, clients.add(client));
    }
    done(null, true);
  }

  /** Thousands of messages may wait when the disk is full; the log is told of it now and then. */
  private tellRefusal(client: string | undefined, error: Error): void {
    this.refused++;
    const now = performance.now();
    if (now - this.refusalToldAt < REFUSAL_LOG_MS) return;
    this.refusalToldAt = now;
    this.logger.warn(
      { client, error: error.message, messages: this.refused },
      'messages are not acknowledged',
    );
    this.refused = 0;
  }

  /** Publishes to whoever listens, QoS 1; to nobody before the broker is started. */
  publish(topic: string, payload: Buffer): void {
    this.aedes?.publish(
      { cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false },
      (error) => error && this.logger.warn({ topic, error: error.message }, 'a command was not published'),
    );
  }

  async stop(): Promise<void> {
    this.undo();
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await new Promise<void>((resolve) => (this.aedes ? this.aedes.close(() => resolve()) : resolve()));
  }

  get clients(): number {
    return this.sockets.size;
  }
}

function refusedConnection(cause?: Error): AuthenticateError {
  const error = new Error(
    cause ? `nobody can check the password: ${cause.message}` : 'wrong name, password or client id',
  );
  return Object.assign(error, { returnCode: cause ? UNAVAILABLE : BAD_NAME_OR_PASSWORD });
}
