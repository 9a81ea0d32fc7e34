import { beforeEach, describe, expect, test } from '@jest/globals';
import { createSampleBatch } from '@linetwin/contracts';
import { ModelIndex, PACKML_STATES, QUALITY_BAD, QUALITY_UNCERTAIN } from '@linetwin/model';
import { rowsOf, samplesOf, TEST_PRESS, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import fc from 'fast-check';
import { InMemoryHistory } from '../history/in-memory-history.ts';
import { InMemorySpool } from '../spool/in-memory-spool.ts';
import { restoreTwin } from './restore.ts';
import { Twin } from './twin.ts';

const index = new ModelIndex(testPlant());
const addresses = index.model.signals.map(({ address }) => address);
const T = Date.UTC(2026, 0, 5, 8);
const power = index.signal(`${TEST_PRESS}/power`)!.index;
const state = index.signal(`${TEST_PRESS}/state`)!.index;
const good = index.signal(`${TEST_PRESS}/good`)!.index;
const press = index.model.equipment.findIndex(({ address }) => address === TEST_PRESS);
const EXECUTE = PACKML_STATES.indexOf('Execute');

let twin: Twin;
beforeEach(() => {
  twin = new Twin(index);
});

describe('twin', () => {
  test('says of each value whether it is the newest, late, or known', () => {
    expect(twin.accept(power, T, 1, 0)).toBe('newest');
    expect(twin.accept(power, T, 2, 0)).toBe('duplicate');
    expect(twin.accept(power, T - 1, 3, 0)).toBe('late');
    expect(twin.accept(power, T + 1, 4, 0)).toBe('newest');
    expect([twin.time[power], twin.value[power]]).toEqual([T + 1, 4]);
  });

  test('holds the value of the greatest time, the first of equal ones, whatever the order of arrival', () => {
    const arrivals = fc.array(fc.tuple(fc.nat(20), fc.nat(100)), { minLength: 1 });
    fc.assert(
      fc.property(arrivals, (list) => {
        const fresh = new Twin(index);
        for (const [step, value] of list) fresh.accept(power, T + step, value, 0);
        const last = Math.max(...list.map(([step]) => step));
        expect(fresh.time[power]).toBe(T + last);
        expect(fresh.value[power]).toBe(list.find(([step]) => step === last)![1]);
      }),
    );
  });

  test('calls a signal stale after three missed periods, not before', () => {
    twin.accept(power, T, 1, 0);
    expect(twin.isStale(power, T + 3000)).toBe(false);
    expect(twin.isStale(power, T + 3001)).toBe(true);
    twin.accept(power, T + 3001, 1, 0);
    expect(twin.isStale(power, T + 3001)).toBe(false);
  });

  test('calls a periodic signal stale that never spoke, and an event-like one never', () => {
    expect(twin.isStale(power, T)).toBe(true);
    expect(twin.isStale(good, T)).toBe(false);
  });

  test('knows the state of a machine while it is fresh', () => {
    twin.accept(state, T, EXECUTE, 0);
    expect(twin.machineState(press, T + 3000)).toBe('Execute');
  });

  test('knows no state when the machine is silent, never spoke, has a bad sensor or an impossible number', () => {
    expect(twin.machineState(press, T)).toBeUndefined();
    twin.accept(state, T, EXECUTE, 0);
    expect(twin.machineState(press, T + 3001)).toBeUndefined();
    twin.accept(state, T + 1, NaN, QUALITY_BAD);
    expect(twin.machineState(press, T + 1)).toBeUndefined();
    twin.accept(state, T + 2, 2.5, 0);
    expect(twin.machineState(press, T + 2)).toBeUndefined();
  });

  test('puts into a snapshot what has a value, within the span asked for', () => {
    const { firstSignal, signalCount } = index.equipment(TEST_PRESS)!;
    const spindlePower = index.signal(`${TEST_SPINDLE}/power`)!.index;
    twin.accept(power, T, 1, QUALITY_UNCERTAIN);
    twin.accept(spindlePower, T, 2, 0);
    const rows = createSampleBatch(1);
    twin.snapshot(rows, firstSignal, signalCount);
    expect(rowsOf(rows)).toEqual([[power, T, 1, QUALITY_UNCERTAIN]]);
  });
});

const rethrow = (error: Error) => {
  throw error;
};

describe('restoring the twin', () => {
  test('goes on from the spool when history is away, and says so', async () => {
    const spool = new InMemorySpool(addresses);
    await spool.append(samplesOf([[power, T, 1]]));
    const history = new InMemoryHistory();
    history.latest = () => Promise.reject(new Error('away'));
    const problems: string[] = [];
    await restoreTwin(twin, history, spool, ({ message }) => problems.push(message));
    expect([twin.value[power], problems]).toEqual([1, ['away']]);
  });

  test('takes newest values from history and then what is still in the spool', async () => {
    const history = new InMemoryHistory();
    const spool = new InMemorySpool(addresses);
    const mark = await spool.append(
      samplesOf([
        [power, T, 1],
        [state, T, EXECUTE],
      ]),
    );
    await history.append(
      samplesOf([
        [power, T, 1],
        [state, T, EXECUTE],
      ]),
      addresses,
      mark,
    );
    await spool.append(
      samplesOf([
        [power, T + 5, 2],
        [power, T + 3, 9],
      ]),
    );
    await restoreTwin(twin, history, spool, rethrow);
    expect([twin.time[power], twin.value[power]]).toEqual([T + 5, 2]);
    expect(twin.machineState(press, T)).toBe('Execute');
    expect(twin.accept(power, T + 5, 2, 0)).toBe('duplicate');
  });

  test('follows addresses when the plant has other signals now, and leaves out those that are gone', async () => {
    const history = new InMemoryHistory();
    await history.append(
      samplesOf([
        [0, T, 7],
        [1, T, 8],
      ]),
      [addresses[power], 'test/shop/line-1/gone/x'],
      1,
    );
    const spool = new InMemorySpool(['test/shop/line-1/gone/y', addresses[good]]);
    await spool.append(samplesOf([]));
    await spool.append(
      samplesOf([
        [0, T, 1],
        [1, T, 42],
      ]),
    );
    await restoreTwin(twin, history, spool, rethrow);
    expect([twin.value[power], twin.value[good]]).toEqual([7, 42]);
  });
});
