import { describe, expect, test } from '@jest/globals';
import type { PackmlState } from '@linetwin/model';
import fc from 'fast-check';
import { attribute } from './attribution.ts';
import { INTERVAL_MS, totalOf, type EnergyInterval } from './energy-interval.ts';
import { MeterBook } from './meter-book.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const SECOND = 1000;
const limits = { factor: 1, rollsOverAt: 1_000_000, maxKw: 400 };
const at = (state: PackmlState | undefined, rest: object = {}) => ({
  state,
  product: '6205',
  lot: 'L1',
  shift: 'early',
  good: 0,
  scrap: 0,
  ...rest,
});
const totals = (intervals: readonly EnergyInterval[]) =>
  attribute(intervals, [], () => ({ floatingYuanPerKwh: 1, fixedYuanPerKwh: 0.5, kgPerKwh: 0.6 }))[0];

describe('a meter book', () => {
  test('books each step on the class of the state that was seen', () => {
    const book = new MeterBook('m', limits);
    book.observe(T0, 100, at('Execute'));
    book.observe(T0 + 5 * SECOND, 101, at('Execute', { good: 2 }));
    book.observe(T0 + 10 * SECOND, 101.5, at('Suspended'));
    book.observe(T0 + 15 * SECOND, 101.6, at('Stopped', { scrap: 1 }));
    book.observe(T0 + 20 * SECOND, 101.9, at('Starting'));
    const [interval] = book.takeChanged();
    expect(interval.kwh.productive).toBeCloseTo(1, 9);
    expect(interval.kwh.idle).toBeCloseTo(0.5, 9);
    expect(interval.kwh.standby).toBeCloseTo(0.1, 9);
    expect(interval.kwh['start-up']).toBeCloseTo(0.3, 9);
    expect(interval).toMatchObject({ meter: 'm', from: T0, product: '6205', lot: 'L1', good: 2, scrap: 1 });
    expect(interval.seconds).toMatchObject({ productive: 5, idle: 5, standby: 5, 'start-up': 5 });
  });

  test('spreads the energy of a silence evenly and says that it is an estimate', () => {
    const book = new MeterBook('m', limits);
    book.observe(T0 + INTERVAL_MS / 2, 0, at('Execute'));
    book.observe(T0 + 2.5 * INTERVAL_MS, 40, at('Execute'));
    expect(
      book.takeChanged().map(({ from, kwh, estimatedKwh }) => [from - T0, kwh.unknown, estimatedKwh]),
    ).toEqual(
      expect.arrayContaining([
        [0, 10, 10],
        [INTERVAL_MS, 20, 20],
        [2 * INTERVAL_MS, 10, 10],
      ]),
    );
  });

  test('counts nothing when a meter is swapped, and says for how long nothing is known', () => {
    const book = new MeterBook('m', limits);
    book.observe(T0, 500_000, at('Execute'));
    book.observe(T0 + SECOND, 3, at('Execute'));
    book.observe(T0 + 2 * SECOND, 3.1, at('Execute'));
    const [interval] = book.takeChanged();
    expect(totalOf(interval.kwh)).toBeCloseTo(0.1, 9);
    expect(interval.missingS).toBeCloseTo(1, 9);
  });

  test('goes on after a restart where it stopped, with the interval that had begun', () => {
    const first = new MeterBook('m', limits);
    first.observe(T0, 10, at('Execute'));
    first.observe(T0 + 5 * SECOND, 11, at('Execute'));
    const kept = first.takeChanged();
    const second = new MeterBook('m', limits, { mark: first.lastMark!, open: kept });
    second.observe(T0 + 8 * SECOND, 11.5, at('Execute'));
    expect(second.takeChanged()[0].kwh.productive).toBeCloseTo(1.5, 9);
  });

  test('books every reading once: what it sums is what the register counted, however it is cut', () => {
    const state = fc.constantFrom<PackmlState | undefined>(
      'Execute',
      'Idle',
      'Stopped',
      'Starting',
      undefined,
    );
    const step = fc.record({
      state,
      ms: fc.integer({ min: 1, max: 2 * INTERVAL_MS }),
      kw: fc.double({ min: 0, max: 300, noNaN: true }),
      lot: fc.constantFrom('L1', 'L2'),
      take: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const book = new MeterBook('m', { factor: 1 });
        const kept = new Map<string, EnergyInterval>();
        const keep = () => {
          for (const one of book.takeChanged()) kept.set(`${one.from} ${one.lot}`, one);
        };
        let time = T0;
        let counter = 0;
        book.observe(time, counter, at('Idle'));
        for (const { state: now, ms, kw, lot, take } of steps) {
          time += ms;
          counter += (kw * ms) / 3_600_000;
          book.observe(time, counter, at(now, { lot }));
          if (take) keep();
        }
        keep();
        const sum = totals([...kept.values()]);
        expect(totalOf(sum.kwh)).toBeCloseTo(counter, 6);
        expect(totalOf(sum.seconds)).toBeCloseTo((time - T0) / 1000, 3);
      }),
    );
  });
});

