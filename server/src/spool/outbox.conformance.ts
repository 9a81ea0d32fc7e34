import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Outbox } from './outbox.port.ts';

const ALL = 1_000_000;
const bytes = (...values: number[]) => Uint8Array.from(values);

/** The promises of the port, for every adapter. `create` gives an empty outbox, started. */
export function outboxConformance(
  name: string,
  create: () => Promise<{ outbox: Outbox; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of Outbox`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let outbox: Outbox;
    beforeEach(async () => {
      subject = await create();
      outbox = subject.outbox;
    });
    afterEach(() => subject.dispose());

    const payloads = () => outbox.read('weld-seam', ALL).map(({ payload }) => [...payload]);

    test('is empty in the beginning, and takes nothing', async () => {
      await outbox.append('weld-seam', []);
      expect(outbox.read('weld-seam', ALL)).toEqual([]);
      expect(outbox.waiting('weld-seam')).toBe(0);
    });

    test('gives entries back whole and in the order of the calls, oldest first up to a limit', async () => {
      await Promise.all([
        outbox.append('weld-seam', [bytes(1), bytes()]),
        outbox.append('weld-seam', [bytes(2, 255)]),
      ]);
      expect(payloads()).toEqual([[1], [], [2, 255]]);
      expect(outbox.read('weld-seam', 2).map(({ payload }) => [...payload])).toEqual([[1], []]);
      expect(outbox.waiting('weld-seam')).toBe(3);
    });

    test('keeps kinds apart', async () => {
      await outbox.append('weld-seam', [bytes(1)]);
      await outbox.append('alarm-transition', [bytes(2)]);
      expect(payloads()).toEqual([[1]]);
      await outbox.remove('weld-seam', ALL);
      expect(outbox.read('alarm-transition', ALL)).toHaveLength(1);
      expect(outbox.waiting('alarm-transition')).toBe(1);
    });

    test('has copied a payload when append resolves, so that its sender may reuse it', async () => {
      const payload = bytes(1);
      await outbox.append('weld-seam', [payload]);
      payload[0] = 9;
      expect(payloads()).toEqual([[1]]);
    });

    test('gives every entry an origin that is its own and stays the same', async () => {
      await outbox.append('weld-seam', [bytes(1), bytes(1)]);
      await outbox.append('alarm-transition', [bytes(1)]);
      const origins = () =>
        (['weld-seam', 'alarm-transition'] as const).flatMap((kind) =>
          outbox.read(kind, ALL).map(({ origin }) => origin),
        );
      expect(new Set(origins()).size).toBe(3);
      expect(origins()).toEqual(origins());
    });

    test('is a line, whatever is appended and removed', async () => {
      const step = fc.oneof(
        fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 0, max: 4 }) }),
        fc.record({ do: fc.constant('remove' as const), count: fc.integer({ min: 0, max: 5 }) }),
      );
      let line: number[] = [];
      let next = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
          for (const { do: what, count } of steps) {
            if (what === 'append') {
              const values = Array.from({ length: count }, () => next++ % 256);
              await outbox.append(
                'weld-seam',
                values.map((value) => bytes(value)),
              );
              line.push(...values);
            } else {
              const entries = outbox.read('weld-seam', count);
              if (entries.length > 0) await outbox.remove('weld-seam', entries[entries.length - 1].mark);
              line = line.slice(count);
            }
            expect(payloads()).toEqual(line.map((value) => [value]));
            expect(outbox.waiting('weld-seam')).toBe(line.length);
          }
        }),
        { numRuns: 20 },
      );
    });
  });
}
