import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { BearingPoint } from '@linetwin/contracts';
import { learnAnew, newBearingState, type HealthChange, type KeptBaseline } from './bearing-health.ts';
import { FULL_POINTS_MS, MILESTONE_MS, type BearingHealthStore } from './bearing-health-store.port.ts';

const T0 = Math.ceil(Date.UTC(2026, 0, 5) / MILESTONE_MS) * MILESTONE_MS;
const FRONT = 'site/area/line/m1#front';

export interface BearingHealthStoreUnderTest {
  store: BearingHealthStore;
  /** The same bearings as another worker process reaches them. */
  other: BearingHealthStore;
  dispose: () => Promise<void>;
}

function pointAt(at: number): BearingPoint {
  const seen = { rms: 1.5, kurtosis: 3, velocityRmsMmPerS: null, isoZone: null, stage: null, levelRatio: 1 };
  return { at, verdict: 'healthy', grade: 'none', ...seen };
}

function baselineOf(version: number, at: number): KeptBaseline {
  return {
    component: FRONT,
    version,
    learnedAt: at,
    from: at - 1000,
    to: at,
    by: null,
    reason: null,
    method: '1.0.0',
    levels: { bursts: 20, views: { raw: { cage: { prominence: 2, depth: 0.1 } } }, rms: 1.5 },
    reference: { at, shaftRpm: 1800.5, spectra: [{ view: 'raw', frequencyHz: [1, 2], depth: [0.1, 0.2] }] },
  };
}

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function bearingHealthStoreConformance(
  name: string,
  create: () => Promise<BearingHealthStoreUnderTest>,
): void {
  describe(`${name} keeps the promises of BearingHealthStore`, () => {
    let subject: BearingHealthStoreUnderTest;
    let store: BearingHealthStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    /** Counts bursts in the running time, so that a lost one is seen. */
    const fold = (at: number, by = store, rest: Partial<HealthChange> = {}) =>
      by.fold(FRONT, at, (before) => {
        const state = before ?? newBearingState(FRONT, at);
        return {
          state: { ...state, at: Math.max(at, state.at), runningMs: state.runningMs + 1 },
          point: pointAt(at),
          ...rest,
        };
      });

    test('knows nothing of a bearing that no burst came from', async () => {
      expect(await store.read(FRONT)).toEqual({ state: undefined, baseline: undefined });
      expect(await store.points(FRONT, 10)).toEqual([]);
      expect(await store.baselines(FRONT)).toEqual([]);
    });

    test('carries the state from burst to burst, and gives the points oldest first', async () => {
      for (const step of [0, 2, 1]) await fold(T0 + step * 1000);
      const { state } = await store.read(FRONT);
      expect(state).toEqual({ ...newBearingState(FRONT, T0), at: T0 + 2000, runningMs: 3 });
      expect(await store.points(FRONT, 10)).toEqual([0, 1, 2].map((step) => pointAt(T0 + step * 1000)));
      expect((await store.points(FRONT, 2)).map(({ at }) => at - T0)).toEqual([1000, 2000]);
    });

    test('folds a burst once, however often it is delivered', async () => {
      await fold(T0);
      expect(await fold(T0, subject.other)).toBeUndefined();
      expect((await store.read(FRONT)).state?.runningMs).toBe(1);
    });

    test('loses no burst that several workers fold at the same time', async () => {
      await Promise.all(
        Array.from({ length: 12 }, (_, i) => fold(T0 + i * 1000, i % 2 ? store : subject.other)),
      );
      expect((await subject.other.read(FRONT)).state?.runningMs).toBe(12);
    });

    test('keeps every version of the baseline and uses the newest', async () => {
      for (const version of [1, 2])
        await fold(T0 + version, store, { baseline: baselineOf(version, T0 + version) });
      expect(await store.baselines(FRONT)).toEqual([baselineOf(2, T0 + 2), baselineOf(1, T0 + 1)]);
      expect((await subject.other.read(FRONT)).baseline).toEqual(baselineOf(2, T0 + 2));
    });

    test('gives the points and the baseline of an instant, without what came later', async () => {
      await fold(T0, store, { baseline: baselineOf(1, T0) });
      await fold(T0 + 1000);
      await fold(T0 + 2000, store, { baseline: baselineOf(2, T0 + 2000) });
      const at = async (time: number, limit = 10) =>
        (await store.points(FRONT, limit, time)).map((point) => point.at - T0);
      expect(await at(T0 - 1)).toEqual([]);
      expect(await at(T0 + 1000)).toEqual([0, 1000]);
      expect(await at(T0 + 1000, 1)).toEqual([1000]);
      expect((await store.read(FRONT, T0 - 1)).baseline).toBeUndefined();
      expect((await store.read(FRONT, T0 + 1999)).baseline?.version).toBe(1);
      expect((await store.read(FRONT, T0 + 2000)).baseline?.version).toBe(2);
    });

    test('keeps nothing of a fold that fails', async () => {
      const failing = store.fold(FRONT, T0, () => {
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect((await store.read(FRONT)).state).toBeUndefined();
      expect(await fold(T0)).toBeDefined();
    });

    test('lets a person ask for a new baseline, also before the first burst', async () => {
      await store.change(FRONT, (before) =>
        learnAnew(before ?? newBearingState(FRONT, 0), T0, '李伟', '换了轴承'),
      );
      await fold(T0 + 5);
      expect((await subject.other.read(FRONT)).state?.learning).toEqual({
        since: T0,
        by: '李伟',
        reason: '换了轴承',
        bursts: [],
      });
    });

    test('thins points older than 30 days to the first of each six hours', async () => {
      const old = [0, 1, 2].map((i) => T0 + i * 1000);
      const next = [T0 + MILESTONE_MS, T0 + MILESTONE_MS + 1000];
      for (const at of [...old, ...next]) await fold(at);
      await fold(T0 + FULL_POINTS_MS + MILESTONE_MS + 500);
      expect((await store.points(FRONT, 10)).map(({ at }) => at - T0)).toEqual([
        0,
        MILESTONE_MS,
        MILESTONE_MS + 1000,
        FULL_POINTS_MS + MILESTONE_MS + 500,
      ]);
    });
  });
}
