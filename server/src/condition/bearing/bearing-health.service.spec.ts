import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BearingPoint } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { newBearingState } from './bearing-health.ts';
import { BearingHealthService } from './bearing-health.service.ts';
import { InMemoryBearingHealthStore } from './in-memory-bearing-health-store.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const index = new ModelIndex(testPlant());
const [bearing] = index.equipment(TEST_SPINDLE)!.bearings;
const LEFT = { fromMs: 1000, toMs: 9000, coverage: 0.8, lives: 12 };

let store: InMemoryBearingHealthStore;
let service: BearingHealthService;
beforeEach(() => {
  store = new InMemoryBearingHealthStore();
  service = new BearingHealthService({ index, store, now: () => T0 });
});

const burst = (at: number, rest: Partial<BearingPoint>) => {
  const component = `${TEST_SPINDLE}#${bearing.id}`;
  const point: BearingPoint = {
    at,
    verdict: 'healthy',
    grade: 'none',
    rms: 1,
    kurtosis: 3,
    velocityRmsMmPerS: 1.2,
    isoZone: 'A',
    stage: 1,
    levelRatio: 1,
    ...rest,
  };
  return store.fold(component, at, (before) => ({
    state: {
      ...(before ?? newBearingState(component, at)),
      at,
      stage: point.stage,
      levelRatio: point.levelRatio,
    },
    point,
  }));
};
const healthAt = async (at?: number) =>
  (await service.ofEquipment(TEST_SPINDLE, at)).find((one) => one.bearing === bearing.id)!;

describe('how bearings stood', () => {
  test('is told of an instant by the last burst up to it', async () => {
    await burst(T0, { stage: 2, levelRatio: 1.5 });
    await burst(T0 + 1000, {
      stage: 3,
      levelRatio: 4,
      impulseRatio: 2,
      velocityRmsMmPerS: 8,
      remaining: LEFT,
    });
    await burst(T0 + 2000, { stage: 4, levelRatio: 9 });
    expect(await healthAt(T0 - 1)).toMatchObject({ at: null, stage: null, remaining: null, points: [] });
    expect(await healthAt(T0)).toMatchObject({ at: T0, stage: 2, levelRatio: 1.5, remaining: null });
    expect(await healthAt(T0 + 1999)).toMatchObject({
      at: T0 + 1000,
      stage: 3,
      levelRatio: 4,
      impulseRatio: 2,
      isoZone: 'D',
      remaining: LEFT,
    });
    expect((await healthAt(T0 + 1999)).points).toHaveLength(2);
  });

  test('says that it does not know what was left where the burst did not keep it', async () => {
    await burst(T0, { stage: 3, levelRatio: 4 });
    await burst(T0 + 1000, { stage: 4, levelRatio: 9 });
    expect(await healthAt(T0)).toMatchObject({ stage: 3 });
    expect((await healthAt(T0)).remaining).toBeUndefined();
  });

  test('is as it is now where no burst came since', async () => {
    await burst(T0, { stage: 2, levelRatio: 1.5 });
    expect(await healthAt(T0 + 5)).toEqual(await healthAt());
  });
});
