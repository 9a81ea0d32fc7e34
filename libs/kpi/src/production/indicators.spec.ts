import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { indicators, isSpeedUnknown } from './indicators.ts';
import { addProduction, noProduction, type ProductionSums } from './production-sums.ts';
import { noTime, TIME_CLASSES, type TimeByClass } from './time-classes.ts';

const time = (part: Partial<TimeByClass>): TimeByClass => ({ ...noTime(), ...part });
const HOUR = 3600;

/**
 * The shift that textbooks of total productive maintenance work through, in seconds: 460 min of planned time, 60 min of which lost to
 * failures and set-up, PRI 0.5 min, 400 items, 8 of them scrap: A 0.87, E 0.50, Q 0.98, OEE 0.426 (Nakajima 1988).
 */
const TEXTBOOK: ProductionSums = {
  ...noProduction(),
  time: time({ run: 400 * 60, held: 20 * 60, startUp: 20 * 60, down: 20 * 60, offPlan: 20 * 60 }),
  good: 392,
  scrap: 8,
  timedItems: 400,
  plannedRunS: 400 * 30,
  failures: 1,
  repairS: 20 * 60,
};

describe('indicators', () => {
  test('are those of the worked example', () => {
    const found = indicators(TEXTBOOK);
    expect(found.PBT).toBe(460 * 60);
    expect(found.availability).toBeCloseTo(400 / 460, 12);
    expect(found.effectiveness).toBeCloseTo(0.5, 12);
    expect(found.qualityRatio).toBeCloseTo(0.98, 12);
    expect(found.oee).toBeCloseTo(0.426, 3);
    expect(found.nee).toBeCloseTo((440 / 460) * 0.5 * 0.98, 12);
    expect(found.setupRatio).toBeCloseTo(40 / 440, 12);
    expect(found.utilisationEfficiency).toBeCloseTo(400 / 440, 12);
    expect(found.throughputRate! * HOUR).toBeCloseTo(400 / (460 / 60), 9);
    expect(found.mtbfS).toBeCloseTo((440 * 60) / 2, 9);
    expect(found.mttrS).toBeCloseTo((20 * 60) / 2, 9);
    expect(found.meanRepairS).toBe(20 * 60);
  });

  test('are null without a plan, never 100 %', () => {
    const idle = indicators({ ...noProduction(), time: time({ offPlan: 8 * HOUR }) });
    expect(idle).toMatchObject({
      PBT: 0,
      availability: null,
      effectiveness: null,
      qualityRatio: null,
      oee: null,
    });
    expect(idle).toMatchObject({ mtbfS: null, mttrS: null, throughputRate: null, nee: null });
  });

  test('say what share of the time is known, and count the unknown nowhere', () => {
    const half = indicators({ ...TEXTBOOK, time: { ...TEXTBOOK.time, unknown: 480 * 60 } });
    expect(half.coverage).toBeCloseTo(0.5, 12);
    expect({ ...half, coverage: 1 }).toEqual(indicators(TEXTBOOK));
  });

  test('say nothing of speed after one item that was begun before, and of slowness only when one was due for long', () => {
    const made = (run: number, items: number) =>
      isSpeedUnknown(
        indicators({
          ...noProduction(),
          time: time({ run }),
          good: items,
          timedItems: items,
          plannedRunS: items * 120,
        }),
      );
    expect([made(58, 1), made(599, 4), made(600, 5)]).toEqual([true, true, false]);
    expect([made(60, 0), made(3600, 0)]).toEqual([true, false]);
  });

  test('give no effectiveness over fewer than five cycles', () => {
    const few = { ...noProduction(), time: time({ run: 100 }), good: 4, timedItems: 4, plannedRunS: 100 };
    expect(indicators(few).effectiveness).toBeNull();
  });

  test('take a stop that people called planned out of the plan', () => {
    const sums = { ...noProduction(), time: time({ run: 6 * HOUR, stopped: 2 * HOUR }) };
    expect(indicators(sums).availability).toBeCloseTo(0.75, 12);
    expect(indicators(sums, 2 * HOUR)).toMatchObject({ availability: 1, PBT: 6 * HOUR, ADOT: 0 });
  });

  const seconds = fc.integer({ min: 0, max: 20_000 });
  const sums: fc.Arbitrary<ProductionSums> = fc
    .record({
      time: fc.record(
        Object.fromEntries(TIME_CLASSES.map((name) => [name, seconds])) as Record<
          (typeof TIME_CLASSES)[number],
          typeof seconds
        >,
      ),
      good: fc.nat(2000),
      scrap: fc.nat(200),
      rework: fc.nat(50),
      pri: fc.integer({ min: 1, max: 60 }),
      failures: fc.nat(5),
      repairS: fc.nat(3000),
      microStops: fc.nat(30),
      microStopS: fc.nat(3000),
    })
    .map(({ pri, ...one }) => ({
      ...one,
      timedItems: one.good + one.scrap,
      plannedRunS: pri * (one.good + one.scrap),
    }));

  test('nest as the standard has it: APT in AUPT in AUBT in PBT', () => {
    fc.assert(
      fc.property(sums, (one) => {
        const { PBT, AUBT, AUPT, APT, ADOT, ADET, AUST } = indicators(one);
        expect([AUBT, AUPT, APT]).toEqual([PBT - ADOT, PBT - ADOT - ADET, PBT - ADOT - ADET - AUST]);
        expect(APT).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('of any split added up are those of the whole', () => {
    fc.assert(
      fc.property(fc.array(sums, { minLength: 2, maxLength: 12 }), fc.nat(11), (parts, cut) => {
        const add = (some: ProductionSums[]) => some.reduce(addProduction, noProduction());
        const whole = indicators(add(parts));
        const halves = indicators(add([add(parts.slice(0, cut)), add(parts.slice(cut))]));
        expect(halves).toEqual(whole);
      }),
    );
  });
});
