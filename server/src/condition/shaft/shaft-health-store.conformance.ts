import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ShaftHealthStore } from './shaft-health-store.port.ts';
import { newShaftState } from './shaft-health.ts';

const SHAFT = 'site/area/line/m1#drive-train';

export interface ShaftHealthStoreUnderTest {
  store: ShaftHealthStore;
  /** The same shafts as another worker process reaches them. */
  other: ShaftHealthStore;
  dispose: () => Promise<void>;
}

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function shaftHealthStoreConformance(
  name: string,
  create: () => Promise<ShaftHealthStoreUnderTest>,
): void {
  describe(`${name} as a store of shafts`, () => {
    let store: ShaftHealthStore;
    let other: ShaftHealthStore;
    let dispose: () => Promise<void>;
    beforeEach(async () => ({ store, other, dispose } = await create()));
    afterEach(() => dispose());

    test('knows nothing of a shaft before its first burst', async () => {
      expect(await store.read(SHAFT)).toBeUndefined();
    });

    test('gives back what was kept, to every worker and whole', async () => {
      const history = [
        { at: 5, speedRpm: 1750.5, harmonics: [0.41, 0.06], foreign: [{ hz: 617.25, mmPerS: 0.7 }] },
      ];
      const kept = await store.change(SHAFT, (before) => {
        expect(before).toBeUndefined();
        return { ...newShaftState(SHAFT), at: 5, history };
      });
      expect(await other.read(SHAFT)).toEqual(kept);
      expect(kept.history).toEqual(history);
      expect(await store.read('site/area/line/m2#drive-train')).toBeUndefined();
    });

    test('changes one shaft one after another, also from several workers', async () => {
      await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          (i % 2 === 0 ? store : other).change(SHAFT, (before) => ({
            ...(before ?? newShaftState(SHAFT)),
            at: (before?.at ?? 0) + 1,
          })),
        ),
      );
      expect((await store.read(SHAFT))?.at).toBe(10);
    });

    test('keeps what was when a change fails', async () => {
      await store.change(SHAFT, () => ({ ...newShaftState(SHAFT), at: 3 }));
      const failing = store.change(SHAFT, () => {
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect((await store.read(SHAFT))?.at).toBe(3);
    });
  });
}
