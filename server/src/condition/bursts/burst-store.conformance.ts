import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BurstRetention, BurstStore } from './burst-store.port.ts';

const MACHINE = 'site/area/line/m1';
const NAME = `${MACHINE}/vibration/1000.ltvb`;
const BYTES = Uint8Array.from([1, 2, 3, 255]);

/** The promises of the port, for every adapter. `create` gives an empty, started store. */
export function burstStoreConformance(
  name: string,
  create: (retention: BurstRetention) => Promise<BurstStore>,
): void {
  describe(`${name} keeps the promises of BurstStore`, () => {
    let store: BurstStore;
    beforeEach(async () => void (store = await create({ bursts: 3, bytes: 10 })));

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

    test('lists what is there of a machine, newest first, and reads it, pending or settled', async () => {
      await store.keep(MACHINE, 'vibration', 2000, BYTES);
      await store.keep(MACHINE, 'vibration', 10_000, Uint8Array.of(9));
      await store.keep(MACHINE, 'current', 3000, BYTES);
      await store.keep(`${MACHINE}1`, 'vibration', 4000, BYTES);
      await store.settle(`${MACHINE}/vibration/2000.ltvb`);
      expect(await store.list(MACHINE)).toEqual([
        { name: `${MACHINE}/current/3000.ltvb`, bytes: 4 },
        { name: `${MACHINE}/vibration/10000.ltvb`, bytes: 1 },
        { name: `${MACHINE}/vibration/2000.ltvb`, bytes: 4 },
      ]);
      expect([...(await store.read(`${MACHINE}/vibration/2000.ltvb`))!]).toEqual([...BYTES]);
      expect([...(await store.read(`${MACHINE}/vibration/10000.ltvb`))!]).toEqual([9]);
      expect(await store.read(`${MACHINE}/vibration/5.ltvb`)).toBeUndefined();
      expect(await store.list('site/area/line/m9')).toEqual([]);
    });

    const settleAt = async (channel: string, times: readonly number[], bytes: Uint8Array) => {
      for (const time of times) {
        const { name } = await store.keep(MACHINE, channel, time, bytes);
        await store.settle(name);
      }
    };
    const timesOf = async (channel: string) =>
      (await store.list(MACHINE))
        .filter(({ name }) => name.includes(`/${channel}/`))
        .map(({ name }) => Number.parseInt(name.split('/').at(-1)!, 10));

    test('forgets the oldest settled bursts of a sensor when there are too many', async () => {
      await settleAt('current', [500], Uint8Array.of(1));
      await settleAt('vibration', [9000, 10_000, 11_000, 12_000], Uint8Array.of(1));
      expect(await timesOf('vibration')).toEqual([12_000, 11_000, 10_000]);
      expect(await timesOf('current')).toEqual([500]);
    });

    test('forgets them when they take too many bytes, but never the newest', async () => {
      await settleAt('vibration', [1000, 2000, 3000], BYTES);
      expect(await timesOf('vibration')).toEqual([3000, 2000]);
      await settleAt('vibration', [4000], new Uint8Array(50));
      expect(await timesOf('vibration')).toEqual([4000]);
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
