import { mkdtemp, rm } from 'node:fs/promises';
import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeBenchPlant } from '../live/bench-plant.ts';
import { startSimulators } from '../live/default-load.ts';
import { LatencyHistogram } from '../live/latency-histogram.ts';
import {
  cpuSeconds,
  machineFacts,
  nextMessage,
  residentMb,
  sleep,
  startHelper,
  startServer,
  stopProcess,
  type RunningServer,
} from '../processes.ts';

interface ClientReport {
  received: number[];
  frames: number;
  folded: number;
  wireBytes: number;
  latency: [number, number][];
  waiting: [number, number][];
  sending: [number, number][];
}

const WARM_UP_S = 10;
/** Of the loads that are not the lines: about as many values as both of them publish. */
const MACHINES = 110;
const VALUES_PER_S = 1100;
const CYCLE_MS = 1000;

/** `npm run bench -- dashboards`: many dashboards on one server process, everything, newest values, at 2 Hz if nothing else is said. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      clients: { type: 'string', default: '1000' },
      /** Frames a second that each asks for. */
      rate: { type: 'string', default: '2' },
      seconds: { type: 'string', default: '40' },
      processes: { type: 'string', default: '4' },
      /** `lines`: both simulated lines. As many values, `even`: spread over the second, or `step`: all machines at once each second. */
      load: { type: 'string', default: 'lines' },
      /** Writes a CPU profile of the server into this folder. */
      profile: { type: 'string' },
    },
  });
  const clients = Number(values.clients);
  const rateHz = Number(values.rate);
  const seconds = Number(values.seconds);
  const folder = await mkdtemp(join(tmpdir(), 'linetwin-bench-'));
  const helpers: ChildProcess[] = [];
  let server: RunningServer | undefined;
  try {
    if (!['lines', 'even', 'step'].includes(values.load)) throw new Error('--load is lines, even or step');
    const generated = values.load !== 'lines';
    const equipment = generated ? await writeBenchPlant(join(folder, 'plant'), MACHINES) : [];
    server = await startServer(
      {
        LINETWIN_DATA: join(folder, 'data'),
        LINETWIN_ROLES: 'api,ingest',
        ...(generated && { LINETWIN_PLANT: join(folder, 'plant') }),
      },
      values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
    );
    const model = (await (await fetch(`${server.http}/api/model`)).json()) as { version: number };
    const dashboards = Array.from({ length: Number(values.processes) }, (_, i) =>
      startHelper(new URL('../live/live-clients.ts', import.meta.url), [
        server!.http,
        shareOf(clients, Number(values.processes), i),
        rateHz,
        'latest',
        'linetwin',
        model.version,
      ]),
    );
    helpers.push(...dashboards);
    const opening = performance.now();
    await Promise.all(dashboards.map((one) => nextMessage(one, 'ready')));
    const openedS = (performance.now() - opening) / 1000;
    if (generated) {
      const generator = startHelper(new URL('../live/load-generator.ts', import.meta.url), [
        server.mqttPort,
        equipment,
        VALUES_PER_S,
        values.load === 'step' ? CYCLE_MS : 0,
      ]);
      helpers.push(generator);
      await nextMessage(generator, 'ready');
      generator.send('start');
    } else helpers.push(startSimulators(server.mqttPort));
    await sleep(WARM_UP_S * 1000);
    await Promise.all(dashboards.map((one) => ask(one, 'reset')));
    const cpuBefore = cpuSeconds(server.pid);
    const began = performance.now();
    await sleep(seconds * 1000);
    const elapsedS = (performance.now() - began) / 1000;
    const serverCores = (cpuSeconds(server.pid) - cpuBefore) / elapsedS;
    const serverRssMb = residentMb(server.pid);
    const reports = await Promise.all(dashboards.map((one) => ask<ClientReport>(one, 'report')));
    const latency = merged(reports.map((report) => report.latency));
    const waiting = merged(reports.map((report) => report.waiting));
    const sending = merged(reports.map((report) => report.sending));
    const received = reports.flatMap((report) => report.received);
    const frames = sum(reports.map((report) => report.frames));
    const result = {
      bench: 'dashboards',
      clients,
      rateHz,
      load: values.load,
      ...quantiles(latency),
      /** Of that, from publish to the frame: a value that just missed one waits for the next. */
      waiting: quantiles(waiting),
      /** And from the making of a frame to its arrival. */
      sending: quantiles(sending),
      frames,
      framesPerClientS: rounded(frames / clients / elapsedS),
      valuesPerClientS: rounded(sum(received) / clients / elapsedS),
      /** The client that got the fewest values, over the mean. */
      fairness: rounded(Math.min(...received) / (sum(received) / clients)),
      folded: sum(reports.map((report) => report.folded)),
      openedS: rounded(openedS),
      serverCores: rounded(serverCores),
      serverRssMb: Math.round(serverRssMb),
      machine: machineFacts(),
    };
    // Two readings of "how late", beside each other: which one a promise means must be said.
    const turnMs = 1000 / rateHz;
    console.log(
      `${clients} dashboards, everything, latest at ${rateHz} Hz, ${elapsedS.toFixed(0)} s, opened within ${openedS.toFixed(1)} s\n` +
        `  a value, from its publish to the client: p50 ${result.p50Ms} ms, p95 ${result.p95Ms} ms, p99 ${result.p99Ms} ms\n` +
        `    of that it waits for the next frame: p50 ${result.waiting.p50Ms} ms, p95 ${result.waiting.p95Ms} ms (frames are at least ${turnMs} ms apart: of values that come evenly, 95 % within ${0.95 * turnMs} ms at best)\n` +
        `  a frame, from its making to the client: p50 ${result.sending.p50Ms} ms, p95 ${result.sending.p95Ms} ms, p99 ${result.sending.p99Ms} ms\n` +
        `  ${frames} frames delivered, ${result.framesPerClientS} a second and client, ${result.valuesPerClientS} values; least over mean ${result.fairness}\n` +
        `  server ${result.serverCores} cores, ${result.serverRssMb} MB`,
    );
    console.log(JSON.stringify(result));
  } finally {
    for (const helper of helpers) helper.kill('SIGKILL');
    if (server) await stopProcess(server.child);
    await rm(folder, { recursive: true, force: true });
  }
}

function shareOf(clients: number, processes: number, i: number): number {
  return Math.floor(clients / processes) + (i < clients % processes ? 1 : 0);
}

function ask<T>(child: ChildProcess, question: string): Promise<T> {
  const reply = nextMessage<T>(child, question);
  child.send(question);
  return reply;
}

function merged(counts: readonly [number, number][][]): LatencyHistogram {
  const all = new LatencyHistogram();
  for (const one of counts) all.addCounts(one);
  return all;
}

function quantiles(latency: LatencyHistogram): { p50Ms: number; p95Ms: number; p99Ms: number } {
  return { p50Ms: latency.quantile(0.5), p95Ms: latency.quantile(0.95), p99Ms: latency.quantile(0.99) };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
