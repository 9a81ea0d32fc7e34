import { createSampleBatch, decodeFrame } from '@linetwin/contracts';
import { io, type Socket } from 'socket.io-client';
import { LatencyHistogram } from './latency-histogram.ts';

/**
 * Dashboards of the load, in a process of their own. Every one is subscribed to everything and decodes every frame.
 * Arguments: server address, number of clients, rate in Hz, mode, `linetwin` or `bare`, version of the model that they hold.
 */
const [address, clients, rateHz, mode, protocol, modelVersion = 0] = JSON.parse(process.argv[2]) as [
  string,
  number,
  number,
  'batch' | 'latest',
  'linetwin' | 'bare',
  number?,
];
/** Handshakes at a time: a person would see the same of a server that is restarted. */
const OPENING_AT_ONCE = 50;

const samples = createSampleBatch(4096);
const received = new Float64Array(clients);
let folded = 0;
let frames = 0;
let latency = new LatencyHistogram();
/** From publish to the making of the frame: the wait for its turn. */
let waiting = new LatencyHistogram();
/** From the making of a frame to its arrival: what sending to all of them costs. */
let sending = new LatencyHistogram();
const sockets: Socket[] = [];
for (let i = 0; i < clients; i += OPENING_AT_ONCE) {
  const few = Math.min(OPENING_AT_ONCE, clients - i);
  sockets.push(...(await Promise.all(Array.from({ length: few }, (_, k) => open(i + k)))));
}
let bytesAtReset = wireBytes();

process.on('message', (message) => {
  if (message === 'reset') {
    received.fill(0);
    folded = 0;
    frames = 0;
    latency = new LatencyHistogram();
    waiting = new LatencyHistogram();
    sending = new LatencyHistogram();
    bytesAtReset = wireBytes();
    process.send!({ kind: 'reset' });
  }
  if (message === 'report') {
    process.send!({
      kind: 'report',
      received: [...received],
      folded,
      wireBytes: wireBytes() - bytesAtReset,
      p50Ms: latency.quantile(0.5),
      p95Ms: latency.quantile(0.95),
      p99Ms: latency.quantile(0.99),
      frames,
      latency: latency.counts(),
      waiting: waiting.counts(),
      sending: sending.counts(),
    });
  }
});
process.on('disconnect', () => process.exit());
process.send!({ kind: 'ready' });

function open(i: number): Promise<Socket> {
  const socket =
    protocol === 'bare'
      ? io(address, { transports: ['websocket'] })
      : io(address, { path: '/live', transports: ['websocket'] });
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject);
    if (protocol === 'bare') {
      socket.on('message', (message: { time: number; values: object }) => {
        const values = Object.keys(message.values).length;
        received[i] += values;
        latency.add(Date.now() - message.time, values);
      });
      socket.once('connect', () => resolve(socket));
      return;
    }
    socket.on('frame', (bytes: Uint8Array) => onFrame(i, bytes));
    socket.once('snapshot', () => resolve(socket));
    socket.once('connect', () => {
      socket.emit(
        'subscribe',
        { scope: '*', rateHz, mode, modelVersion },
        (answer: { ok: boolean; error?: string }) => {
          if (!answer.ok) reject(new Error(answer.error));
        },
      );
    });
  });
}

function onFrame(i: number, bytes: Uint8Array): void {
  const frame = decodeFrame(bytes, samples);
  if (frame.type === 'snapshot') {
    // What a client that fell behind is given: its queue was dropped, and so are values for this count.
    folded++;
    return;
  }
  folded += frame.folded;
  frames++;
  const now = Date.now();
  sending.add(now - frame.serverTime, 1);
  const { length, time } = samples;
  received[i] += length;
  let start = 0;
  for (let row = 1; row <= length; row++) {
    if (row === length || time[row] !== time[start]) {
      latency.add(now - time[start], row - start);
      waiting.add(frame.serverTime - time[start], row - start);
      start = row;
    }
  }
}

/** Bytes read from the network so far by all clients, everything included. */
function wireBytes(): number {
  return sockets.reduce((sum, socket) => {
    const transport = socket.io.engine.transport as unknown as { ws: { _socket: { bytesRead: number } } };
    return sum + transport.ws._socket.bytesRead;
  }, 0);
}
