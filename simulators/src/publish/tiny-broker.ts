import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** For specs: just enough of an MQTT 3.1.1 broker. It accepts, and acknowledges QoS 1 unless told to be silent. */
export class TinyBroker {
  readonly received: { topic: string; payload: Buffer; qos: number }[] = [];
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
    this.received.push({ topic, payload: Buffer.from(body.subarray(4 + topicLength)), qos });
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
