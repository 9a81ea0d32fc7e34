import { topicOf, type MessageKind, type TelemetryMessage } from '@linetwin/contracts';
import { telemetryBytes } from '@linetwin/testing';
import mqtt, { type MqttClient } from 'mqtt';

/** A machine on the wire: publishes with QoS 1, so that a publish resolves when the server has acknowledged it. */
export class Machine {
  readonly client: MqttClient;

  private constructor(client: MqttClient) {
    this.client = client;
  }

  static async connect(url: string): Promise<Machine> {
    return new Machine(await mqtt.connectAsync(url, { reconnectPeriod: 0, connectTimeout: 10_000 }));
  }

  /** Resolves when the server has acknowledged, rejects when it did not. */
  async publish(equipment: string, kind: MessageKind, payload: Uint8Array): Promise<void> {
    await this.publishTo(topicOf(equipment, kind), payload);
  }

  async publishTo(topic: string, payload: Uint8Array | string): Promise<void> {
    await this.client.publishAsync(topic, Buffer.from(payload), { qos: 1 });
  }

  tell(
    equipment: string,
    values: TelemetryMessage['values'],
    rest: Parameters<typeof telemetryBytes>[1] = {},
  ): Promise<void> {
    return this.publish(equipment, 'telemetry', telemetryBytes(values, rest));
  }

  async close(): Promise<void> {
    await this.client.endAsync(true);
  }
}
