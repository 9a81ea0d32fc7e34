import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { writeBenchPlant } from '../../server/bench/live/bench-plant.ts';
import { forkServer, running, sleep, stopProcess } from '../../server/bench/processes.ts';
import { plainStandIn } from '../../server/src/notices/stand-ins.ts';
import { ONE_OPERATOR } from './one-operator.ts';

export interface NoticeLatency {
  faults: number;
  told: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

const PASSWORD = 'bench harbour tulip 48';
const OVER_LIMIT = 999.9;
/** A value must be beyond its limit for this long, by the time of its source, before the alarm rises (default of the schema). */
const ON_DELAY_MS = 5000;
const GIVE_UP_MS = 60_000;

/**
 * From the publishing of the value that raises an alarm, its on-delay over, to the notice at its service: the whole product with
 * its embedded stores. Each machine fails once, at moments drawn beforehand.
 */
export async function noticeLatency(
  faults: number,
  random: () => number,
  meanPauseMs: number,
): Promise<NoticeLatency> {
  const folder = await mkdtemp(join(tmpdir(), 'linetwin-bench-'));
  const service = plainStandIn();
  await service.start();
  const equipment = await writeBenchPlant(join(folder, 'plant'), faults);
  const child = forkServer(
    { LINETWIN_DATA: join(folder, 'data'), LINETWIN_PLANT: join(folder, 'plant') },
    { silent: true },
  );
  try {
    let log = '';
    child.stdout!.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const { http, mqttPort } = await running(child);
    await setUp(http, /password (\S+) \(/.exec(log)![1], service.url);
    const client = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`);
    const publish = (machine: string, value: number, time = Date.now()) =>
      client.publishAsync(`${machine}/telemetry`, JSON.stringify({ time, values: { value_0: value } }), {
        qos: 1,
      });
    for (const machine of equipment) await publish(machine, 500);
    await sleep(2 * ON_DELAY_MS);
    const publishedAt = new Map<string, number>();
    for (const machine of equipment) {
      await sleep(-Math.log(1 - random()) * meanPauseMs);
      await publish(machine, OVER_LIMIT, Date.now() - ON_DELAY_MS);
      publishedAt.set(machine, Date.now());
      await publish(machine, OVER_LIMIT);
    }
    await client.endAsync();
    const until = Date.now() + GIVE_UP_MS;
    let latencies = latenciesOf(service.taken, publishedAt);
    while (latencies.length < faults && Date.now() < until) {
      await sleep(200);
      latencies = latenciesOf(service.taken, publishedAt);
    }
    latencies.sort((a, b) => a - b);
    const quantile = (q: number) =>
      latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))];
    return {
      faults,
      told: latencies.length,
      p50Ms: quantile(0.5),
      p95Ms: quantile(0.95),
      p99Ms: quantile(0.99),
    };
  } finally {
    await stopProcess(child);
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As an admin does it: signs in, takes a password of the own, and says who is told. */
async function setUp(http: string, first: string, url: string): Promise<void> {
  const headers = { origin: http, 'content-type': 'application/json' };
  const signIn = await fetch(`${http}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ login: 'admin', password: first }),
  });
  const cookie = signIn.headers.getSetCookie().map((one) => one.split(';')[0]);
  const put = async (path: string, body: object) => {
    const answer = await fetch(`${http}${path}`, {
      method: 'PUT',
      headers: { ...headers, cookie: cookie.join('; ') },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    const renewed = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
    if (renewed.length > 0) cookie.splice(0, cookie.length, ...renewed);
  };
  await put('/api/session/password', { before: first, after: PASSWORD });
  await put('/api/notices/setup', {
    ...ONE_OPERATOR,
    priority: 4,
    channels: [{ ...ONE_OPERATOR.channels[0], url }],
  });
}

/** A message may tell of several incidents; each counts from its own value. */
function latenciesOf(
  taken: readonly { at: number; body: Record<string, unknown> }[],
  publishedAt: ReadonlyMap<string, number>,
): number[] {
  const first = new Map<string, number>();
  for (const { at, body } of taken)
    for (const equipment of equipmentIn(body)) if (!first.has(equipment)) first.set(equipment, at);
  return [...first].flatMap(([equipment, at]) => {
    const from = publishedAt.get(equipment);
    return from === undefined ? [] : [at - from];
  });
}

function equipmentIn(body: Record<string, unknown>): string[] {
  const { notices, equipment } = body as { notices?: { equipment: string }[]; equipment?: string };
  return notices ? notices.map((one) => one.equipment) : equipment ? [equipment] : [];
}
