import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ShiftReport } from '@linetwin/contracts';
import { KEPT_MS, type ReportStore } from './report-store.port.ts';

const T0 = Date.UTC(2026, 0, 5);
const HOUR_MS = 3_600_000;

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function reportStoreConformance(name: string, create: () => Promise<ReportStore>): void {
  describe(`${name} keeps the promises of ReportStore`, () => {
    let store: ReportStore;
    beforeEach(async () => void (store = await create()));

    const report = (from: number, rest: Partial<ShiftReport> = {}): ShiftReport => ({
      line: 'l1',
      from,
      to: from + 8 * HOUR_MS,
      shift: 'early',
      language: 'zh',
      madeAt: from + 9 * HOUR_MS,
      ...rest,
    });
    const bytes = (...values: number[]) => new Uint8Array(values);

    test('gives reports back byte by byte, by line, begin and language', async () => {
      await store.keep(report(T0), bytes(0, 255, 37));
      await store.keep(report(T0, { language: 'en' }), bytes(1));
      expect(new Uint8Array((await store.read('l1', T0, 'zh'))!)).toEqual(bytes(0, 255, 37));
      expect(new Uint8Array((await store.read('l1', T0, 'en'))!)).toEqual(bytes(1));
      expect(await store.read('l2', T0, 'zh')).toBeUndefined();
    });

    test('lists the newest of a line first, and replaces one that is made again', async () => {
      await store.keep(report(T0), bytes(1));
      await store.keep(report(T0 + 8 * HOUR_MS), bytes(2));
      await store.keep(report(T0, { line: 'l2' }), bytes(3));
      await store.keep(report(T0, { madeAt: T0 + 20 * HOUR_MS }), bytes(4));
      expect(await store.list('l1', 10)).toEqual([
        report(T0 + 8 * HOUR_MS),
        report(T0, { madeAt: T0 + 20 * HOUR_MS }),
      ]);
      expect(await store.list('l1', 1)).toHaveLength(1);
      expect(new Uint8Array((await store.read('l1', T0, 'zh'))!)).toEqual(bytes(4));
    });

    test('lets go of what is older than it keeps', async () => {
      await store.keep(report(T0), bytes(1));
      await store.keep(report(T0 + KEPT_MS + HOUR_MS), bytes(2));
      expect(await store.list('l1', 10)).toHaveLength(1);
    });
  });
}
