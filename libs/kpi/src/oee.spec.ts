import { describe, expect, test } from '@jest/globals';
import { PACKML_STATES } from '@linetwin/model';
import fc from 'fast-check';
import { bookTime, emptyTimeBook, plannedBusyTime, type TimeBook } from './line-time.ts';
import { coverage, oee, type ProductionCount } from './oee.ts';

const book = (part: Partial<TimeBook>): TimeBook => ({ ...emptyTimeBook(), ...part });

const count: fc.Arbitrary<ProductionCount> = fc.record({
  time: fc.record({
    APT: fc.integer({ min: 1, max: 10_000 }),
    ADET: fc.integer({ min: 0, max: 10_000 }),
    AUST: fc.integer({ min: 0, max: 10_000 }),
    ADOT: fc.integer({ min: 0, max: 10_000 }),
    none: fc.integer({ min: 0, max: 10_000 }),
    unknown: fc.integer({ min: 0, max: 10_000 }),
  }),
  plannedRunTimeS: fc.integer({ min: 1, max: 100 }),
  good: fc.integer({ min: 1, max: 1000 }),
  scrap: fc.integer({ min: 0, max: 100 }),
});

describe('OEE', () => {
  test('is availability times effectiveness times quality ratio (ISO 22400-2)', () => {
    const found = oee([
      {
        time: book({ APT: 6 * 3600, ADET: 3600, ADOT: 3600 }),
        plannedRunTimeS: 10,
        good: 1900,
        scrap: 100,
      },
    ]);
    expect(found.availability).toBeCloseTo(6 / 8, 12);
    expect(found.effectiveness).toBeCloseTo((10 * 2000) / (6 * 3600), 12);
    expect(found.qualityRatio).toBeCloseTo(0.95, 12);
    expect(found.oee).toBeCloseTo((6 / 8) * (20_000 / 21_600) * 0.95, 12);
  });

  test('sums numerators and denominators over machines instead of averaging ratios', () => {
    const busy = { time: book({ APT: 9000 }), plannedRunTimeS: 10, good: 900, scrap: 0 };
    const brief = { time: book({ APT: 10, ADOT: 90 }), plannedRunTimeS: 10, good: 1, scrap: 0 };
    expect(oee([busy, brief]).availability).toBeCloseTo(9010 / 9100, 12);
  });

  test('of one machine counted as two halves is the same', () => {
    fc.assert(
      fc.property(count, (whole) => {
        const twice = oee([whole, whole]);
        const once = oee([whole]);
        expect(twice.oee).toBeCloseTo(once.oee!, 9);
        expect(twice.availability).toBeCloseTo(once.availability!, 9);
      }),
    );
  });

  test('has availability and quality ratio between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 4 }), (counts) => {
        const { availability, qualityRatio } = oee(counts);
        for (const ratio of [availability!, qualityRatio!]) {
          expect(ratio).toBeGreaterThanOrEqual(0);
          expect(ratio).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('is null, not 0 or 1, where there is nothing to divide by', () => {
    expect(oee([])).toEqual({ availability: null, effectiveness: null, qualityRatio: null, oee: null });
    const idle = { time: book({ ADET: 60 }), plannedRunTimeS: 10, good: 0, scrap: 0 };
    expect(oee([idle])).toEqual({ availability: 0, effectiveness: null, qualityRatio: null, oee: null });
  });

  test('does not count time without an order or time that nothing is known of', () => {
    const known = { time: book({ APT: 60, ADOT: 60 }), plannedRunTimeS: 10, good: 6, scrap: 0 };
    const padded = { ...known, time: { ...known.time, none: 500, unknown: 500 } };
    expect(oee([padded])).toEqual(oee([known]));
  });
});

describe('time book', () => {
  test('books every state somewhere, and an unknown one as unknown', () => {
    const all = emptyTimeBook();
    for (const state of PACKML_STATES) bookTime(all, state, 1);
    bookTime(all, undefined, 5);
    expect(all.unknown).toBe(5);
    expect(plannedBusyTime(all) + all.none).toBe(PACKML_STATES.length);
  });
});

describe('coverage', () => {
  test('is the share of time in which states were known, over all machines', () => {
    expect(coverage([book({ APT: 30, none: 30, unknown: 60 }), book({ ADOT: 120 })])).toBeCloseTo(0.75, 12);
  });

  test('is 0 when nothing was booked yet', () => {
    expect(coverage([emptyTimeBook()])).toBe(0);
  });
});
