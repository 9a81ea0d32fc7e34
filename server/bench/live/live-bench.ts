import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countRows } from '../count-rows.ts';
import {
  ask,
  cpuSeconds,
  machineFacts,
  nextMessage,
  residentMb,
  sleep,
  startHelper,
  startServer,
  stopProcess,
} from '../processes.ts';
import { writeBenchPlant } from './bench-plant.ts';
import { measureDefaultLoad, type DefaultLoad } from './default-load.ts';

interface ClientReport {
  received: number[];
  folded: number;
  wireBytes: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

interface LoadResult extends Omit<ClientReport, 'received' | 'wireBytes'> {
  rate: number;
  clients: number;
  sent: number;
  acknowledged: number;
  /** Share of the sent values that every client got, of all clients together. */
  delivered: number;
  bytesPerValue: number;
  serverCores: number;
  serverRssMb: number;
  /** CPU microseconds of the server for one value at one client. */
  cpuUsPerDelivered: number;
}

const WARM_UP_S = 4;
/** Values on the way (frames of 50 ms, group commits) have arrived after this. */
const SETTLE_MS = 2000;
const helper = (name: string) => new URL(`./${name}.ts`, import.meta.url);

/** `npm run bench -- live`: see design section 9. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rate: { type: 'string', default: '80000' },
      clients: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '20' },
      machines: { type: 'string', default: '500' },
      skip: { type: 'string', multiple: true, default: [] },
    },
  });
  const rate = Number(values.rate);
  const clients = Number(values.clients);
  const seconds = Number(values.seconds);
  const skipped = new Set(values.skip);
  const folder = await mkdtemp(join(tmpdir(), 'linetwin-bench-'));
  try {
    const equipment = await writeBenchPlant(join(folder, 'plant'), Number(values.machines));
    console.log(
      `Load: ${rate} values/s in messages of 10, ${clients} clients, everything, batch at 20 Hz, ${seconds} s`,
    );
    const ours = await measureOurs(folder, equipment, rate, clients, seconds);
    printLoad('Linetwin', ours.load);
    console.log(`  stored in history: ${ours.storedRows} of ${ours.sentTotal} values sent`);
    const bare = skipped.has('bare')
      ? undefined
      : await measureBare(equipment, rate, clients, Math.min(seconds, 10));
    if (bare) printLoad('bare node process', bare);
    const highest = skipped.has('highest') ? undefined : await findHighest(folder, equipment);
    const defaultLoad = skipped.has('default') ? undefined : await measureDefaultLoad();
    if (defaultLoad) printDefault(defaultLoad);
    console.log(
      JSON.stringify({
        bench: 'live',
        rate,
        clients,
        delivered: ours.load.delivered,
        stored: ours.storedRows / ours.sentTotal,
        p50Ms: ours.load.p50Ms,
        p95Ms: ours.load.p95Ms,
        p99Ms: ours.load.p99Ms,
        bytesPerValue: round(ours.load.bytesPerValue),
        serverCores: round(ours.load.serverCores),
        serverRssMb: Math.round(ours.load.serverRssMb),
        bare: bare && {
          delivered: round(bare.delivered),
          p95Ms: bare.p95Ms,
          serverCores: round(bare.serverCores),
        },
        cpuPerValueVsBare: bare && round(ours.load.cpuUsPerDelivered / bare.cpuUsPerDelivered),
        highestRate20Clients: highest,
        defaultLoad,
        machine: machineFacts(),
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureOurs(
  folder: string,
  equipment: string[],
  rate: number,
  clients: number,
  seconds: number,
) {
  const data = await mkdtemp(join(folder, 'data-'));
  const server = await startServer({
    LINETWIN_DATA: data,
    LINETWIN_PLANT: join(folder, 'plant'),
    LINETWIN_ROLES: 'api,ingest',
  });
  const { load, sentTotal } = await measureLoad(
    server.pid,
    server.mqttPort,
    server.http,
    equipment,
    rate,
    clients,
    seconds,
    'linetwin',
  );
  await stopProcess(server.child);
  const storedRows = await countRows(join(data, 'history', 'history.duckdb'));
  await rm(data, { recursive: true });
  return { load, sentTotal, storedRows };
}

async function measureBare(
  equipment: string[],
  rate: number,
  clients: number,
  seconds: number,
): Promise<LoadResult> {
  const broker = startHelper(helper('bare-broker'), []);
  const { port: brokerPort } = await nextMessage<{ port: number }>(broker, 'ready');
  const server = startHelper(helper('bare-server'), [brokerPort]);
  const { port } = await nextMessage<{ port: number }>(server, 'ready');
  const { load } = await measureLoad(
    server.pid!,
    brokerPort,
    `http://127.0.0.1:${port}`,
    equipment,
    rate,
    clients,
    seconds,
    'bare',
  );
  server.kill('SIGKILL');
  broker.kill('SIGKILL');
  return load;
}

/** Raises the rate until a step no longer delivers and acknowledges everything in time. */
async function findHighest(folder: string, equipment: string[]): Promise<number> {
  let highest = 0;
  for (const rate of [100_000, 150_000, 200_000, 250_000, 300_000, 350_000, 400_000, 500_000]) {
    const { load, sentTotal, storedRows } = await measureOurs(folder, equipment, rate, 20, 8);
    const sustained =
      load.delivered >= 0.9999 &&
      load.folded === 0 &&
      storedRows === sentTotal &&
      load.p99Ms <= 1000 &&
      load.sent >= rate * 8 * 0.98;
    console.log(
      `  ${rate} values/s, 20 clients: ${sustained ? 'sustained' : 'not sustained'} ` +
        `(sent ${load.sent}, delivered ${(load.delivered * 100).toFixed(2)} %, stored ${storedRows}/${sentTotal}, p99 ${load.p99Ms} ms, server ${load.serverCores.toFixed(2)} cores)`,
    );
    if (!sustained) break;
    highest = rate;
  }
  return highest;
}

async function measureLoad(
  pid: number,
  mqttPort: number,
  http: string,
  equipment: string[],
  rate: number,
  clients: number,
  seconds: number,
  protocol: 'linetwin' | 'bare',
): Promise<{ load: LoadResult; sentTotal: number }> {
  const dashboards = startHelper(helper('live-clients'), [http, clients, 20, 'batch', protocol]);
  await nextMessage(dashboards, 'ready');
  const generator = startHelper(helper('load-generator'), [mqttPort, equipment, rate]);
  await nextMessage(generator, 'ready');
  generator.send('start');
  await sleep(WARM_UP_S * 1000);
  const before = await ask<Counts>(generator, 'count', 'count');
  dashboards.send('reset');
  await nextMessage(dashboards, 'reset');
  const cpuBefore = cpuSeconds(pid);
  const began = performance.now();
  await sleep(seconds * 1000);
  const elapsedS = (performance.now() - began) / 1000;
  const cores = (cpuSeconds(pid) - cpuBefore) / elapsedS;
  const rss = residentMb(pid);
  const during = await ask<ClientReport>(dashboards, 'report', 'report');
  const at = await ask<Counts>(generator, 'count', 'count');
  generator.send('stop');
  const after = await nextMessage<Counts>(generator, 'stopped');
  await sleep(SETTLE_MS);
  const report = await ask<ClientReport>(dashboards, 'report', 'report');
  dashboards.kill('SIGKILL');
  generator.kill('SIGKILL');
  const sent = (at.sent - before.sent) * 10;
  // Values sent before the reset that arrived after it make up to one frame interval; over the whole tail
  // everything sent since must have arrived.
  const due = (after.sent - before.sent) * 10;
  const least = Math.min(...report.received);
  const deliveredDuring = during.received.reduce((sum, count) => sum + count, 0);
  return {
    sentTotal: after.acknowledged * 10,
    load: {
      rate,
      clients,
      sent,
      acknowledged: (after.acknowledged - before.acknowledged) * 10,
      delivered: Math.min(1, least / due),
      folded: report.folded,
      bytesPerValue: during.wireBytes / Math.max(1, deliveredDuring),
      p50Ms: report.p50Ms,
      p95Ms: report.p95Ms,
      p99Ms: report.p99Ms,
      serverCores: cores,
      serverRssMb: rss,
      cpuUsPerDelivered: ((cores * elapsedS) / Math.max(1, deliveredDuring)) * 1e6,
    },
  };
}

interface Counts {
  sent: number;
  acknowledged: number;
  heldBack: number;
}

function printLoad(name: string, load: LoadResult): void {
  console.log(
    `${name}\n  delivered ${(load.delivered * 100).toFixed(2)} % of ${load.sent} values to each of ${load.clients} clients, folded ${load.folded}\n` +
      `  latency p50 ${load.p50Ms} ms, p95 ${load.p95Ms} ms, p99 ${load.p99Ms} ms\n` +
      `  ${load.bytesPerValue.toFixed(2)} bytes per value on the wire\n` +
      `  server ${load.serverCores.toFixed(2)} cores, ${load.serverRssMb.toFixed(0)} MB, ${load.cpuUsPerDelivered.toFixed(4)} µs CPU per delivered value`,
  );
}

function printDefault(load: DefaultLoad): void {
  console.log(
    `Default load (both lines, speed 1, bursts on, 20 clients at 10 Hz)\n` +
      `  server, worker and embedded stores: ${load.cores.toFixed(3)} cores, ${load.rssMb.toFixed(0)} MB\n` +
      `  publish to client p50 ${load.p50Ms} ms, p95 ${load.p95Ms} ms, p99 ${load.p99Ms} ms\n` +
      `  running ${(load.startMs / 1000).toFixed(1)} s after start, first live page ${load.firstFrameMs === null ? 'not measured (no Chromium)' : `${(load.firstFrameMs / 1000).toFixed(1)} s`}`,
  );
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
