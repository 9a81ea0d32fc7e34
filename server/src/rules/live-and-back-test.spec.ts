import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSampleBatch, appendSample, type Alarm, type RuleDefinition } from '@linetwin/contracts';
import { ModelIndex, PACKML_STATES, QUALITY_BAD, QUALITY_GOOD } from '@linetwin/model';
import { eventually, temporaryFolder, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { AlarmEngine } from '../alarms/alarm-engine.ts';
import { AlarmKeeper } from '../alarms/alarm-keeper.ts';
import { InMemoryAlarmLog } from '../alarms/in-memory-alarm-log.ts';
import { standingFile } from '../alarms/standing-file.ts';
import { EventBus } from '../events.ts';
import { InMemoryHistory } from '../history/in-memory-history.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { Twin } from '../twin/twin.ts';
import { BackTestFeeder } from './back-test-feeder.ts';
import { BackTestRunner } from './back-test-runner.ts';
import { InMemoryBackTestStore } from './in-memory-back-test-store.ts';
import { InMemoryRuleStore } from './in-memory-rule-store.ts';
import { LiveRules } from './live-rules.ts';
import { liveRulesFile } from './live-rules-file.ts';
import { testDefinition, testVersion } from './testing.ts';

const LINE = 'line-1';
const T = Date.UTC(2026, 0, 5, 8);
const index = new ModelIndex(testPlant());
const logger = pino({ level: 'silent' });
const signal = (id: string) => index.signal(`${TEST_SPINDLE}/${id}`)!;
type Row = [id: string, second: number, value: number, quality?: number];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let history: InMemoryHistory;
let store: InMemoryRuleStore;
let log: InMemoryAlarmLog;
let plant: Awaited<ReturnType<typeof startPlant>>;

beforeEach(async () => {
  folder = await temporaryFolder();
  history = new InMemoryHistory();
  store = new InMemoryRuleStore();
  log = new InMemoryAlarmLog();
  plant = await startPlant();
});
afterEach(async () => {
  await plant.stop();
  await folder.remove();
});

/** Alarms and live rules of a process over what the stores of the plant have. */
async function startPlant(now = T) {
  const told: Alarm[] = [];
  const clock = { now };
  const events = new EventBus((owner, event, error) => {
    throw new Error(`${owner} failed on ${event}`, { cause: error });
  });
  events.on('AlarmChanged', 'test', (alarm) => told.push(alarm));
  const twin = new Twin(index);
  for (const { address, time, value, quality } of await history.latest())
    twin.accept(index.signal(address)!.index, time, value, quality);
  const alarms = new AlarmKeeper({
    engine: new AlarmEngine(index, twin),
    log,
    outbox: new InMemoryOutbox(),
    file: standingFile(join(folder.path, 'standing-alarms.json')),
    events,
    logger,
  });
  const rules = new LiveRules({
    twin,
    events,
    alarms,
    store,
    history,
    file: liveRulesFile(join(folder.path, 'live-rules.json')),
    logger,
    now: () => clock.now,
  });
  alarms.start();
  rules.start();
  await alarms.takeLine(LINE);
  await rules.takeLine(LINE);
  await rules.settled();
  return {
    told,
    alarms,
    rules,
    clock,
    /** Values in batches of some rows, as the intake hands them on, and into history. */
    tell: async (rows: readonly Row[], rowsAtOnce = 7) => {
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        const batch = createSampleBatch(rowsAtOnce);
        for (const [id, second, value, quality = QUALITY_GOOD] of rows.slice(from, from + rowsAtOnce)) {
          const time = T + Math.round(second * 1000);
          if (twin.accept(signal(id).index, time, value, quality) === 'newest')
            appendSample(batch, signal(id).index, time, value, quality);
        }
        events.emit('SamplesAccepted', batch);
        await history.append(
          batch,
          index.model.signals.map(({ address }) => address),
          ++mark,
        );
      }
    },
    stop: async () => {
      await rules.stop();
      await alarms.stop();
    },
  };
}
let mark = 0;

async function goLive(definition: Partial<RuleDefinition>, id = 'r1'): Promise<void> {
  await store.create(id, testVersion({ definition: testDefinition(definition) }));
  await store.switchTo(id, { to: 'live', version: 1, by: 'x', at: 1, reason: 'test' });
  await plant.rules.refresh();
  await plant.rules.settled();
}

const seconds = (count: number, row: (second: number) => Row[]): Row[] =>
  Array.from({ length: count }, (_, second) => row(second)).flat();

