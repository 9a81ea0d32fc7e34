import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  decodeBurst,
  type CursorState,
  type HistoryAnswer,
  type KeptBurst,
  type ReplayAnswer,
  type RunLabel,
  type RunSummary,
  type StartRun,
  type StatisticsAnswer,
  type ValuesAnswer,
} from '@linetwin/contracts';
import { eventually } from '@linetwin/testing';
import { audited, firstAdmin, signedIn } from './backup-steps.ts';
import { LiveClient } from './live-client.ts';
import { TestServer } from './test-server.ts';

const ROOT = join(import.meta.dirname, '../..');
const environment = {
  LINETWIN_PLANT: join(ROOT, 'plants/liaocheng'),
  LINETWIN_SIMULATOR: join(ROOT, 'simulators/src/main.ts'),
};
const CHILLER = 'liaocheng/welding/weld-1/L07-A';
const BEGIN = Date.parse('2026-01-05T00:00:00+08:00');
const MINUTE = 60_000;

const scenario = `name: filter
faults:
  - { fault: chiller-filter-clog, equipment: L07-A, onset: 4min, end: 8min, severity: 1.2, growth: step }
`;
const story = (rest: Partial<StartRun> = {}): StartRun => ({
  scenario,
  lines: ['weld-1'],
  seed: 7,
  beginAt: BEGIN,
  durationS: 600,
  cycleS: 5,
  speed: null,
  ...rest,
});

let server: TestServer;
let admin: Awaited<ReturnType<typeof firstAdmin>>;

beforeAll(async () => {
  server = await TestServer.start({ environment });
  admin = await firstAdmin(server, 'Qv7-harbor-tulip-48');
}, 90_000);

afterAll(() => server?.stop(), 30_000);

async function ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
  const { status, body: answer } = await admin.ask(method, `/api/${path}`, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
  return answer as T;
}

const ended = (id: string) =>
  eventually(
    'the run',
    () => ask<RunSummary>('GET', `runs/${id}`),
    ({ state }) => state !== 'queued' && state !== 'running',
    90_000,
  );
const dp = async (id: string) =>
  (
    await ask<HistoryAnswer>(
      'GET',
      `runs/${id}/history?signals=${CHILLER}/filter_dp&from=${BEGIN}&to=${BEGIN + 10 * MINUTE}&points=20`,
    )
  ).series[0];
const meanFrom = ({ time, mean }: HistoryAnswer['series'][number], from: number, to: number) => {
  const within = mean.filter((_, i) => time[i] >= BEGIN + from * MINUTE && time[i] < BEGIN + to * MINUTE);
  return within.reduce((sum, value) => sum + value, 0) / within.length;
};

test('a scenario is simulated in the background, and its values, figures and labels are told apart from the plant', async () => {
  const asked = await ask<RunSummary>('POST', 'runs', story());
  expect(asked).toMatchObject({ state: 'queued', kind: 'simulated', seed: 7, scenario: { name: 'filter' } });
  const done = await ended(asked.id);
  expect(done).toMatchObject({ state: 'done', detail: null, progress: 1, hasValues: true, hasLabels: true });
  expect(done.figures!.values).toBeGreaterThan(5000);
  expect(done.figures!.refused).toBe(0);
  expect(done.figures!.lines[0].kwh).toBeGreaterThan(1);
  expect(done.bytes).toBeGreaterThan(10_000);

  const series = await dp(asked.id);
  expect(meanFrom(series, 5, 8)).toBeGreaterThan(1.5 * meanFrom(series, 1, 4));
  expect(await ask<RunLabel[]>('GET', `runs/${asked.id}/labels`)).toEqual([
    {
      label: 'chiller-filter-clog',
      equipment: CHILLER,
      component: null,
      signal: null,
      from: BEGIN + 4 * MINUTE,
      to: BEGIN + 8 * MINUTE,
      severity: 1.2,
    },
  ]);
  const range = `from=${BEGIN}&to=${BEGIN + 10 * MINUTE}`;
  const signals = `signals=${CHILLER}/filter_dp&${range}`;
  const raw = await ask<ValuesAnswer>(
    'GET',
    `runs/${asked.id}/history/values?signal=${CHILLER}/filter_dp&${range}`,
  );
  const known = raw.value.filter((value) => value !== null);
  const figures = await ask<StatisticsAnswer>('GET', `runs/${asked.id}/history/statistics?${signals}`);
  expect(figures.series[0]).toMatchObject({ count: known.length, max: Math.max(...known), gapShare: 0 });
  const file = await fetch(`${server.http}/api/runs/${asked.id}/history/export?${signals}&format=csv`, {
    headers: { cookie: admin.cookie },
  });
  expect((await file.text()).trim().split('\n').length - 1).toBe(raw.time.length);
  const list = JSON.stringify(await ask('GET', 'runs'));
  expect(list).not.toMatch(/chiller-filter-clog/);
  // The plant itself has heard nothing of it.
  const plant = await ask<HistoryAnswer>(
    'GET',
    `history?signals=${CHILLER}/filter_dp&from=${BEGIN}&to=${BEGIN + 10 * MINUTE}`,
  );
  expect(plant.series[0].time).toEqual([]);
  expect(await audited(admin, 'run.start')).toMatchObject([{ subject: asked.id, outcome: 'done' }]);
}, 120_000);

