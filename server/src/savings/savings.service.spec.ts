import { describe, expect, test } from '@jest/globals';
import { LocalLineRequests } from '../cluster/local-line-requests.ts';
import { InMemorySavingStore } from './in-memory-saving-store.ts';
import { LimitRangeError, NoMachineError, SavingsService, UnknownMeasureError } from './savings.service.ts';

const NO_RATES = { floatingYuanPerKwh: null, fixedYuanPerKwh: null, kgPerKwh: null };

function service() {
  const store = new InMemorySavingStore();
  return {
    store,
    savings: new SavingsService({
      lines: [
        { id: 'l1', measures: new Set(['holding-setback', 'deep-standby', 'power-factor']) },
        { id: 'l2', measures: new Set(['holding-setback', 'laser-standby', 'harmonic-filter']) },
      ],
      store,
      requests: new LocalLineRequests(() => true),
      ratesOf: () => NO_RATES,
    }),
  };
}

describe('limits of the measures', () => {
  test('are told for every line with their usual value and range, until one is set', async () => {
    const { savings } = service();
    const setback = async (line: string) =>
      (await savings.limits()).find((one) => one.line === line && one.limit === 'setbackK');
    expect(await setback('l1')).toEqual({
      line: 'l1',
      limit: 'setbackK',
      unit: 'K',
      value: 80,
      usual: 80,
      low: 10,
      high: 80,
      measures: ['holding-setback'],
    });
    expect(await savings.setLimit('l1', 'setbackK', 50)).toMatchObject({ before: 80, after: { value: 50 } });
    expect(await setback('l1')).toMatchObject({ value: 50, usual: 80 });
    expect(await setback('l2')).toMatchObject({ value: 80 });
    expect(await savings.setLimit('l1', 'setbackK', null)).toMatchObject({
      before: 50,
      after: { value: 80 },
    });
    expect(await setback('l1')).toMatchObject({ value: 80 });
  });

  test('are told for the measures that a line has machines for, and for no others', async () => {
    const { savings } = service();
    const limits = await savings.limits();
    const measuresOf = (limit: string, line: string) =>
      limits.find((one) => one.line === line && one.limit === limit)?.measures;
    expect(measuresOf('laserSleepAfterS', 'l1')).toBeUndefined();
    expect(measuresOf('laserSleepAfterS', 'l2')).toEqual(['laser-standby']);
    // One limit of several measures stays for those that the line has.
    expect(measuresOf('largestSizeUm', 'l1')).toEqual(['deep-standby']);
    expect(measuresOf('largestThdPercent', 'l1')).toEqual(['power-factor']);
    expect(measuresOf('largestThdPercent', 'l2')).toEqual(['harmonic-filter']);
    expect(limits.some(({ limit }) => limit === 'pressureStepMpa')).toBe(false);
  });

  test('are not set beyond their range, and nothing is kept then', async () => {
    const { savings, store } = service();
    await expect(savings.setLimit('l1', 'setbackK', 81)).rejects.toThrow(LimitRangeError);
    await expect(savings.setLimit('l2', 'largestSizeUm', 0.5)).rejects.toThrow(/1 to 20 µm, not 0.5/);
    await expect(savings.setLimit('l1', 'restartKwh', 1)).rejects.toThrow(UnknownMeasureError);
    await expect(savings.setLimit('l9', 'setbackK', 50)).rejects.toThrow(/no line "l9"/);
    expect(await store.limits()).toEqual([]);
  });

  test('are not set on a line without a machine for them: the refusal says where they can be', async () => {
    const { savings, store } = service();
    const refused = savings.setLimit('l1', 'laserSleepAfterS', 1200);
    await expect(refused).rejects.toThrow(NoMachineError);
    await expect(refused).rejects.toThrow(/"l1" has no machine that the limit "laserSleepAfterS".* l2\.$/);
    await expect(savings.setLimit('l1', 'pressureStepMpa', null)).rejects.toThrow(/No line of the plant/);
    expect(await store.limits()).toEqual([]);
    expect(await savings.setLimit('l1', 'largestThdPercent', 10)).toMatchObject({
      after: { measures: ['power-factor'] },
    });
  });
});

describe('modes of the measures', () => {
  test('are told for the measures that a line has machines for, as they were set or asking', async () => {
    const { savings } = service();
    await savings.setMode('l2', 'laser-standby', 'automatic');
    const modes = await savings.modes();
    expect(modes.filter(({ line }) => line === 'l1').map(({ measure }) => measure)).toEqual([
      'deep-standby',
      'holding-setback',
      'power-factor',
    ]);
    expect(modes.find(({ measure }) => measure === 'laser-standby')).toEqual({
      line: 'l2',
      measure: 'laser-standby',
      mode: 'automatic',
    });
    expect(modes.every(({ mode, measure }) => measure === 'laser-standby' || mode === 'ask')).toBe(true);
  });

  test('are not set on a line without a machine for them, nor for measures that nobody knows', async () => {
    const { savings, store } = service();
    await expect(savings.setMode('l1', 'laser-standby', 'off')).rejects.toThrow(NoMachineError);
    await expect(savings.setMode('l1', 'lamps-off', 'off')).rejects.toThrow(UnknownMeasureError);
    expect(await store.modes()).toEqual([]);
  });
});
