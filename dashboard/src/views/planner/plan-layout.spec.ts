import { describe, expect, test } from '@jest/globals';
import type { StartPlan } from '@linetwin/contracts';
import { endOfOrder, endOfPlan, hoursOf, periodsOf, runsOf, savingOf, stretchOf } from './plan-layout.ts';

const FROM = Date.parse('2026-11-27T13:30:00+08:00');
const plan = { from: FROM, quarters: 8, period: ['flat', 'flat', 'peak', 'flat'] } as StartPlan;

describe('a plan on the page', () => {
  test('is drawn in shares of its length', () => {
    expect(stretchOf({ from: 2, to: 6 }, 8)).toEqual({ left: 0.25, width: 0.5 });
  });

  test('is over after its last quarter of an hour', () => {
    expect(endOfPlan(plan)).toBe(Date.parse('2026-11-27T15:30:00+08:00'));
  });

  test('has its tariff periods as stretches', () => {
    expect(periodsOf(plan)).toEqual([
      { period: 'flat', from: 0, to: 2 },
      { period: 'peak', from: 2, to: 3 },
      { period: 'flat', from: 3, to: 4 },
    ]);
  });

  test('has hours of the clock of the plant', () => {
    expect(hoursOf(plan, () => 8 * 3_600_000, 1)).toEqual([
      { at: 0.25, hour: 14 },
      { at: 0.75, hour: 15 },
    ]);
    expect(hoursOf(plan, () => 8 * 3_600_000, 2)).toEqual([{ at: 0.25, hour: 14 }]);
  });

  test('says when an order is done: with its last run', () => {
    const run = { resource: 'l', what: 'run' as const, order: 'A' };
    const spans = [
      { ...run, from: 0, to: 1 },
      { ...run, from: 3, to: 5 },
    ];
    expect(endOfOrder(plan, spans, 'A')).toBe(FROM + 5 * 900_000);
    expect(endOfOrder(plan, spans, 'B')).toBeUndefined();
  });

  test('shows runs that follow each other as one', () => {
    const run = { resource: 's', what: 'run' as const, order: 'A' };
    const spans = [
      { ...run, from: 0, to: 4 },
      { ...run, from: 4, to: 8, order: 'B' },
      { ...run, from: 8, to: 9, resource: 'l' },
      { resource: 's', what: 'ready' as const, order: null, from: 8, to: 12 },
      { ...run, from: 12, to: 16 },
    ];
    expect(runsOf(spans, 's')).toEqual([
      { from: 0, to: 8 },
      { from: 12, to: 16 },
    ]);
  });

  test('saves what today costs more', () => {
    const cost = (totalYuan: number) => ({ totalYuan }) as StartPlan['plan'];
    expect(savingOf({ today: cost(200), plan: cost(150) })).toEqual({ yuan: 50, share: 0.25 });
    expect(savingOf({ today: cost(0), plan: cost(0) })).toEqual({ yuan: 0, share: null });
  });
});