test('a run has bursts of its vibration sensors, each as the machine sent it', async () => {
  const [run] = await ask<RunSummary[]>('GET', 'runs');
  const path = `runs/${run.id}/bursts`;
  const kept = await ask<KeptBurst[]>('GET', `${path}?equipment=${CHILLER}`);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.map(({ time }) => time)).toEqual(kept.map(({ time }) => time).sort((a, b) => b - a));
  const [{ channel, time, bytes }] = kept;
  expect(kept[0]).toEqual({ equipment: CHILLER, channel: 'vibration', time, bytes });
  expect(time).toBeGreaterThan(BEGIN);
  expect(time).toBeLessThan(run.endAt);
  const before = kept.at(-1)!.time - 1;
  expect(await ask('GET', `${path}?equipment=${CHILLER}&at=${before}`)).toEqual([]);

  const query = new URLSearchParams({ equipment: CHILLER, channel, time: String(time) });
  const raw = await fetch(`${server.http}/api/${path}/raw?${query}`, { headers: { cookie: admin.cookie } });
  const burst = decodeBurst(new Uint8Array(await raw.arrayBuffer()));
  expect(burst).toMatchObject({ channel, time, sampleRateHz: 25_600, unit: 'm/s2' });
  expect(burst.samples).toHaveLength(4 * 25_600);
  query.set('time', String(time + 1));
  await expect(ask('GET', `${path}/raw?${query}`)).rejects.toThrow(/404.*has no burst/);
});

test('a branch has the same past, and another future', async () => {
  const [parent] = await ask<RunSummary[]>('GET', 'runs');
  const at = BEGIN + 6 * MINUTE;
  const cured = scenario.replace('end: 8min', 'end: 6min');
  const branchOf = { run: parent.id, at };
  const other = story({ scenario: cured.replace('4min', '3min'), branchOf });
  await expect(ask('POST', 'runs', other)).rejects.toThrow(/may differ only from its instant on/);
  await expect(ask('POST', 'runs', story({ scenario: cured, seed: 8, branchOf }))).rejects.toThrow(/seed/);
  const branch = await ask<RunSummary>('POST', 'runs', story({ scenario: cured, branchOf }));
  expect(await ended(branch.id)).toMatchObject({ state: 'done', branchOf });
  const [was, is] = [await dp(parent.id), await dp(branch.id)];
  const past = (series: typeof was) => series.mean.filter((_, i) => series.time[i] < at - MINUTE);
  expect(past(is)).toEqual(past(was));
  expect(meanFrom(is, 7, 8)).toBeLessThan(0.8 * meanFrom(was, 7, 8));
}, 120_000);

