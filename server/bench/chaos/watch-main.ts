import { createSampleBatch, decodeFrame } from '@linetwin/contracts';
import { io } from 'socket.io-client';
import { LatencyHistogram } from '../live/latency-histogram.ts';

/**
 * Dashboards in a process of their own that connect again whenever they are cut off. Latencies, publish to client, are
 * counted into the window that is open; only values of machines made since it opened. Arguments: server address, clients, rate in Hz.
 * Messages: `{ window }` opens one or none, `report` asks for all. Says `fresh` when after a loss live values come again.
 */
const [address, clients, rateHz] = JSON.parse(process.argv[2]) as [string, number, number];
/** A value that is no older than this shows that the way is open again. */
const FRESH_MS = 1000;
/** Without one for this long the way was not open. */
const GAP_MS = 2000;

interface Window {
  since: number;
  latency: LatencyHistogram;
  values: number;
}

const windows = new Map<string, Window>();
let open: Window | undefined;
let cutOff = true;
let freshAt = 0;
let refusals = 0;
const samples = createSampleBatch(4096);

process.on('message', (message: 'report' | { window: string | null }) => {
  if (message === 'report') {
    const report = [...windows].map(([name, { latency, values }]) => ({
      name,
      values,
      p50Ms: latency.quantile(0.5),
      p95Ms: latency.quantile(0.95),
      p99Ms: latency.quantile(0.99),
    }));
    process.send!({ kind: 'report', windows: report, refusals });
    return;
  }
  if (message.window === null) open = undefined;
  else {
    open = windows.get(message.window) ?? { since: 0, latency: new LatencyHistogram(), values: 0 };
    open.since = Date.now();
    windows.set(message.window, open);
  }
});
process.on('disconnect', () => process.exit());
for (let i = 0; i < clients; i++) watch();
process.send!({ kind: 'ready' });

function watch(): void {
  const socket = io(address, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
  });
  socket.on('connect', () => {
    socket.emit(
      'subscribe',
      { scope: '*', rateHz, mode: 'batch', modelVersion: 0 },
      (answer: { ok: boolean }) => {
        if (!answer.ok) refusals++;
      },
    );
  });
  socket.on('disconnect', () => (cutOff = true));
  socket.on('frame', (bytes: Uint8Array) => onFrame(bytes));
}

function onFrame(bytes: Uint8Array): void {
  const frame = decodeFrame(bytes, samples);
  if (frame.type === 'snapshot') return;
  const now = Date.now();
  const { length, time } = samples;
  let newest = 0;
  let start = 0;
  for (let row = 1; row <= length; row++) {
    if (row < length && time[row] === time[start]) continue;
    newest = Math.max(newest, time[start]);
    if (open && time[start] >= open.since) {
      open.latency.add(now - time[start], row - start);
      open.values += row - start;
    }
    start = row;
  }
  if (now - newest >= FRESH_MS) return;
  if (cutOff || now - freshAt > GAP_MS) process.send!({ kind: 'fresh', at: now });
  cutOff = false;
  freshAt = now;
}
