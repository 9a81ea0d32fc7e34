import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { NewRun, RunEnd, RunStore } from './run-store.port.ts';

const newRun = (id: string, rest: Partial<NewRun> = {}): NewRun => ({
  id,
  kind: 'simulated',
  name: 'wheel dull',
  lines: ['bearing-1', 'weld-1'],
  seed: 4_294_967_295,
  speed: null,
  cycleS: 1,
  beginAt: 1_767_542_400_000,
  endAt: 1_767_546_000_000,
  scenario: { name: 'wheel dull', sha256: 'abc' },
  branchOf: null,
  software: '0.1.0',
  home: 'here',
  by: 'ming',
  askedAt: 1000,
  ...rest,
});

const done: RunEnd = {
  state: 'done',
  reason: null,
  detail: null,
  at: 3000,
  bytes: 1234,
  hasLabels: true,
  figures: {
    lines: [{ line: 'weld-1', good: 5, scrap: 1, kwh: 2.5 }],
    alarms: [{ signal: 'a/b/c/d/e', limit: 'high', raised: 2, activeS: 30 }],
    alarmsRaised: 2,
    values: 100,
    refused: 0,
  },
};

/** What every `RunStore` promises. */
export function runStoreConformance(
  name: string,
  create: () => Promise<{ store: RunStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of a run store`, () => {
    let store: RunStore;
    let dispose: () => Promise<void>;
    beforeEach(async () => {
      ({ store, dispose } = await create());
    });
    afterEach(() => dispose());

    test('a run is queued, runs, and is done with what it was found to be', async () => {
      await store.add(newRun('a', { branchOf: { run: 'z', at: 5 } }), 'name: x');
      expect(await store.read('a')).toEqual({
        ...newRun('a'),
        branchOf: { run: 'z', at: 5 },
        state: 'queued',
        reason: null,
        detail: null,
        progress: 0,
        startedAt: null,
        endedAt: null,
        bytes: 0,
        hasValues: false,
        hasLabels: false,
        figures: null,
        problems: [],
      });
      expect(await store.advance('a', { progress: 0.1, bytes: 1 })).toBe(false);
      expect(await store.begin('a', 2000)).toBe(true);
      expect(await store.begin('a', 2001)).toBe(false);
      expect(await store.advance('a', { progress: 0.5, bytes: 10 })).toBe(true);
      expect(await store.read('a')).toMatchObject({
        state: 'running',
        progress: 0.5,
        bytes: 10,
        startedAt: 2000,
      });
      const problems = [{ row: 3, column: 'power', message: 'no number' }];
      const found = { beginAt: 7, endAt: 9, lines: ['weld-1'], problems };
      expect(await store.end('a', { ...done, found })).toBe(true);
      const { figures, bytes, hasLabels } = done;
      expect(await store.read('a')).toMatchObject({
        state: 'done',
        progress: 1,
        endedAt: 3000,
        hasValues: true,
        ...{ figures, bytes, hasLabels },
        ...found,
      });
    });

    test('a run that is over stays as it ended', async () => {
      await store.add(newRun('a'), null);
      const cancelled: RunEnd = { ...done, state: 'cancelled', reason: 'asked', bytes: 0, figures: null };
      expect(await store.end('a', cancelled)).toBe(true);
      expect(await store.end('a', done)).toBe(false);
      expect(await store.begin('a', 1)).toBe(false);
      expect(await store.advance('a', { progress: 1, bytes: 1 })).toBe(false);
      expect(await store.read('a')).toMatchObject({
        state: 'cancelled',
        reason: 'asked',
        hasValues: false,
        progress: 0,
      });
    });

    test('the list is newest first and bounded; open runs are those of one folder, oldest first', async () => {
      await store.add(newRun('a', { askedAt: 1 }), null);
      await store.add(newRun('b', { askedAt: 3 }), null);
      await store.add(newRun('c', { askedAt: 2 }), null);
      await store.add(newRun('d', { askedAt: 4, home: 'elsewhere' }), null);
      await store.begin('a', 5);
      await store.end('c', done);
      expect((await store.list(3)).map(({ id }) => id)).toEqual(['d', 'b', 'c']);
      expect((await store.open('here')).map(({ id }) => id)).toEqual(['a', 'b']);
    });

    test('a scenario is given only when it is asked for, and goes with its run', async () => {
      await store.add(newRun('a'), 'name: x');
      expect(await store.scenario('a')).toBe('name: x');
      expect(JSON.stringify([await store.read('a'), await store.list(9)])).not.toContain('name: x');
      expect(await store.remove('a')).toBe(false);
      await store.end('a', done);
      await store.clearValues('a');
      expect(await store.read('a')).toMatchObject({ state: 'done', hasValues: false, bytes: 0 });
      expect(await store.remove('a')).toBe(true);
      expect([await store.read('a'), await store.scenario('a')]).toEqual([undefined, undefined]);
      expect(await store.remove('a')).toBe(false);
    });
  });
}
