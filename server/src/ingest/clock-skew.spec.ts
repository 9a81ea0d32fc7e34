import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClockSkew } from './clock-skew.ts';

const T0 = Date.UTC(2026, 0, 5, 8);

let skew: ClockSkew;
let now: number;
beforeEach(() => {
  skew = new ClockSkew();
  now = T0;
});

/** Seconds in each of which one message comes: of the time that a clock shows, after a time on its way. */
function pass(seconds: number, aheadMs: number, delayMs: (second: number) => number = () => 20): void {
  for (let second = 0; second < seconds; second++) {
    now += 1000;
    skew.note(now - delayMs(second) + aheadMs, now);
  }
}

/** A backlog of `behindS` seconds, worked off `times` as fast as it was measured. */
function workOff(behindS: number, times: number): void {
  let source = now - behindS * 1000;
  while (source < now) {
    now += 1000;
    for (let message = 0; message < times && source < now; message++) {
      source += 1000;
      skew.note(source, now);
    }
  }
}

describe('the clock of a sender', () => {
  test('is not judged by less than three spans of ten seconds', () => {
    pass(30, 60_000);
    expect(skew.skewMs).toBeUndefined();
    pass(1, 60_000);
    expect(skew.skewMs).toBe(59_980);
  });

  test('is known to the least time on the way, whatever the others are', () => {
    const delays = fc.array(fc.integer({ min: 20, max: 5000 }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(delays, fc.integer({ min: -100_000, max: 50_000 }), (list, ahead) => {
        skew = new ClockSkew();
        // In each span one message comes at once.
        pass(60, ahead, (second) => (second % 5 === 0 ? 20 : list[second]));
        expect(Math.abs(skew.skewMs! - ahead)).toBeLessThanOrEqual(20);
      }),
    );
  });

  test('is not taken for slow while a backlog is worked off, neither quickly nor hardly faster than live', () => {
    pass(60, 0);
    workOff(600, 3);
    expect(skew.skewMs).toBeCloseTo(-20, 0);
    pass(30, 0);
    expect(skew.skewMs).toBeCloseTo(-20, 0);
    let source = now - 600_000;
    for (let second = 0; second < 120; second++) {
      now += 1000;
      source += 1050;
      skew.note(source, now);
      expect(skew.skewMs).toBeGreaterThan(-100);
    }
  });

  test('is not judged by a backlog that it begins with', () => {
    workOff(600, 3);
    expect(skew.skewMs ?? 0).toBeGreaterThan(-1000);
  });

  test('is not taken for slow while a queue grows before the sender', () => {
    pass(60, 0);
    pass(60, 0, (second) => 500 * second);
    expect(skew.skewMs).toBeGreaterThan(-100);
  });

  test('is seen to be set, forward and back, within forty seconds', () => {
    pass(60, 0);
    pass(41, 10_000);
    expect(skew.skewMs).toBe(9980);
    pass(41, -10_000);
    expect(skew.skewMs).toBe(-10_020);
  });

  test('is not taken for fast because of a single wrong time', () => {
    pass(45, 0);
    pass(1, 3_600_000);
    pass(60, 0);
    expect(skew.skewMs).toBeCloseTo(-20, 0);
    for (let second = 0; second < 45; second++) {
      if (second === 5) pass(1, 3_600_000);
      pass(1, 0);
      expect(skew.skewMs).toBeLessThan(1000);
    }
  });

  test('is told within two minutes also where the way takes now longer and now shorter', () => {
    const delays = [300, 1500, 700, 2100, 500, 1800, 900, 2500, 400, 1300, 1100, 1900];
    pass(130, -20_000, (second) => delays[Math.floor(second / 10) % delays.length]);
    expect(skew.skewMs).toBeGreaterThan(-22_000);
    expect(skew.skewMs).toBeLessThan(-20_000);
  });

  test('is judged also by rare messages', () => {
    for (let message = 0; message < 5; message++) {
      now += 600_000;
      skew.note(now - 30_000, now);
    }
    expect(skew.skewMs).toBe(-30_000);
  });

  test('is judged on after our own clock was set back', () => {
    pass(60, 0);
    now -= 3_600_000;
    pass(60, 0);
    expect(skew.skewMs).toBeCloseTo(-20, 0);
  });
});