describe('attribution', () => {
  const interval = (from: number, rest: Partial<EnergyInterval>): EnergyInterval => ({
    meter: 'm',
    from,
    product: '',
    lot: '',
    shift: '',
    kwh: { productive: 6, idle: 2, standby: 1, 'start-up': 1, unknown: 0 },
    seconds: { productive: 600, idle: 200, standby: 50, 'start-up': 50, unknown: 0 },
    estimatedKwh: 0,
    missingS: 0,
    good: 100,
    scrap: 2,
    ...rest,
  });
  const rates = (from: number) => ({
    floatingYuanPerKwh: from === T0 ? 1 : 0.05,
    fixedYuanPerKwh: 0.13,
    kgPerKwh: 0.6191,
  });

  test('prices each quarter of an hour by its own tariff, floating and fixed part apart', () => {
    const [sum] = attribute([interval(T0, {}), interval(T0 + INTERVAL_MS, {})], ['meter'], rates);
    expect(sum.key).toEqual({ meter: 'm', product: '', lot: '', shift: '' });
    expect(sum.floatingYuan).toBeCloseTo(10.5, 9);
    expect(sum.fixedYuan).toBeCloseTo(2.6, 9);
    expect(sum.yuan.idle).toBeCloseTo(2 * 1.13 + 2 * 0.18, 9);
    expect(sum.kgCo2).toBeCloseTo(20 * 0.6191, 9);
    expect(sum.good).toBe(200);
  });

  test('says how much energy has no tariff instead of calling it free', () => {
    const none = { floatingYuanPerKwh: null, fixedYuanPerKwh: null, kgPerKwh: null };
    expect(attribute([interval(T0, {})], [], () => none)[0]).toMatchObject({ unpricedKwh: 10, kgCo2: 0 });
  });

  test('along any key sums up to the same whole', () => {
    const cut = [
      interval(T0, { meter: 'a', lot: '1', shift: 'early' }),
      interval(T0, { meter: 'b', lot: '2', shift: 'early' }),
      interval(T0 + INTERVAL_MS, { meter: 'a', lot: '2', shift: 'late' }),
    ];
    for (const key of ['meter', 'lot', 'shift', 'product'] as const) {
      const parts = attribute(cut, [key], rates);
      expect(parts.reduce((sum, part) => sum + totalOf(part.kwh), 0)).toBeCloseTo(30, 9);
      expect(parts.reduce((sum, part) => sum + totalOf(part.yuan), 0)).toBeCloseTo(
        totalOf(attribute(cut, [], rates)[0].yuan),
        9,
      );
    }
  });
});

test('a load without a register is its power over time, and unknown over a silence', () => {
  const book = new MeterBook('m', limits);
  book.observePower(T0, 60, at('Execute'));
  book.observePower(T0 + 6 * SECOND, 60, at('Execute'));
  book.observePower(T0 + 66 * SECOND, 60, at('Execute'));
  const [interval] = book.takeChanged();
  expect(totalOf(interval.kwh)).toBeCloseTo(0.1, 9);
  expect(interval.missingS).toBeCloseTo(60, 9);
});