test('a run is shown by a replay, with its values and alarms as they stood, up to its end', async () => {
  const run = (await ask<RunSummary[]>('GET', 'runs')).find(({ branchOf }) => branchOf === null)!;
  const person = new LiveClient(server.http, { cookie: admin.cookie });
  const cursors: CursorState[] = [];
  person.socket.on('cursor', (state) => cursors.push(state));
  const replay = (request: object): Promise<ReplayAnswer> =>
    person.socket.timeout(10_000).emitWithAck('replay', { scope: '*', rateHz: 10, at: BEGIN, ...request });
  try {
    expect(await replay({ run: 'nope' })).toEqual({
      ok: false,
      error: 'run: There is no run "nope".',
      words: { text: 'no-run', values: {} },
    });
    const at = BEGIN + 7.5 * MINUTE;
    expect(await replay({ run: run.id, at })).toMatchObject({ ok: true, cursor: { latest: run.endAt } });
    const { items } = person.arrivals;
    const told = items.find((one) => one.kind === 'model')!;
    const clogged = told.model.signals.findIndex(({ address }) => address === `${CHILLER}/filter_dp`);
    const shown = person.frames()[0].rows.find(([signal]) => signal === clogged)!;
    const series = await dp(run.id);
    const bucket = series.time.findLastIndex((time) => time <= at);
    expect(shown[2]).toBeGreaterThanOrEqual(series.min[bucket]);
    expect(shown[2]).toBeLessThanOrEqual(series.max[bucket]);
    const { snapshot } = items.find((one) => one.kind === 'records')!;
    const exceeded = run.figures!.alarms.filter(({ signal }) => signal === `${CHILLER}/filter_dp`);
    expect(exceeded).not.toEqual([]);
    expect(snapshot.alarms).toEqual(
      expect.arrayContaining(exceeded.map(({ signal, limit }) => expect.objectContaining({ signal, limit }))),
    );
    await person.socket.timeout(10_000).emitWithAck('steer', { do: 'speed', speed: 600 });
    await person.socket.timeout(10_000).emitWithAck('steer', { do: 'play' });
    await eventually(
      'its end',
      () => cursors.at(-1)?.at,
      (now) => now === run.endAt,
    );
  } finally {
    person.close();
  }
}, 60_000);

test('mistakes are told with line and field, and what waits is bounded', async () => {
  await expect(
    ask('POST', 'runs', story({ scenario: 'name: x\nfaults:\n  - { fault: nope }' })),
  ).rejects.toThrow(/409 .*3: faults\.0\.fault/);
  await expect(ask('POST', 'runs', story({ lines: ['nope'] }))).rejects.toThrow(/no line \\"nope/);
});

test('a run that the end of the server interrupts is marked failed, and what waits runs after the start', async () => {
  const slow = await ask<RunSummary>('POST', 'runs', story({ durationS: 86_400, speed: 10 }));
  const waiting = await ask<RunSummary>('POST', 'runs', story({ durationS: 60 }));
  await eventually(
    'the progress',
    () => ask<RunSummary>('GET', `runs/${slow.id}`),
    ({ state }) => state === 'running',
    60_000,
  );
  const { folder } = server;
  await server.killWithHelpers();
  server = await TestServer.start({ folder, environment });
  admin = await signedIn(server, 'Qv7-harbor-tulip-48');
  expect(await ask('GET', `runs/${slow.id}`)).toMatchObject({ state: 'failed', reason: 'interrupted' });
  expect(existsSync(join(folder, 'data/runs', slow.id))).toBe(false);
  expect(await ended(waiting.id)).toMatchObject({ state: 'done' });

  const again = await ask<RunSummary>('POST', 'runs', story({ durationS: 86_400, speed: 10 }));
  await ask('POST', `runs/${again.id}/cancel`);
  expect(await ended(again.id)).toMatchObject({ state: 'cancelled', reason: 'asked', hasValues: false });
  await ask('DELETE', `runs/${again.id}`);
  await expect(ask('GET', `runs/${again.id}`)).rejects.toThrow(/404/);
}, 180_000);
