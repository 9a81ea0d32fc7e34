import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stateHash, type Finding, type LineKpi } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { samplesOf, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { testAlarm } from '../alarms/alarm-log.conformance.ts';
import { EventBus } from '../events.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { Twin } from '../twin/twin.ts';
import { InMemoryStateLog } from './in-memory-state-log.ts';
import { SETTLE_MS } from './line-shadow.ts';
import { StateLogKeeper } from './state-log-keeper.ts';

const index = new ModelIndex(testPlant());
const LINE = index.equipment(TEST_SPINDLE)!.line;
const T = Date.UTC(2026, 0, 5, 8);
const signal = index.signal(`${TEST_SPINDLE}/temperature`)!;
const alarm = testAlarm('a', { equipment: TEST_SPINDLE });

let now: number;
let events: EventBus;
let twin: Twin;
let log: InMemoryStateLog;
let findings: () => Promise<Finding[]>;
let keeper: StateLogKeeper;
beforeEach(async () => {
  now = T;
  events = new EventBus((owner, event, error) => {
    throw new Error(`${owner} failed at ${event}: ${String(error)}`);
  });
  twin = new Twin(index);
  log = new InMemoryStateLog();
  findings = async () => [];
  keeper = new StateLogKeeper({
    index,
    twin,
    log,
    outbox: new InMemoryOutbox(),
    events,
    alarms: () => [alarm],
    findings: () => findings(),
    periodMs: 10_000,
    keepMs: 86_400_000,
    logger: pino({ level: 'silent' }),
    now: () => now,
  });
  keeper.start();
});
afterEach(() => keeper.stop());

const logged = async () => {
  await keeper.settled();
  return log.read(LINE, { from: 0, to: Infinity }, 100);
};
const sweepAt = (second: number) => {
  now = T + second * 1000 + SETTLE_MS;
  keeper.sweep();
};

describe('state log keeper', () => {
  test('logs a line that it took from what stood, and what was heard', async () => {
    twin.accept(signal.index, T - 500, 20, 0);
    await keeper.takeLine(LINE);
    sweepAt(10);
    events.emit('SamplesAccepted', samplesOf([[signal.index, T + 15_000, 30]]));
    sweepAt(20);
    const at = (time: number, value: [number, number]) =>
      stateHash(index, {
        line: LINE,
        at: time,
        values: [{ address: signal.address, time: value[0], value: value[1], quality: 0 }],
        alarms: [alarm],
        findings: [],
      });
    expect((await logged()).map(({ hash }) => hash)).toEqual([
      at(T + 10_000, [T - 500, 20]),
      at(T + 20_000, [T + 15_000, 30]),
    ]);
  });

  test('marks what it logged before late values came', async () => {
    await keeper.takeLine(LINE);
    sweepAt(20);
    events.emit('LateValuesKept', samplesOf([[signal.index, T + 12_000, 30]]));
    sweepAt(21);
    expect((await logged()).map(({ late }) => late)).toEqual([false, true]);
  });

  test('logs nothing before it knows which findings are open, and asks for them again', async () => {
    findings = () => Promise.reject(new Error('away'));
    await keeper.takeLine(LINE);
    sweepAt(10);
    expect(await logged()).toEqual([]);
    findings = async () => [];
    for (let second = 11; second < 21; second++) {
      sweepAt(second);
      await Promise.resolve();
    }
    sweepAt(21);
    expect((await logged()).map(({ at }) => at)).toEqual([T + 10_000, T + 20_000]);
  });

  test('logs the indicators that were told of a line, once a minute', async () => {
    const tell = (second: number) =>
      events.emit('KpiComputed', { line: LINE, time: T + second * 1000, good: second } as LineKpi);
    for (let second = 0; second <= 125; second++) tell(second);
    await keeper.settled();
    expect(log.kpis.map(({ good }) => good)).toEqual([0, 60, 120]);
  });

  test('leaves a line to others', async () => {
    await keeper.takeLine(LINE);
    sweepAt(10);
    await keeper.dropLine(LINE);
    sweepAt(20);
    expect(await logged()).toHaveLength(1);
  });
});
