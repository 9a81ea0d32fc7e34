import { mkdtemp, rm } from 'node:fs/promises';
import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { STATE_VERDICTS, type LoggedState, type StateProof, type StateVerdict } from '@linetwin/contracts';
import { readPlantFolder } from '@linetwin/model/node';
import { SignalSource } from '../history/signal-source.ts';
import { startSimulators } from '../live/default-load.ts';
import {
  ask,
  machineFacts,
  nextMessage,
  residentMb,
  sleep,
  startHelper,
  startServer,
  stopProcess,
  type RunningServer,
} from '../processes.ts';
import { CursorClient } from './cursor-client.ts';
import { writeMonth, type Month } from './month-of-both-lines.ts';

const PLANT = fileURLToPath(new URL('../../../plants/liaocheng', import.meta.url));
const WARM_UP_S = 20;
const MEASURED_S = 40;
/** What three engineers do at once: how far back, in shares of the days, and how fast. */
const ENGINEERS = [
  { back: 0.02, speed: 1 },
  { back: 0.15, speed: 60 },
  { back: 0.9, speed: 600 },
];
/** An instant is in the log this long after it, at the latest. */
const LOGGED_AFTER_S = 25;
const PROOFS_AT_ONCE = 3;

interface Latency {
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/**
 * `npm run bench -- replay`: a server with thirty days of both lines in its stores and both lines running. Seeks to any instant of the
 * days, three engineers at three times beside a live screen, and states of what ran live, as a replay shows them, against the hashes logged.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      days: { type: 'string', default: '30' },
      /** Of the last hours every second is written, as long as the product keeps it; of the time before a value a minute. */
      'raw-hours': { type: 'string', default: '168' },
      seeks: { type: 'string', default: '300' },
      states: { type: 'string', default: '1000' },
      /** Time that both lines run, at least; states are logged once a second of it. */
      'live-s': { type: 'string', default: '540' },
      seed: { type: 'string', default: '1' },
    },
  });
  const seed = Number(values.seed);
  const rawHours = Number(values['raw-hours']);
  const rawDays = Math.ceil(rawHours / 24);
  const data = await mkdtemp(join(tmpdir(), 'linetwin-bench-'));
  const helpers: ChildProcess[] = [];
  const engineers: CursorClient[] = [];
  let server: RunningServer | undefined;
  try {
    const model = await readPlantFolder(PLANT);
    const writing = performance.now();
    const month = await writeMonth(data, model, {
      days: Number(values.days),
      rawHours,
      rawDays,
      seed,
    });
    const writtenS = Math.round((performance.now() - writing) / 1000);
    console.log(
      `${values.days} days of ${model.signals.length} signals, every second of the last ${rawHours} h: ${month.values} values, ${month.alarms} alarms, written in ${writtenS} s`,
    );
    server = await startServer({
      LINETWIN_DATA: data,
      LINETWIN_RAW_DAYS: String(rawDays),
      LINETWIN_STATE_LOG_S: '1',
    });
    helpers.push(startSimulators(server.mqttPort));
    const began = performance.now();
    const screen = startHelper(new URL('../live/live-clients.ts', import.meta.url), [
      server.http,
      1,
      10,
      'latest',
      'linetwin',
      model.version,
    ]);
    helpers.push(screen);
    await nextMessage(screen, 'ready');
    await sleep(WARM_UP_S * 1000);
    const alone = await liveLatency(screen, MEASURED_S);

    const random = new SignalSource(1, seed + 2);
    const seeker = new CursorClient(server.http);
    engineers.push(seeker);
    const seeks = await seekAnywhere(seeker, month, random, Number(values.seeks), model.version);
    seeker.close();

    for (const { back, speed } of ENGINEERS) {
      const engineer = new CursorClient(server.http);
      engineers.push(engineer);
      const at = month.to - back * (month.to - month.from);
      await engineer.open({ at, speed, playing: true }, model.version);
    }
    const playing = engineers.slice(1);
    const before = playing.map(({ at }) => at);
    const beside = await liveLatency(screen, MEASURED_S);
    const paces = playing.map(({ at }, i) => rounded((at - before[i]) / 1000 / MEASURED_S));
    const serverRssMb = Math.round(residentMb(server.pid));
    for (const engineer of engineers) engineer.close();

    await sleep(Math.max(0, Number(values['live-s']) * 1000 - (performance.now() - began)));
    const ranTo = Date.now();
    await sleep(LOGGED_AFTER_S * 1000);
    const lines = model.lines.map(({ id }) => id);
    const states = await compareStates(server.http, lines, ranTo, random, Number(values.states));

    const result = {
      bench: 'replay',
      days: Number(values.days),
      rawHours,
      signals: model.signals.length,
      values: month.values,
      alarms: month.alarms,
      seeks: seeks.all,
      seeksOfRows: seeks.rows,
      seeksOfMinutes: seeks.minutes,
      states,
      engineers: ENGINEERS.map(({ speed }, i) => ({ speed, pace: paces[i], frames: playing[i].frames })),
      liveAlone: alone,
      liveBesideThree: beside,
      serverRssMb,
      seed,
      machine: machineFacts(),
    };
    console.log(
      `  seek to any instant: ${line(seeks.all)}\n` +
        `    where every value is kept: ${line(seeks.rows)}; where minutes are kept: ${line(seeks.minutes)}\n` +
        `  states of what ran live: ${states.compared} compared at random of ${states.logged} logged, ` +
        STATE_VERDICTS.map((one) => `${one} ${states.verdicts[one] ?? 0}`).join(', ') +
        `; p95 ${states.p95Ms} ms each\n` +
        `  three engineers at once: ${result.engineers.map((one) => `${one.speed}x went at ${one.pace}x`).join(', ')}\n` +
        `  live screen, publish to client: alone p95 ${alone.p95Ms} ms, beside the three p95 ${beside.p95Ms} ms; server ${serverRssMb} MB`,
    );
    console.log(JSON.stringify(result));
  } finally {
    for (const engineer of engineers) engineer.close();
    for (const helper of helpers) helper.kill('SIGKILL');
    if (server) await stopProcess(server.child);
    await rm(data, { recursive: true, force: true });
  }
}