const ruleAlarms = (told: readonly Alarm[]) => told.filter(({ rule }) => rule);

test('a live rule raises an alarm that says which version it is of, and can be handled as any other', async () => {
  await goLive({
    action: { zh: '清洗过滤器', en: 'Clean the filter' },
    expression: 'value("temperature") > 60',
  });
  await plant.tell(seconds(20, (s) => [['temperature', s, s < 10 ? 50 : 70]]));
  const [alarm] = ruleAlarms(plant.told);
  expect(alarm).toMatchObject({
    equipment: TEST_SPINDLE,
    signal: `${TEST_SPINDLE}/temperature`,
    limit: 'rule',
    setPoint: null,
    value: 70,
    raisedAt: T + 10_000,
    state: 'Unacknowledged',
    message: testDefinition().message,
    rule: { id: 'r1', version: 1, action: { en: 'Clean the filter' } },
  });
  const point = 'test.shop.line-1.S1.rule.r1.1';
  const shelved = await plant.alarms.change(point, { change: 'shelve', reason: 'known', hours: 1 }, 'Li', T);
  expect(shelved).toMatchObject({ state: 'Shelved', id: alarm.id });
  const back = await plant.alarms.change(point, { change: 'unshelve' }, 'Li', T + 30_000);
  expect(back).toMatchObject({ state: 'Unacknowledged' });
  await plant.alarms.acknowledge(back.id, 'Li');
  await plant.tell(seconds(10, (s) => [['temperature', 20 + s, 50]]));
  expect(ruleAlarms(plant.told).at(-1)).toMatchObject({ state: 'Normal', acknowledgedBy: 'Li' });
});

test('an alarm is suppressed while the machine is in another state', async () => {
  await goLive({ whileStates: ['Execute'] });
  const execute = PACKML_STATES.indexOf('Execute');
  await plant.tell(
    seconds(40, (s) => [
      ['state', s, s < 20 || s >= 30 ? execute : PACKML_STATES.indexOf('Stopped')],
      ['temperature', s, s < 10 || s >= 25 ? 50 : 70],
    ]),
  );
  expect(ruleAlarms(plant.told).map(({ state }) => state)).toEqual([
    'Unacknowledged',
    'SuppressedByDesign',
    'Normal',
  ]);
});

test('a rule that is switched off ends its alarm, which waits for whoever has not seen it', async () => {
  await goLive({});
  await plant.tell(seconds(20, (s) => [['temperature', s, 70]]));
  await store.switchTo('r1', { to: 'off', version: null, by: 'x', at: 2, reason: 'too loud' });
  await plant.rules.refresh();
  const alarm = ruleAlarms(plant.told).at(-1)!;
  expect(alarm.state).toBe('ReturnedToNormalUnacknowledged');
  await plant.tell(seconds(20, (s) => [['temperature', 20 + s, s < 10 ? 50 : 70]]));
  expect(ruleAlarms(plant.told)).toHaveLength(2);
  await plant.alarms.acknowledge(alarm.id, 'Li');
  expect(plant.alarms.standing().filter(({ rule }) => rule)).toEqual([]);
});

test('a new version takes the place of the old one at once', async () => {
  await goLive({});
  await plant.tell(seconds(10, (s) => [['temperature', s, 70]]));
  await store.addVersion(
    'r1',
    testVersion({ definition: testDefinition({ expression: 'value("temperature") > 65' }) }),
    1,
  );
  await store.switchTo('r1', { to: 'live', version: 2, by: 'x', at: 2, reason: 'better' });
  await plant.rules.refresh();
  await plant.rules.settled();
  await plant.tell(seconds(10, (s) => [['temperature', 10 + s, 70]]));
  expect(ruleAlarms(plant.told).map(({ rule, state }) => [rule!.version, state])).toEqual([
    [1, 'Unacknowledged'],
    [1, 'ReturnedToNormalUnacknowledged'],
    [2, 'Unacknowledged'],
  ]);
});

test('after a restart a rule goes on with its alarm and with windows that are full', async () => {
  await goLive({ expression: 'average("temperature", "5m") > 60' });
  await plant.tell(seconds(400, (s) => [['temperature', s, 70]]));
  const [raised] = ruleAlarms(plant.told);
  await plant.alarms.settled();
  await plant.stop();
  plant = await startPlant(T + 400_000);
  expect(plant.alarms.standing().filter(({ rule }) => rule)).toMatchObject([{ id: raised.id }]);
  await plant.tell(seconds(20, (s) => [['temperature', 400 + s, 70]]));
  expect(ruleAlarms(plant.told)).toEqual([]);
  // A quarter of a minute of values alone would say 10; with the window from before it is 60 and less only later.
  await plant.tell(seconds(120, (s) => [['temperature', 420 + s, 10]]));
  const [cleared] = ruleAlarms(plant.told);
  expect(cleared).toMatchObject({
    id: raised.id,
    state: 'ReturnedToNormalUnacknowledged',
    clearedAt: T + 469_000,
  });
});

