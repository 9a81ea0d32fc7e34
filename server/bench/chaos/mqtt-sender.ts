import { topicOf } from '@linetwin/contracts';
import mqtt from 'mqtt';
import { messageOf } from './machine-message.ts';
import type { Sender, SenderConnection } from './sender.port.ts';

const CONNECT_TIMEOUT_MS = 5000;

/** MQTT with QoS 1: acknowledged is what a PUBACK came for. Knows nothing of earlier connections. */
export class MqttSender implements Sender {
  readonly window = 500;
  private readonly url: string;
  private readonly equipment: readonly string[];

  constructor(url: string, equipment: readonly string[]) {
    this.url = url;
    this.equipment = equipment;
  }

  async connect(onLost: () => void): Promise<SenderConnection> {
    const client = await mqtt.connectAsync(
      this.url,
      // Sending again is this bench's business: it must know what was acknowledged.
      { reconnectPeriod: 0, connectTimeout: CONNECT_TIMEOUT_MS, clean: true },
      false,
    );
    let closing = false;
    client.once('close', () => {
      if (!closing) onLost();
    });
    client.on('error', () => undefined);
    return {
      send: async (message) => {
        const topic = topicOf(this.equipment[message.machine], 'telemetry');
        await client.publishAsync(topic, JSON.stringify(messageOf(message)), { qos: 1 });
      },
      close: () => {
        closing = true;
        client.end(true);
      },
    };
  }
}
