import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ComponentState, ComponentStateStore } from './component-state-store.port.ts';

const COMPONENT = 'site/area/line/m1#drive-train';

/** State of some sort of component. */
interface State extends ComponentState {
  history?: unknown[];
}

export interface ComponentStateStoreUnderTest {
  store: ComponentStateStore<State>;
  /** The same components as another worker process reaches them. */
  other: ComponentStateStore<State>;
  dispose: () => Promise<void>;
}

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function componentStateStoreConformance(
  name: string,
  create: () => Promise<ComponentStateStoreUnderTest>,
): void {
  describe(`${name} as a store of components`, () => {
    let store: ComponentStateStore<State>;
    let other: ComponentStateStore<State>;
    let dispose: () => Promise<void>;
    beforeEach(async () => ({ store, other, dispose } = await create()));
    afterEach(() => dispose());

    test('knows nothing of a component before its first burst', async () => {
      expect(await store.read(COMPONENT)).toBeUndefined();
    });

    test('gives back what was kept, to every worker and whole', async () => {
      const history = [
        { at: 5, speedRpm: 1750.5, harmonics: [0.41, 0.06], foreign: [{ hz: 617.25, mmPerS: 0.7 }] },
      ];
      const kept = await store.change(COMPONENT, (before) => {
        expect(before).toBeUndefined();
        return { at: 5, history };
      });
      expect(await other.read(COMPONENT)).toEqual(kept);
      expect(kept.history).toEqual(history);
      expect(await store.read('site/area/line/m2#drive-train')).toBeUndefined();
    });

    test('changes one component one after another, also from several workers', async () => {
      await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          (i % 2 === 0 ? store : other).change(COMPONENT, (before) => ({
            at: (before?.at ?? 0) + 1,
          })),
        ),
      );
      expect((await store.read(COMPONENT))?.at).toBe(10);
    });

    test('keeps what was when a change fails', async () => {
      await store.change(COMPONENT, () => ({ at: 3 }));
      const failing = store.change(COMPONENT, () => {
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect((await store.read(COMPONENT))?.at).toBe(3);
    });
  });
}
