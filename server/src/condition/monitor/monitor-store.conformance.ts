import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { trainMonitor } from '@linetwin/condition';
import type { KeptMonitor, MonitorLearning } from './monitor-record.ts';
import type { MonitorStore, ScoreOf } from './monitor-store.port.ts';

const MACHINE = 'site/area/line/m1';
const T0 = Date.UTC(2026, 0, 5, 8);

export interface MonitorStoreUnderTest {
  store: MonitorStore;
  /** The same monitors as another process reaches them. */
  other: MonitorStore;
  dispose: () => Promise<void>;
}

const rows = Array.from({ length: 260 }, (_, i) => Float64Array.of(Math.sin(i), Math.cos(2 * i)));
const monitor = trainMonitor({ signals: ['power', 'flow'], stretches: [rows] });

function modelOf(rest: Partial<KeptMonitor> = {}): Omit<KeptMonitor, 'version'> {
  const times = { trainedAt: T0 + 1000, from: T0 - 1000, to: T0 };
  return { equipment: MACHINE, ...times, by: null, reason: null, monitor, ...rest };
}

function learningOf(since: number, rest: Partial<MonitorLearning> = {}): MonitorLearning {
  return {
    equipment: MACHINE,
    since,
    by: null,
    reason: null,
    rows: 0,
    problem: null,
    triedAt: null,
    ...rest,
  };
}

function scoreAt(at: number, rest: Partial<ScoreOf> = {}): ScoreOf {
  const contributions = [{ signal: 'power', share: 0.75, deviation: -1.5 }];
  return { equipment: MACHINE, at, version: 1, q: 0.5, tSquared: 0.25, contributions, ...rest };
}

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function monitorStoreConformance(name: string, create: () => Promise<MonitorStoreUnderTest>): void {
  describe(`${name} keeps the promises of MonitorStore`, () => {
    let subject: MonitorStoreUnderTest;
    let store: MonitorStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    test('knows no model of a machine that was never learned', async () => {
      expect(await store.newest(MACHINE)).toBeUndefined();
      expect(await store.learning(MACHINE)).toBeUndefined();
      expect(await store.order('o')).toBeUndefined();
    });

    test('gives each model the next version, whole as it was kept, and the same order one version', async () => {
      expect(await store.keepModel('o1', modelOf(), T0)).toBe(1);
      expect(await store.keepModel('o2', modelOf({ by: '李伟', reason: '大修' }), T0)).toBe(2);
      expect(await subject.other.keepModel('o1', modelOf(), T0)).toBe(1);
      expect(await subject.other.newest(MACHINE)).toEqual({
        ...modelOf({ by: '李伟', reason: '大修' }),
        version: 2,
      });
      expect(await store.newest('site/area/line/m2')).toBeUndefined();
    });

    test('gives the model that was in use at an instant', async () => {
      await store.keepModel('o1', modelOf({ trainedAt: T0 }), T0);
      await store.keepModel('o2', modelOf({ trainedAt: T0 + 10 }), T0);
      expect(await store.newest(MACHINE, T0 - 1)).toBeUndefined();
      expect((await store.newest(MACHINE, T0 + 9))?.version).toBe(1);
      expect((await subject.other.newest(MACHINE, T0 + 10))?.version).toBe(2);
    });

    test('gives versions one after another when several workers finish at the same time', async () => {
      const versions = await Promise.all(
        Array.from({ length: 6 }, (_, i) =>
          (i % 2 ? store : subject.other).keepModel(`o${i}`, modelOf(), T0),
        ),
      );
      expect(versions.sort()).toEqual([1, 2, 3, 4, 5, 6]);
    });

    test('ends the learning that a model was ordered for, and not one that was asked for since', async () => {
      await store.setLearning(learningOf(T0));
      await store.setLearning(learningOf(T0, { rows: 30, triedAt: T0 + 5 }));
      expect(await subject.other.learning(MACHINE)).toEqual(learningOf(T0, { rows: 30, triedAt: T0 + 5 }));
      await store.setLearning(learningOf(T0 + 9, { by: '李伟', reason: '大修' }));
      await store.keepModel('o1', modelOf(), T0);
      expect(await store.learning(MACHINE)).toMatchObject({ since: T0 + 9, by: '李伟' });
      await store.keepModel('o2', modelOf(), T0 + 9);
      expect(await store.learning(MACHINE)).toBeUndefined();
    });

    test('carries an order with its rows to the last bit, until it is settled', async () => {
      const stretches = [rows.slice(0, 3), [Float64Array.of(0.1, -1e-300)]];
      const order = {
        id: 'o1',
        equipment: MACHINE,
        learning: learningOf(T0),
        from: T0,
        to: T0 + 1,
        stretches,
      };
      await store.putOrder({ ...order, signals: ['power', 'flow'] });
      await store.putOrder({ ...order, signals: ['power', 'flow'] });
      expect(await subject.other.order('o1')).toEqual({ ...order, signals: ['power', 'flow'] });
      await subject.other.settle('o1');
      expect(await store.order('o1')).toBeUndefined();
    });

    test('gives the newest scores oldest first, each once, and forgets old ones', async () => {
      await store.addScores([]);
      await store.addScores([scoreAt(T0), scoreAt(T0 + 2), scoreAt(T0 + 1, { equipment: 'other' })]);
      await subject.other.addScores([scoreAt(T0 + 2, { q: 9 }), scoreAt(T0 + 3)]);
      const read = (limit: number) => store.scores(MACHINE, T0, T0 + 3, limit);
      expect((await read(10)).map(({ at, q }) => [at - T0, q])).toEqual([
        [0, 0.5],
        [2, 0.5],
        [3, 0.5],
      ]);
      const { equipment: _machine, ...score } = scoreAt(T0 + 3);
      expect(await read(1)).toEqual([score]);
      await store.forgetScores(T0 + 3);
      expect(await read(10)).toEqual([score]);
    });
  });
}
