import { afterEach, describe, expect, test } from '@jest/globals';
import { MqttPublisher } from './mqtt-publisher.ts';
import { TinyBroker } from './tiny-broker.ts';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

describe('the MQTT publisher', () => {
  test('publishes with QoS 1 and is done when all is acknowledged', async () => {
    const broker = new TinyBroker();
    const port = await broker.listen();
    open.push(broker);
    const publisher = new MqttPublisher(`mqtt://127.0.0.1:${port}`, 'test', () => {});
    for (let i = 0; i < 50; i++) publisher.publish('a/b/telemetry', Buffer.from(String(i)));
    await publisher.waitForConnection(5000, new AbortController().signal);
    await publisher.close();
    expect(broker.received.map((m) => m.payload.toString())).toEqual(
      Array.from({ length: 50 }, (_, i) => String(i)),
    );
    expect(broker.received.every((m) => m.qos === 1 && m.topic === 'a/b/telemetry')).toBe(true);
  });

  test('says in one sentence that no broker answers, and delivers when there is one', async () => {
    const first = new TinyBroker();
    const port = await first.listen();
    await first.close();
    const said: string[] = [];
    const publisher = new MqttPublisher(`mqtt://127.0.0.1:${port}`, 'test', (text) => said.push(text));
    open.push({ close: () => publisher.close(0) });
    publisher.publish('t', Buffer.from('kept'));
    await until(() => said.length > 0);
    expect(said).toEqual([
      `No MQTT broker answers at mqtt://127.0.0.1:${port} (ECONNREFUSED); trying again. Start the server, or write to a file with --out.`,
    ]);
    const second = new TinyBroker();
    await second.listen(port);
    open.push(second);
    await until(() => second.received.length > 0);
    expect(second.received[0].payload.toString()).toBe('kept');
  });

  test('keeps a bounded queue while the broker is away, drops the oldest and says how many', async () => {
    const first = new TinyBroker();
    const port = await first.listen();
    await first.close();
    const said: string[] = [];
    const publisher = new MqttPublisher(`mqtt://127.0.0.1:${port}`, 'test', (text) => said.push(text));
    open.push({ close: () => publisher.close(0) });
    const megabyte = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 70; i++) publisher.publish(`t/${i}`, megabyte);
    const second = new TinyBroker();
    await second.listen(port);
    open.push(second);
    await until(() => second.received.length >= 64);
    expect(second.received[0].topic).toBe('t/6');
    expect(said.join(' ')).toContain('6 messages were dropped');
  });

  test('is congested while the broker does not acknowledge', async () => {
    const broker = new TinyBroker();
    broker.acknowledges = false;
    const port = await broker.listen();
    open.push(broker);
    const publisher = new MqttPublisher(`mqtt://127.0.0.1:${port}`, 'test', () => {});
    open.push({ close: () => publisher.close(0) });
    await publisher.waitForConnection(5000, new AbortController().signal);
    for (let i = 0; i < 5000; i++) publisher.publish('t', Buffer.from('x'));
    expect(publisher.isCongested).toBe(true);
  });
});
