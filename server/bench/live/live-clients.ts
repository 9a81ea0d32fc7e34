import { createSampleBatch, decodeFrame } from '@linetwin/contracts';
import { io, type Socket } from 'socket.io-client';
import { LatencyHistogram } from './latency-histogram.ts';

/**
 * Dashboards of the load, in a process of their own. Every one is subscribed to everything and decodes every frame.
 * Arguments: server address, number of clients, rate in Hz, mode, `linetwin` or `bare`.
 */
const [address, clients, rateHz, mode, protocol] = JSON.parse(process.argv[2]) as [
  string,
  number,
  number,
  'batch' | 'latest',
  'linetwin' | 'bare',
];

const samples = createSampleBatch(4096);
const received = new Float64Array(clients);
let folded = 0;
let latency = new LatencyHistogram();
const sockets: Socket[] = await Promise.all(Array.from({ length: clients }, (_, i) => open(i)));
let bytesAtReset = wireBytes();

process.on('message', (message) => {
  if (message === 'reset') {
    received.fill(0);
    folded = 0;
    latency = new LatencyHistogram();
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
        { scope: '*', rateHz, mode, modelVersion: 0 },
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
  const now = Date.now();
  const { length, time } = samples;
  received[i] += length;
  let start = 0;
  for (let row = 1; row <= length; row++) {
    if (row === length || time[row] !== time[start]) {
      latency.add(now - time[start], row - start);
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
