import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { MqttPublisher } from './mqtt-publisher.ts';

/** Just enough of an MQTT 3.1.1 broker: accepts, and acknowledges QoS 1 unless told to be silent. */
class TinyBroker {
  readonly received: { topic: string; payload: string; qos: number }[] = [];
  acknowledges = true;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor() {
    this.server = createServer((socket) => this.serve(socket));
  }

  listen(port = 0): Promise<number> {
    return new Promise((resolve) =>
      this.server.listen(port, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port)),
    );
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => {});
    let buffered = Buffer.alloc(0);
    socket.on('data', (data) => {
      buffered = Buffer.concat([buffered, data]);
      for (;;) {
        const packet = readPacket(buffered);
        if (!packet) return;
        buffered = buffered.subarray(packet.length);
        this.answer(socket, packet.first, packet.body);
      }
    });
  }

  private answer(socket: Socket, first: number, body: Buffer): void {
    const type = first >> 4;
    if (type === 1) socket.write(Buffer.from([0x20, 2, 0, 0]));
    if (type === 12) socket.write(Buffer.from([0xd0, 0]));
    if (type !== 3) return;
    const qos = (first >> 1) & 3;
    const topicLength = body.readUInt16BE(0);
    const topic = body.toString('utf8', 2, 2 + topicLength);
    const id = body.subarray(2 + topicLength, 4 + topicLength);
    this.received.push({ topic, payload: body.toString('utf8', 4 + topicLength), qos });
    if (this.acknowledges) socket.write(Buffer.from([0x40, 2, id[0], id[1]]));
  }
}

function readPacket(buffer: Buffer): { first: number; body: Buffer; length: number } | undefined {
  let length = 0;
  for (let i = 1; i < Math.min(5, buffer.length); i++) {
    length |= (buffer[i] & 127) << (7 * (i - 1));
    if (buffer[i] & 128) continue;
    if (buffer.length < i + 1 + length) return undefined;
    return { first: buffer[0], body: buffer.subarray(i + 1, i + 1 + length), length: i + 1 + length };
  }
  return undefined;
}

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
    expect(broker.received.map((m) => m.payload)).toEqual(Array.from({ length: 50 }, (_, i) => String(i)));
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
    expect(second.received[0].payload).toBe('kept');
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