async function liveLatency(screen: ChildProcess, seconds: number): Promise<Latency> {
  await ask(screen, 'reset', 'reset');
  await sleep(seconds * 1000);
  const { p50Ms, p95Ms, p99Ms } = await ask<Latency>(screen, 'report', 'report');
  return { p50Ms: rounded(p50Ms), p95Ms: rounded(p95Ms), p99Ms: rounded(p99Ms) };
}

async function seekAnywhere(
  seeker: CursorClient,
  { from, to, rawFrom }: Month,
  random: SignalSource,
  count: number,
  modelVersion: number,
) {
  await seeker.open({ at: to - 60_000 }, modelVersion);
  const seeks: { at: number; ms: number }[] = [];
  for (let i = 0; i < count; i++) {
    const at = Math.floor(from + random.random() * (to - from));
    seeks.push({ at, ms: await seeker.seek(at) });
  }
  return {
    all: spread(seeks.map(({ ms }) => ms)),
    rows: spread(seeks.filter(({ at }) => at >= rawFrom).map(({ ms }) => ms)),
    minutes: spread(seeks.filter(({ at }) => at < rawFrom).map(({ ms }) => ms)),
  };
}

/** @param ranTo only instants up to this are taken */
async function compareStates(
  http: string,
  lines: readonly string[],
  ranTo: number,
  random: SignalSource,
  wanted: number,
) {
  const logs = await Promise.all(
    lines.map((id) =>
      answerOf<LoggedState[]>(`${http}/api/replay/state-log?line=${id}&from=0&to=${ranTo}&limit=10000`),
    ),
  );
  const left = logs.flat();
  const logged = left.length;
  const verdicts: Partial<Record<StateVerdict, number>> = {};
  const times: number[] = [];
  const compareSome = async () => {
    while (times.length < wanted && left.length > 0) {
      const [{ line: id, at }] = left.splice(Math.floor(random.random() * left.length), 1);
      const began = performance.now();
      const { verdict } = await answerOf<StateProof>(`${http}/api/replay/state?line=${id}&at=${at}`);
      times.push(performance.now() - began);
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: PROOFS_AT_ONCE }, compareSome));
  return { logged, compared: times.length, verdicts, p95Ms: spread(times).p95Ms };
}

async function answerOf<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

function spread(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => rounded(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN);
  return { count: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), slowestMs: at(1) };
}

function line({ count, p50Ms, p95Ms, slowestMs }: ReturnType<typeof spread>): string {
  return `${count}, p50 ${p50Ms} ms, p95 ${p95Ms} ms, slowest ${slowestMs} ms`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
