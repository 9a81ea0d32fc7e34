import { beforeEach, describe, expect, test } from '@jest/globals';
import type { LineKpi } from '@linetwin/contracts';
import { seamMessage } from '@linetwin/testing';
import { RecordFeed } from './record-feed.ts';

const kpi = (line: string, good: number) => ({ line, good }) as LineKpi;

let feed: RecordFeed;
beforeEach(() => {
  feed = new RecordFeed('run-1');
});
const add = (count: number) => {
  for (let i = 0; i < count; i++) feed.add({ kind: 'kpi', kpi: kpi('line-1', i) });
};
const sequences = (run: string | undefined, after: number | undefined) =>
  feed.since(run, after)?.map(({ sequence }) => sequence);

describe('record feed', () => {
  test('numbers events from 1, without a gap', () => {
    expect([
      feed.add({ kind: 'kpi', kpi: kpi('a', 1) }).sequence,
      feed.add({ kind: 'kpi', kpi: kpi('a', 2) }).sequence,
    ]).toEqual([1, 2]);
  });

  test('gives a client that comes back what it missed, oldest first, and nothing when it missed nothing', () => {
    add(5);
    expect(sequences('run-1', 2)).toEqual([3, 4, 5]);
    expect(sequences('run-1', 0)).toEqual([1, 2, 3, 4, 5]);
    expect(sequences('run-1', 5)).toEqual([]);
  });

  test('does not know what a client of another run, a new one, or one from the future has missed', () => {
    add(5);
    expect(sequences('run-0', 2)).toBeUndefined();
    expect(sequences(undefined, 2)).toBeUndefined();
    expect(sequences('run-1', undefined)).toBeUndefined();
    expect(sequences('run-1', 6)).toBeUndefined();
  });

  test('does not pretend to know what it has forgotten', () => {
    add(2005);
    expect(sequences('run-1', 4)).toBeUndefined();
    expect(sequences('run-1', 5)).toHaveLength(2000);
  });

  test('has before the first event nothing that anyone missed', () => {
    expect(sequences('run-1', 0)).toEqual([]);
  });

  test('tells what stands: the newest indicators of each line, and what it is given', () => {
    const seams = [{ equipment: 'm', seam: seamMessage() }];
    feed.add({ kind: 'kpi', kpi: kpi('a', 1) });
    feed.add({ kind: 'kpi', kpi: kpi('b', 1) });
    feed.add({ kind: 'kpi', kpi: kpi('a', 2) });
    expect(feed.snapshot({ alarms: [], findings: [], incidents: [], seams })).toEqual({
      sequence: 3,
      alarms: [],
      findings: [],
      incidents: [],
      kpis: [kpi('a', 2), kpi('b', 1)],
      seams,
    });
  });
});
