import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LatestValueStore } from './latest-value-store.ts';
import { batchOf, smallPlant } from './testing.ts';

function store(): LatestValueStore {
  const live = new LatestValueStore(smallPlant());
  live.setConnected(true);
  return live;
}

describe('the newest values', () => {
  test('are NaN at time 0 before anything came', () => {
    const live = store();
    expect(live.value[1]).toBeNaN();
    expect(live.time[1]).toBe(0);
  });

  test('are never replaced by older ones', () => {
    const live = store();
    live.apply(batchOf([1, 2000, 7], [1, 1000, 5]));
    live.commit();
    expect(live.value[1]).toBe(7);
  });

  test('equal, after any order of arrival, the value with the greatest time', () => {
    const rows = fc.uniqueArray(fc.record({ time: fc.integer({ min: 1, max: 1e6 }), value: fc.double() }), {
      selector: ({ time }) => time,
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, (sent) => {
        const live = store();
        for (const { time, value } of sent) live.apply(batchOf([1, time, value]));
        live.commit();
        const newest = sent.reduce((a, b) => (b.time > a.time ? b : a));
        expect(live.value[1]).toEqual(newest.value);
      }),
    );
  });

  test('of a signal that the model does not have are left out', () => {
    const live = store();
    live.apply(batchOf([99, 1000, 1]));
    live.commit();
    expect(live.changedCount).toBe(0);
  });
});

describe('a commit', () => {
  test('tells once about several batches, naming each changed signal once', () => {
    const live = store();
    let told = 0;
    live.subscribe(() => told++);
    live.apply(batchOf([1, 1000, 5], [0, 1000, 4]));
    live.apply(batchOf([1, 2000, 6]));
    live.commit();
    expect(told).toBe(1);
    expect(live.revision).toBe(1);
    expect([...live.changed.subarray(0, live.changedCount)].sort()).toEqual([0, 1]);
  });

  test('tells nobody when nothing was applied, and nobody who has left', () => {
    const live = store();
    let told = 0;
    const leave = live.subscribe(() => told++);
    live.commit();
    leave();
    live.apply(batchOf([1, 1000, 5]));
    live.commit();
    expect(told).toBe(0);
  });
});

describe('staleness', () => {
  test('comes after three missed periods, with half a second for the way', () => {
    const live = store();
    live.apply(batchOf([1, 10_000, 5]));
    expect(live.isStale(1, 13_500)).toBe(false);
    expect(live.isStale(1, 13_501)).toBe(true);
  });

  test('does not come to signals that speak on events only', () => {
    const live = store();
    live.apply(batchOf([2, 10_000, 5]));
    expect(live.isStale(2, 10_000_000)).toBe(false);
  });

  test('comes to every signal at once when the connection is lost', () => {
    const live = store();
    live.apply(batchOf([1, 10_000, 5], [2, 10_000, 5]));
    live.setConnected(false);
    expect([live.isStale(1, 10_000), live.isStale(2, 10_000)]).toEqual([true, true]);
  });
});

describe('the server clock', () => {
  test('is believed at once when ahead, slowly when a frame was late', () => {
    const live = store();
    live.learnClock(1_000_100, 1_000_000);
    expect(live.clockOffsetMs).toBe(100);
    live.learnClock(2_000_000, 2_000_000);
    expect(live.clockOffsetMs).toBeGreaterThan(90);
    live.learnClock(3_000_400, 3_000_000);
    expect(live.clockOffsetMs).toBe(400);
  });

  test('is taken anew after a jump', () => {
    const live = store();
    live.learnClock(1_000_000, 1_000_000);
    live.learnClock(1_000_000, 1_100_000);
    expect(live.clockOffsetMs).toBe(-100_000);
  });
});

describe('a watched signal', () => {
  test('starts with its newest value, keeps what comes, and is let go by its last watcher', () => {
    const live = store();
    live.apply(batchOf([1, 1000, 5]));
    const first = live.watch(1);
    const second = live.watch(1);
    expect(second.ring).toBe(first.ring);
    live.apply(batchOf([1, 2000, 6], [1, 3000, 0, 2]));
    expect(first.ring.length).toBe(3);
    expect(first.ring.valueAt(1)).toBe(6);
    expect(first.ring.valueAt(2)).toBeNaN();
    first.release();
    first.release();
    live.apply(batchOf([1, 4000, 7]));
    expect(second.ring.length).toBe(4);
    second.release();
    live.apply(batchOf([1, 5000, 8]));
    expect(second.ring.length).toBe(4);
  });
});
