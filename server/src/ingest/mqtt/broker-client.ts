import { MESSAGE_KINDS } from '@linetwin/contracts';
import mqtt, { type MqttClient, type Packet } from 'mqtt';
import type { Logger } from 'pino';
import type { Acknowledge } from '../intake.ts';

/** A broker elsewhere and how to get in. Certificates and keys are PEM texts. */
export interface BrokerAddress {
  url: string;
  username?: string;
  password?: string;
  ca?: string;
  certificate?: string;
  key?: string;
}

/** What takes the messages: the intake. */
export interface MessageTaker {
  take(topic: string, payload: Uint8Array, acknowledge: Acknowledge): void;
}

const RECONNECT_MS = 1000;
const CONNECT_TIMEOUT_MS = 10_000;
/** After a refused message (a full disk) the broker is asked for it again by a new connection, this much later. */
const ASK_AGAIN_MS = 5000;

type SendPacket = (packet: Packet, done?: (error?: Error) => void, ...rest: unknown[]) => void;

/**
 * Takes the messages of one line from a broker elsewhere. The session is persistent, so that what was published while
 * nobody was there is delivered afterwards; a message is acknowledged to the broker after its values are on disk.
 *
 * Whoever connects under the same client id takes the session over, with all that was not acknowledged.
 */
export class BrokerClient {
  private readonly broker: BrokerAddress;
  private readonly clientId: string;
  /** `site/area/line` of the messages wanted. */
  private readonly linePath: string;
  private readonly taker: MessageTaker;
  private readonly logger: Logger;
  private readonly onLost: () => void;
  private client: MqttClient | undefined;
  private connected = false;
  private subscribed = false;
  /** Counts connections: an acknowledgement belongs to the one that the message came by. */
  private connection = 0;
  private askAgain: NodeJS.Timeout | undefined;

  constructor(parts: {
    broker: BrokerAddress;
    clientId: string;
    linePath: string;
    taker: MessageTaker;
    logger: Logger;
    /** Told when an open connection ends, other than by `stop`. */
    onLost?: () => void;
  }) {
    this.broker = parts.broker;
    this.clientId = parts.clientId;
    this.linePath = parts.linePath;
    this.taker = parts.taker;
    this.onLost = parts.onLost ?? (() => undefined);
    this.logger = parts.logger.child({ broker: withoutSecrets(parts.broker.url), line: parts.linePath });
  }

  start(): void {
    const { url, username, password, ca, certificate, key } = this.broker;
    const client = mqtt.connect(url, {
      clientId: this.clientId,
      clean: false,
      reconnectPeriod: RECONNECT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      ...(username !== undefined && { username, password }),
      ...(ca !== undefined && { ca }),
      ...(certificate !== undefined && { cert: certificate, key }),
    });
    this.client = client;
    const acknowledge = takeOverAcknowledging(client);
    client.handleMessage = (packet, done) => {
      const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
      const { connection } = this;
      this.taker.take(packet.topic, payload, (error) => {
        if (error) this.refused(error);
        else if (packet.qos === 1 && connection === this.connection) acknowledge(packet.messageId!);
      });
      done();
    };
    client.on('connect', () => {
      this.connection++;
      this.connected = true;
      this.logger.info('connected to the MQTT broker');
      const { connection } = this;
      client.subscribe(
        MESSAGE_KINDS.map((kind) => `${this.linePath}/+/${kind}`),
        { qos: 1 },
        (error) => {
          if (error) this.logger.error({ error: error.message }, 'the MQTT broker refuses the subscription');
          else if (connection === this.connection) this.subscribed = true;
        },
      );
    });
    client.on('close', () => {
      const { connected } = this;
      this.connected = false;
      this.subscribed = false;
      this.connection++;
      if (!connected || client.disconnecting) return;
      this.logger.warn('connection to the MQTT broker lost, trying again');
      this.onLost();
    });
    client.on('error', (error) => this.logger.warn({ error: error.message }, 'MQTT broker'));
  }

  /** Whether the broker has the subscription: what is published from here on is delivered, now or after an interruption. */
  get isConnected(): boolean {
    return this.subscribed;
  }

  /** QoS 1; nothing is queued while the broker is away, since a command that comes late is worse than none. */
  publish(topic: string, payload: Buffer): void {
    if (!this.connected) return;
    this.client?.publish(topic, payload, { qos: 1 }, (error) => {
      if (error) this.logger.warn({ topic, error: error.message }, 'a command was not published');
    });
  }

  /** Leaves the session as it is: the next one under this client id goes on with it. */
  async stop(): Promise<void> {
    clearTimeout(this.askAgain);
    await this.client?.endAsync(true);
  }

  private refused(error: Error): void {
    if (this.askAgain) return;
    this.logger.warn({ error: error.message }, 'messages are not acknowledged, the broker keeps them');
    this.askAgain = setTimeout(() => {
      this.askAgain = undefined;
      // A broker sends again what was not acknowledged only to a new connection.
      this.client?.stream.destroy();
    }, ASK_AGAIN_MS);
  }
}

/**
 * mqtt.js acknowledges a message as soon as it has handled it, and looks at the next one only then, so that waiting for the
 * disk would carry one message per group commit. Its own acknowledgements are held back here.
 *
 * @returns what acknowledges one message, in any order and at any time
 */
function takeOverAcknowledging(client: MqttClient): (messageId: number) => void {
  const inside = client as unknown as { _sendPacket: SendPacket };
  const send = inside._sendPacket.bind(client) as SendPacket;
  inside._sendPacket = (packet, done, ...rest) => {
    if (packet.cmd === 'puback') done?.();
    else send(packet, done, ...rest);
  };
  return (messageId) => send({ cmd: 'puback', messageId } as Packet);
}

function withoutSecrets(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.toString();
}
