import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import type { Logger } from 'pino';
import { PortError } from '../../platform/port-error.ts';
import type { Intake } from '../intake.ts';

/** Messages of one client that may wait for the disk at once. */
const CONCURRENCY = 1000;
const MAX_CLIENTS = 1000;
const REFUSAL_LOG_MS = 10_000;

/**
 * The MQTT broker in the process. A QoS 1 publish is acknowledged after its values are on disk: the broker
 * asks the intake before it goes on with a packet, and the intake answers after the group commit.
 */
export class EmbeddedBroker {
  private readonly intake: Intake;
  private readonly logger: Logger;
  private aedes!: Aedes;
  private server!: Server;
  private readonly sockets = new Set<Socket>();
  private refused = 0;
  private refusalToldAt = -Infinity;

  constructor(intake: Intake, logger: Logger) {
    this.intake = intake;
    this.logger = logger;
  }

  /** @returns the port listened on. @throws PortError */
  async start(host: string, port: number): Promise<number> {
    this.aedes = await Aedes.createBroker({
      concurrency: CONCURRENCY,
      authorizePublish: (client, packet, done) => {
        const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
        this.intake.take(packet.topic, payload, (error) => {
          if (error) this.tellRefusal(client?.id, error);
          done(error ?? null);
        });
      },
    });
    this.aedes.on('clientError', (client, error) =>
      this.logger.debug({ client: client.id, error: error.message }, 'machine connection failed'),
    );
    this.aedes.on('connectionError', (client, error) =>
      this.logger.warn({ client: client.id, error: error.message }, 'machine connection refused'),
    );
    // Nagle's algorithm would hold acknowledgements back for up to 40 ms.
    this.server = createServer({ noDelay: true }, (socket) => {
      if (this.sockets.size >= MAX_CLIENTS) {
        socket.destroy();
        return;
      }
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      this.aedes.handle(socket);
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

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await new Promise<void>((resolve) => this.aedes.close(() => resolve()));
  }

  get clients(): number {
    return this.sockets.size;
  }
}