test('a start while the data base is away goes on with the rules that this machine knows', async () => {
  await goLive({});
  await plant.stop();
  const live = store.live.bind(store);
  store.live = () => Promise.reject(new Error('data base away'));
  plant = await startPlant();
  await plant.tell(seconds(10, (s) => [['temperature', s, 70]]));
  expect(ruleAlarms(plant.told)).toHaveLength(1);
  store.live = live;
});

test.each([
  ['value("temperature") > 60', {}],
  ['value("temperature") > 60 && value("flow") < 20', { onDelayS: 4, offDelayS: 3 }],
  ['average("temperature", "30s") > 58 || rate("flow", "1m") < -8', { whileStates: ['Execute' as const] }],
  ['lasting(value("temperature") > 55) >= 6 && state() != "Stopped"', { offDelayS: 2 }],
])('the back-test of %s raises exactly the alarms that were raised live', async (expression, rest) => {
  await goLive({ expression, ...rest });
  // A machine that is watched from a seeded random walk, with Bad values, silence and changes of state.
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  let temperature = 55;
  let flow = 20;
  let state = PACKML_STATES.indexOf('Execute');
  const rows = seconds(5400, (s) => {
    temperature = Math.min(75, Math.max(40, temperature + (random() - 0.5) * 6));
    flow = Math.min(40, Math.max(0, flow + (random() - 0.5) * 4));
    if (random() < 0.01) state = PACKML_STATES.indexOf(random() < 0.7 ? 'Execute' : 'Stopped');
    if (s > 2000 && s < 2100) return [];
    const quality = random() < 0.01 ? QUALITY_BAD : QUALITY_GOOD;
    return [
      ['state', s + random() * 0.2, state],
      ['temperature', s + 0.3 + random() * 0.6, temperature, quality],
      ['flow', s + random() * 0.9, flow],
    ];
  });
  await plant.tell(rows, 11);
  const tests = new InMemoryBackTestStore();
  await tests.ask({ id: 't', rule: 'r1', version: 1, from: T, to: T + 5400_000, by: 'x', askedAt: 1 });
  const feeder = new BackTestFeeder({ index, rules: store, tests, history, logger });
  await feeder.takeLine(LINE);
  const runner = new BackTestRunner({ index, rules: store, tests });
  const running = runner.handleBackTestRule({ test: 't' });
  let isOver = false;
  void running.finally(() => (isOver = true));
  while (!isOver) {
    await feeder.feed();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await running;
  const outcome = (await tests.read('t'))!.outcome!;
  const logged = await eventually(
    'the log to have all that was told',
    () => log.transitions(0, T * 2, 100_000),
    ({ length }) => length === plant.told.length,
  );
  const live = logged.filter(({ alarm }) => alarm.rule);
  const times = (...events: string[]) =>
    live.filter(({ event }) => events.includes(event)).map(({ at }) => at);
  expect(times('Raised').length).toBeGreaterThan(3);
  // The last two seconds of the history were not looked at live yet.
  const seen = (time: number | null) => time !== null && time <= T + 5397_000;
  expect(outcome.alarms.map(({ raisedAt }) => raisedAt).filter(seen)).toEqual(times('Raised'));
  expect(outcome.alarms.map(({ endedAt }) => endedAt).filter(seen)).toEqual(
    times('Cleared', 'SuppressedByState'),
  );
});

test.each([
  ['value("temperature") > 60', 'no-history'],
  ['value("gone") > 60', 'rule-wrong'],
])('a back-test of %s that cannot be made says why: %s', async (expression, problem) => {
  await store.create('r1', testVersion({ definition: testDefinition({ expression }) }));
  const tests = new InMemoryBackTestStore();
  await tests.ask({ id: 't', rule: 'r1', version: 1, from: T, to: T + 5400_000, by: 'x', askedAt: 1 });
  const runner = new BackTestRunner({ index, rules: store, tests, waitMs: 0 });
  await runner.handleBackTestRule({ test: 't' });
  expect(await tests.read('t')).toMatchObject({ state: 'failed', problem });
});
