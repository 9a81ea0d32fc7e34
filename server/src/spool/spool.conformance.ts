import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { rowsOf, samplesOf } from '@linetwin/testing';
import fc from 'fast-check';
import type { Spool } from './spool.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const ALL = Number.MAX_SAFE_INTEGER;

export const SPOOL_TEST_ADDRESSES = ['site/area/line/m1/a', 'site/area/line/m1/b'];

/** The promises of the port, for every adapter. `create` gives an empty spool over `SPOOL_TEST_ADDRESSES`, started. */
export function spoolConformance(
  name: string,
  create: () => Promise<{ spool: Spool; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of Spool`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let spool: Spool;
    beforeEach(async () => {
      subject = await create();
      spool = subject.spool;
    });
    afterEach(() => subject.dispose());

    const appendRows = (count: number) =>
      spool.append(samplesOf(Array.from({ length: count }, (_, i) => [i % 2, T0 + i, i, i % 3])));

    test('is empty in the beginning', () => {
      expect(spool.span()).toBeUndefined();
      expect(spool.read(0, ALL)).toEqual([]);
    });

    test('gives batches back whole, in order of their marks, with what their indexes point into', async () => {
      const rows = [
        [0, T0, 1.25, 0],
        [1, T0 + 0.5, NaN, 2],
        [0, T0 + 1, -Infinity, 1],
      ] as const;
      await spool.append(samplesOf(rows));
      await spool.append(samplesOf([[1, T0, 7]]));
      const batches = spool.read(0, ALL);
      expect(batches.map(({ samples }) => rowsOf(samples))).toEqual([rows, [[1, T0, 7, 0]]]);
      expect(batches.map(({ addresses }) => addresses)).toEqual([SPOOL_TEST_ADDRESSES, SPOOL_TEST_ADDRESSES]);
      expect(batches[1].mark).toBe(batches[0].mark + 1);
    });

    test('counts only the rows that the batch says it has', async () => {
      const batch = samplesOf([
        [0, T0, 1],
        [0, T0 + 1, 2],
      ]);
      batch.length = 1;
      await spool.append(batch);
      expect(rowsOf(spool.read(0, ALL)[0].samples)).toEqual([[0, T0, 1, 0]]);
    });

    test('has copied the batch when append resolves, so that its sender may reuse it', async () => {
      const batch = samplesOf([[0, T0, 1]]);
      await spool.append(batch);
      batch.value[0] = 99;
      expect(spool.read(0, ALL)[0].samples.value[0]).toBe(1);
    });

    test('gives appends that were not waited for marks in the order of the calls', async () => {
      const marks = await Promise.all([1, 2, 3, 4].map((rows) => appendRows(rows)));
      expect(marks).toEqual([...marks].sort((a, b) => a - b));
      expect(spool.read(0, ALL).map(({ samples }) => samples.length)).toEqual([1, 2, 3, 4]);
    });

    test('reads after a mark, up to a number of rows, but at least one batch', async () => {
      const [first, second] = [await appendRows(10), await appendRows(10)];
      await appendRows(10);
      expect(spool.read(0, 20)).toHaveLength(2);
      expect(spool.read(0, 19)).toHaveLength(1);
      expect(spool.read(0, 1)).toHaveLength(1);
      expect(spool.read(first, ALL).map(({ mark }) => mark)).toEqual([second, second + 1]);
    });

    test('forgets batches up to a mark and only those', async () => {
      const marks = [await appendRows(1), await appendRows(2), await appendRows(3)];
      await spool.trim(marks[1]);
      expect(spool.read(0, ALL).map(({ mark }) => mark)).toEqual([marks[2]]);
      expect(spool.span()).toEqual({ oldest: marks[2], newest: marks[2] });
      await spool.trim(marks[1]);
      expect(spool.span()).toEqual({ oldest: marks[2], newest: marks[2] });
    });

    test('never gives a mark again, also after everything was forgotten', async () => {
      const last = await appendRows(1);
      await spool.trim(last);
      expect(spool.span()).toBeUndefined();
      expect(await appendRows(1)).toBe(last + 1);
    });

    test('behaves like a list, whatever is appended, read and forgotten', async () => {
      const step = fc.oneof(
        fc.record({ do: fc.constant('append' as const), rows: fc.integer({ min: 0, max: 5 }) }),
        fc.record({ do: fc.constant('trim' as const), back: fc.integer({ min: 0, max: 5 }) }),
      );
      const list: { mark: number; rows: number }[] = [];
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          for (const one of steps) {
            if (one.do === 'append') list.push({ mark: await appendRows(one.rows), rows: one.rows });
            else {
              const upTo = (list.at(-1)?.mark ?? 0) - one.back;
              await spool.trim(upTo);
              while (list.length > 0 && list[0].mark <= upTo) list.shift();
            }
          }
          const found = spool.read(0, ALL).map(({ mark, samples }) => ({ mark, rows: samples.length }));
          expect(found).toEqual(list);
        }),
        { numRuns: 20 },
      );
    });
  });
}
