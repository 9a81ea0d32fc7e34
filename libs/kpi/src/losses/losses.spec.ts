import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { noProduction, type ProductionSums } from '../production/production-sums.ts';
import { noTime, type TimeByClass } from '../production/time-classes.ts';
import { bottleneck } from './bottleneck.ts';
import { lossTree } from './loss-tree.ts';

const time = (part: Partial<TimeByClass>): TimeByClass => ({ ...noTime(), ...part });
const SUMS: ProductionSums = {
  ...noProduction(),
  time: time({ run: 20_000, held: 3000, down: 2000, starved: 1000, offPlan: 500, unknown: 300 }),
  good: 1800,
  scrap: 200,
  timedItems: 2000,
  plannedRunS: 18_000,
};

describe('loss tree', () => {
  test('leads from planned busy time to the time of good items without a rest', () => {
    const { plannedBusyS, goodS, losses } = lossTree(SUMS);
    expect(plannedBusyS).toBe(26_000);
    expect(losses.map(({ seconds }) => seconds)).toEqual([6000, 2000, 1800]);
    expect(goodS + losses.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(plannedBusyS, 9);
    // Good time over planned busy time is the OEE.
    expect(goodS / plannedBusyS).toBeCloseTo((20_000 / 26_000) * (18_000 / 20_000) * 0.9, 12);
  });

  test('shares a class among its reasons, and names what is too short to have one', () => {
    const [availability] = lossTree(SUMS, [
      { class: 'held', reason: 'tool-change', seconds: 1200, count: 4 },
      { class: 'held', reason: 'micro', seconds: 1500, count: 40 },
    ]).losses;
    const held = availability.children.find(({ id }) => id === 'held')!;
    expect(held.children.map(({ id, seconds }) => [id, seconds])).toEqual([
      ['micro', 1500],
      ['tool-change', 1200],
      ['short', 300],
    ]);
  });

  test('has children that add up to their parent, whatever is said of stops', () => {
    const reason = fc.record({
      class: fc.constantFrom('held' as const, 'down' as const, 'starved' as const),
      reason: fc.constantFrom('a', 'b', 'micro'),
      seconds: fc.integer({ min: 0, max: 5000 }),
      count: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(reason, { maxLength: 8 }), fc.nat(4000), (reasons, planned) => {
        for (const loss of lossTree(SUMS, reasons, planned).losses)
          for (const node of [loss, ...loss.children])
            if (node.children.length > 0) {
              const sum = node.children.reduce((all, { seconds }) => all + seconds, 0);
              expect(Math.abs(sum - node.seconds)).toBeLessThanOrEqual(0.5);
            }
      }),
    );
  });
});

describe('bottleneck', () => {
  const station = (id: string, starved: number, blocked: number, plannedRunS = 2000) => ({
    station: id,
    time: time({ run: 3600 - starved - blocked, starved, blocked }),
    plannedRunS,
  });

  test('stands where blocking turns into starving', () => {
    const found = bottleneck([
      station('S1', 0, 900),
      station('S2', 100, 700),
      station('S3', 50, 20),
      station('S4', 600, 10),
      station('S5', 800, 0),
    ]);
    expect(found).toMatchObject({ station: 'S3', evidence: 'turning-point' });
  });

  test('is the busiest station where no such turn is, not a belt that never waits', () => {
    const found = bottleneck([
      station('S1', 300, 290, 2900),
      station('belt', 0, 0, 2000),
      station('S2', 210, 200),
      station('S3', 20, 300),
    ]);
    expect(found).toMatchObject({ station: 'S1', evidence: 'busiest', load: 2900 / 3600 });
  });

  test('is none where nothing waits or nothing was seen', () => {
    expect(bottleneck([station('S1', 0, 0), station('S2', 0, 0)])).toBeUndefined();
    expect(
      bottleneck([{ station: 'S1', time: time({ unknown: 3600 }), plannedRunS: 0 }, station('S2', 9, 9)]),
    ).toBeUndefined();
  });
});
