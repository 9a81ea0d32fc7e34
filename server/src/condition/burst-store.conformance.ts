import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BurstStore } from './burst-store.port.ts';

const MACHINE = 'site/area/line/m1';
const NAME = `${MACHINE}/vibration/1000.ltvb`;
const BYTES = Uint8Array.from([1, 2, 3, 255]);

/** The promises of the port, for every adapter. `create` gives an empty, started store. */
export function burstStoreConformance(name: string, create: () => Promise<BurstStore>): void {
  describe(`${name} keeps the promises of BurstStore`, () => {
    let store: BurstStore;
    beforeEach(async () => void (store = await create()));

    test('keeps a burst as it came, until it is settled', async () => {
      expect(await store.keep(MACHINE, 'vibration', 1000, BYTES)).toEqual({ name: NAME, isNew: true });
      expect([...(await store.readPending(NAME))!]).toEqual([...BYTES]);
      expect(await store.listPending()).toEqual([NAME]);
      await store.settle(NAME);
      expect(await store.readPending(NAME)).toBeUndefined();
      expect(await store.listPending()).toEqual([]);
    });

    test('adds nothing when a burst comes again', async () => {
      await store.keep(MACHINE, 'vibration', 1000, BYTES);
      expect(await store.keep(MACHINE, 'vibration', 1000.3, BYTES)).toEqual({ name: NAME, isNew: false });
      expect(await store.listPending()).toEqual([NAME]);
    });

    test('keeps one of several that come at once', async () => {
      await Promise.all(Array.from({ length: 4 }, () => store.keep(MACHINE, 'vibration', 1000, BYTES)));
      expect(await store.listPending()).toEqual([NAME]);
      expect([...(await store.readPending(NAME))!]).toEqual([...BYTES]);
    });

    test('takes a settling that came twice, or for a burst that it never had', async () => {
      await store.keep(MACHINE, 'vibration', 1000, BYTES);
      await store.settle(NAME);
      await store.settle(NAME);
      await store.settle(`${MACHINE}/vibration/5.ltvb`);
      expect(await store.listPending()).toEqual([]);
    });
  });
}
