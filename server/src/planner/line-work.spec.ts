import { describe, expect, test } from '@jest/globals';
import type { PlanInput } from '@linetwin/contracts';
import { workOf } from './line-work.ts';
import type { WantedWork } from './order-lots.ts';

const QUARTER_MS = 900_000;
const FROM = Date.parse('2026-11-27T00:00:00+08:00');
const input = (resource: string, secondsPerPart: number | null): PlanInput => ({
  resource,
  runningKw: 100,
  readyKw: 40,
  restKw: 10,
  warmUpMinutes: 0,
  canRest: true,
  secondsPerPart,
  source: 'ledger',
});
/** Ten parts a quarter. */
const line = input('l1', 90);
const wanted = (
  id: string,
  quantity: number,
  dueQuarter: number,
  more: Partial<WantedWork> = {},
): WantedWork => ({
  id,
  line: 'l1',
  product: 'p',
  source: 'order',
  dueAt: FROM + dueQuarter * QUARTER_MS,
  quantity,
  ...more,
});
const span = (quarters: number, after: number, isStaffed: (t: number) => boolean = () => true) => ({
  from: FROM,
  quarters,
  staffed: Array.from({ length: quarters + after }, (_, t) => isStaffed(t)),
});

describe('the work of a line as people run it', () => {
  test('begins at once, what is due first going first, and takes from the stock meanwhile', () => {
    const { jobs, late, taken, work } = workOf(
      [wanted('B', 20, 8), wanted('A', 25, 4)],
      line,
      [],
      span(8, 2),
    );
    expect(jobs.map(({ order, earliest, due }) => [order, earliest, due])).toEqual([
      ['A', 0, 3],
      ['B', 3, 5],
    ]);
    expect(jobs[0].loadKw).toEqual([60, 60, 60]);
    expect(late).toEqual([]);
    expect(taken).toEqual([10, 10, 10, 10, 10, 0, 0, 0, 0, 0]);
    expect(work.map(({ id, quarters }) => [id, quarters])).toEqual([
      ['A', 3],
      ['B', 2],
    ]);
  });

  test('begins no shift before it begins, and stands while nobody is there', () => {
    const shift = { source: 'shift' as const, beginAt: FROM + 4 * QUARTER_MS };
    const { jobs } = workOf(
      [wanted('S', 20, 8, shift)],
      line,
      [],
      span(8, 0, (t) => t !== 5),
    );
    expect(jobs.map(({ earliest, due }) => [earliest, due])).toEqual([
      [4, 5],
      [6, 7],
    ]);
  });

  test('says which order is late, and what finds no place within the plan', () => {
    const { late } = workOf([wanted('A', 60, 4), wanted('B', 40, 7)], line, [], span(8, 4));
    expect(late).toEqual([
      { order: 'A', lateQuarters: 2, unplacedQuarters: 0 },
      { order: 'B', lateQuarters: 1, unplacedQuarters: 2 },
    ]);
  });

  test('shows of what is due later only what is done within the plan, and goes on taking after it', () => {
    const { jobs, taken, work, late } = workOf([wanted('A', 100, 20)], line, [], span(4, 4));
    expect(work).toMatchObject([{ id: 'A', quarters: 4 }]);
    expect(jobs).toHaveLength(1);
    expect(late).toEqual([]);
    expect(taken).toEqual(new Array(8).fill(10));
  });
});
