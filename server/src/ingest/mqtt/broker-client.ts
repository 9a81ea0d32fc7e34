import { MESSAGE_KINDS } from '@linetwin/contracts';
import mqtt, { type MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { Intake } from '../intake.ts';

/**
 * Takes messages from a broker elsewhere. A message is acknowledged to the broker after its values are on disk;
 * the session is persistent, so what was published while the server was away is delivered afterwards.
 */
export class BrokerClient {
  private readonly intake: Intake;
  private readonly logger: Logger;
  private client: MqttClient | undefined;
  private connected = false;

  constructor(intake: Intake, logger: Logger) {
    this.intake = intake;
    this.logger = logger;
  }

  start(url: string, clientId: string): void {
    this.client = mqtt.connect(url, {
      clientId,
      clean: false,
      reconnectPeriod: 1000,
      connectTimeout: 10_000,
    });
    this.client.handleMessage = (packet, done) => {
      const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
      this.intake.take(packet.topic, payload, done);
    };
    this.client.on('connect', () => {
      this.connected = true;
      this.logger.info('connected to the MQTT broker');
      this.client!.subscribe(
        MESSAGE_KINDS.map((kind) => `+/+/+/+/${kind}`),
        { qos: 1 },
      );
    });
    this.client.on('close', () => {
      if (this.connected) this.logger.warn('connection to the MQTT broker lost, trying again');
      this.connected = false;
    });
    this.client.on('error', (error) => this.logger.warn({ error: error.message }, 'MQTT broker'));
  }

  get isConnected(): boolean {
    return this.connected;
  }

  async stop(): Promise<void> {
    await this.client?.endAsync(true);
  }
}
