import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InfluxServer, installedProgram } from '@linetwin/testing';
import { InfluxClient } from '../../src/history/influx/influx-client.ts';
import { countRows } from '../count-rows.ts';
import { writeBenchPlant } from '../live/bench-plant.ts';
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

const LOAD_GENERATOR = new URL('../live/load-generator.ts', import.meta.url);
const SAMPLE_MS = 5000;
/** Memory is compared from here on: by then code is compiled and buffers have their size. */
const SETTLED_SHARE = 0.2;
const DATABASE = 'linetwin';
const COUNT_TIMEOUT_MS = 600_000;

interface Counts {
  sent: number;
  acknowledged: number;
}

interface Load {
  rate: number;
  seconds: number;
  equipment: string[];
}

/** `npm run bench -- sustained`: the whole way from MQTT into each store for minutes, with what waits and the memory it takes. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rate: { type: 'string', default: '150000' },
      seconds: { type: 'string', default: '600' },
      machines: { type: 'string', default: '1500' },
      only: { type: 'string' },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'linetwin-bench-'));
  const stores: Record<string, unknown> = {};
  try {
    const equipment = await writeBenchPlant(join(folder, 'plant'), Number(values.machines));
    const load = { rate: Number(values.rate), seconds: Number(values.seconds), equipment };
    if (values.only !== 'influxdb') stores.duckdb = await intoDuckDb(folder, load);
    if (values.only !== 'duckdb') {
      if (installedProgram('influxd')) stores.influxdb = await intoInfluxDb(folder, load);
      else console.log('InfluxDB: not installed (package "influxdb"), left out');
    }
    const { rate, seconds } = load;
    console.log(JSON.stringify({ bench: 'sustained', rate, seconds, stores, machine: machineFacts() }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function intoDuckDb(folder: string, load: Load) {
  const data = await mkdtemp(join(folder, 'data-'));
  const figures = await measure(folder, data, load, {});
  const stored = await countRows(join(data, 'history', 'history.duckdb'));
  await rm(data, { recursive: true });
  return report('DuckDB', { ...figures, stored });
}

async function intoInfluxDb(folder: string, load: Load) {
  const data = await mkdtemp(join(folder, 'data-'));
  const influx = await InfluxServer.start();
  try {
    const figures = await measure(folder, data, load, { INFLUX_URL: influx.url, INFLUX_DATABASE: DATABASE });
    const client = new InfluxClient({ url: influx.url, database: DATABASE, gzip: false });
    const [{ values }] = await client.query('SELECT count("value") FROM "sample"', COUNT_TIMEOUT_MS);
    client.close();
    return report('InfluxDB', { ...figures, stored: Number(values[0][1]) });
  } finally {
    await influx.stop();
    await rm(data, { recursive: true });
  }
}

async function measure(
  folder: string,
  data: string,
  { rate, seconds, equipment }: Load,
  environment: Record<string, string>,
) {
  const server = await startServer({
    LINETWIN_DATA: data,
    LINETWIN_PLANT: join(folder, 'plant'),
    LINETWIN_ROLES: 'api,ingest',
    ...environment,
  });
  let generator: ChildProcess | undefined;
  try {
    generator = startHelper(LOAD_GENERATOR, [server.mqttPort, equipment, rate]);
    await nextMessage(generator, 'ready');
    generator.send('start');
    const cpuBefore = cpuSeconds(server.pid);
    const began = performance.now();
    const samples: { atS: number; rssMb: number; waiting: number }[] = [];
    while (performance.now() - began < seconds * 1000) {
      await sleep(SAMPLE_MS);
      const waiting = await figure(server.http, 'linetwin_spool_batches');
      samples.push({ atS: (performance.now() - began) / 1000, rssMb: residentMb(server.pid), waiting });
    }
    const elapsedS = (performance.now() - began) / 1000;
    const cores = (cpuSeconds(server.pid) - cpuBefore) / elapsedS;
    const { acknowledged } = await ask<Counts>(generator, 'count', 'count');
    generator.send('stop');
    const after = await nextMessage<Counts>(generator, 'stopped');
    const stopped = performance.now();
    while ((await figure(server.http, 'linetwin_spool_batches')) > 0) await sleep(200);
    const settled = samples.filter(({ atS }) => atS >= seconds * SETTLED_SHARE);
    const third = Math.ceil(settled.length / 3);
    const mean = (list: typeof settled) => list.reduce((sum, { rssMb }) => sum + rssMb, 0) / list.length;
    return {
      valuesPerS: Math.round((acknowledged * 10) / elapsedS),
      acknowledged: after.acknowledged * 10,
      serverCores: Math.round(cores * 100) / 100,
      /** Mean of the first and of the last third after settling, MB, and the most seen. */
      rssMb: {
        first: Math.round(mean(settled.slice(0, third))),
        last: Math.round(mean(settled.slice(-third))),
      },
      mostRssMb: Math.round(Math.max(...samples.map(({ rssMb }) => rssMb))),
      mostBatchesWaiting: Math.max(...samples.map(({ waiting }) => waiting)),
      lastBatchesWaiting: samples.at(-1)!.waiting,
      drainedS: Math.round((performance.now() - stopped) / 100) / 10,
    };
  } finally {
    generator?.kill('SIGKILL');
    await stopProcess(server.child);
  }
}

/** A figure of the running server. */
async function figure(http: string, name: string): Promise<number> {
  const text = await (await fetch(`${http}/api/metrics`)).text();
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`the server has no figure ${name}`);
  return Number(value);
}

type Figures = Awaited<ReturnType<typeof measure>> & { stored: number };

function report(store: string, figures: Figures): Figures {
  const { valuesPerS, acknowledged, stored, serverCores, rssMb, mostRssMb, drainedS } = figures;
  console.log(
    `${store}: ${valuesPerS} values/s, stored ${stored} of ${acknowledged} acknowledged, server ${serverCores} cores\n` +
      `  memory ${rssMb.first} MB early, ${rssMb.last} MB late, most ${mostRssMb} MB; ` +
      `batches waiting at most ${figures.mostBatchesWaiting}, in the end ${figures.lastBatchesWaiting}, gone after ${drainedS} s`,
  );
  return figures;
}
