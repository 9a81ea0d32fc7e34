import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Alarm, Finding } from '@linetwin/contracts';
import { ModelIndex, PACKML_STATES } from '@linetwin/model';
import { samplesOf, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { EventBus } from '../../events.ts';
import { InMemoryHistory } from '../../history/in-memory-history.ts';
import { InMemoryJobQueue } from '../../jobs/in-memory-job-queue.ts';
import { InMemoryFindingStore } from '../findings/in-memory-finding-store.ts';
import { InMemoryMonitorStore } from './in-memory-monitor-store.ts';
import { MonitorKeeper } from './monitor-keeper.ts';
import { MonitorTraining } from './monitor-training.ts';

const index = new ModelIndex(testPlant());
const spindle = index.equipment(TEST_SPINDLE)!;
const signal = (id: string) => index.signal(`${TEST_SPINDLE}/${id}`)!.index;
const [STATE, POWER, FLOW, TEMPERATURE] = ['state', 'power', 'flow', 'temperature'].map(signal);
const [EXECUTE, STOPPED] = [PACKML_STATES.indexOf('Execute'), PACKML_STATES.indexOf('Stopped')];
const T = Date.UTC(2026, 0, 5, 8);
const EVERY_MS = 5000;
const HOURS = 4;

let now: number;
let mark: number;
let events: EventBus;
let history: InMemoryHistory;
let store: InMemoryMonitorStore;
let findings: InMemoryFindingStore;
let jobs: InMemoryJobQueue;
let alarms: Alarm[];
let told: Finding[];
let problems: string[];
let keeper: MonitorKeeper;

const keeperOf = () =>
  new MonitorKeeper({
    index,
    events,
    history,
    store,
    findings,
    alarms: { standing: async () => alarms, raisedBetween: async () => alarms },
    jobs,
    wantedHours: HOURS,
    onProblem: (what, error) => problems.push(`${what}: ${error.message}`),
    now: () => now,
  });

beforeEach(async () => {
  [now, mark, alarms, told, problems] = [T, 0, [], [], []];
  events = new EventBus((_owner, _event, error) => problems.push(String(error)));
  events.on('FindingChanged', 'test', (finding) => void told.push(finding));
  history = new InMemoryHistory();
  store = new InMemoryMonitorStore();
  findings = new InMemoryFindingStore();
  jobs = new InMemoryJobQueue();
  const training = new MonitorTraining(store, () => now);
  jobs.handle('TrainMonitor', (job) => training.handleTrainMonitor(job));
  await jobs.start();
  keeper = keeperOf();
  keeper.start();
  await keeper.takeLine(spindle.line);
});
afterEach(async () => {
  await keeper.stop();
  await jobs.stop();
});

/** Minutes of a machine whose flow follows its power; what is missing of the flow, and in which state. */
async function run(minutes: number, { missing = 0, state = EXECUTE } = {}): Promise<void> {
  const rows: [number, number, number][] = [];
  for (let passed = 0; passed < minutes * 60_000; passed += EVERY_MS) {
    now += EVERY_MS;
    const k = now / EVERY_MS;
    const power = 5 + Math.sin(0.37 * k) + Math.sin(0.011 * k);
    const flow = 8 * power + 0.3 * Math.sin(1.7 * k) - missing;
    const temperature = 40 + Math.sin(0.003 * k) + 0.1 * Math.sin(2.1 * k);
    const values = [state, power, flow, temperature];
    [STATE, POWER, FLOW, TEMPERATURE].forEach((one, i) => rows.push([one, now, values[i]]));
  }
  for (const [one, time, value] of rows) events.emit('SamplesAccepted', samplesOf([[one, time, value]]));
  await history.append(
    samplesOf(rows),
    index.model.signals.map(({ address }) => address),
    ++mark,
  );
}

/** Looks as the timer does, and lets the worker finish. */
async function learn(): Promise<void> {
  await keeper.learn();
  await jobs.stop();
  await jobs.start();
}

async function learned(): Promise<void> {
  await keeper.learn();
  await run(HOURS * 60 + 35);
  await learn();
  expect((await store.newest(TEST_SPINDLE))?.version).toBe(1);
}

const known = (rest: Partial<Finding> = {}) =>
  ({
    id: 'f',
    equipment: TEST_SPINDLE,
    kind: 'process',
    grade: 'clear',
    status: 'open',
    lastSeenAt: now,
    ...rest,
  }) as Finding;

describe('the monitors of machines', () => {
  test('learn a machine from its first healthy working hours in history, by a job', async () => {
    await keeper.learn();
    await run(60);
    await learn();
    expect(await store.newest(TEST_SPINDLE)).toBeUndefined();
    await run(HOURS * 60);
    now += 4 * 3_600_000;
    await learn();
    const model = await store.newest(TEST_SPINDLE);
    expect(model).toMatchObject({ version: 1, by: null });
    expect(model?.monitor.signals).toEqual(['power', 'temperature', 'flow']);
    expect(await store.learning(TEST_SPINDLE)).toBeUndefined();
    expect(problems).toEqual([]);
  });

  test('learn nothing from the time around an alarm, nor anew without being told', async () => {
    await keeper.learn();
    await run(HOURS * 60 + 35);
    alarms = [{ equipment: TEST_SPINDLE, raisedAt: now - 60_000, clearedAt: null } as Alarm];
    await learn();
    expect(await store.newest(TEST_SPINDLE)).toBeUndefined();
    expect((await store.learning(TEST_SPINDLE))!.rows).toBeLessThan(HOURS * 60);
    alarms = [];
    now += 3_600_000;
    await learn();
    await run(HOURS * 60 + 35);
    now += 3_600_000;
    await learn();
    expect((await store.newest(TEST_SPINDLE))?.version).toBe(1);
  });

  test('call a machine that leaves its pattern unusual, name the signals, and close it when it is back', async () => {
    await learned();
    await run(60);
    expect(told).toEqual([]);
    await run(40, { missing: 6 });
    expect(told).toMatchObject([
      { kind: 'unusual', status: 'open', equipment: TEST_SPINDLE, verdict: 'unusual-behaviour' },
    ]);
    expect(['flow', 'power']).toContain(told[0].component);
    await run(60);
    expect(told[1]).toMatchObject({ id: told[0].id, status: 'closed' });
    await keeper.recorded();
    expect(await findings.open()).toEqual([]);
    expect((await findings.detail(told[0].id))?.diagnosis).toMatchObject({
      method: 'dynamic-pca',
      version: 1,
    });
    await keeper.flush();
    const scores = await store.scores(TEST_SPINDLE, T, now, 1000);
    expect(scores.filter(({ q }) => q > 1).length).toBeGreaterThan(20);
    expect(scores[0].contributions).toHaveLength(3);
  });

  test('say nothing while a known fault explains it, and take back what they said when one is found', async () => {
    await learned();
    events.emit('FindingChanged', known());
    await run(40, { missing: 6 });
    expect(told.filter(({ kind }) => kind === 'unusual')).toEqual([]);
    events.emit('FindingChanged', known({ status: 'closed' }));
    await run(40, { missing: 6 });
    expect(told.at(-1)).toMatchObject({ kind: 'unusual', status: 'open' });
    events.emit('FindingChanged', known({ id: 'g' }));
    expect(told.at(-1)).toMatchObject({ kind: 'unusual', status: 'closed' });
  });

  test('say nothing of a machine that stands', async () => {
    await learned();
    await run(120, { missing: 30, state: STOPPED });
    expect(told).toEqual([]);
  });

  test('go on with model and finding in another process', async () => {
    await learned();
    await run(40, { missing: 6 });
    await keeper.stop();
    keeper = keeperOf();
    keeper.start();
    await keeper.takeLine(spindle.line);
    await run(60, { missing: 6 });
    expect(told).toHaveLength(1);
    await run(60);
    expect(told[1]).toMatchObject({ id: told[0].id, status: 'closed' });
  });
});
