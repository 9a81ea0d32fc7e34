import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { drainOf } from './drain.ts';
import { Ledger } from './ledger.ts';
import { messageOf, signalName, valueAt } from './machine-message.ts';
import { compare, type StoredRows } from './read-back.ts';

const T = 1_760_000_000_000;

describe('comparison of what was acknowledged with what is stored', () => {
  /** A store with the values of two messages of one machine, changed as the test says. */
  const store = (change: (signal: number, rows: [number, number][]) => [number, number][]): StoredRows => ({
    rowsOf: async (address) => {
      const signal = Number(address.split('_')[1]);
      return change(
        signal,
        [T, T + 1].map((time) => [time, valueAt(0, signal, time)]),
      );
    },
    close: () => undefined,
  });
  const told = [new Set([T, T + 1])];

  test('finds nothing where all is well', async () => {
    expect(
      await compare(
        told,
        ['m'],
        store((_, rows) => rows),
      ),
    ).toEqual({
      acknowledged: 20,
      stored: 20,
      lost: 0,
      duplicates: 0,
    });
  });

  test('counts what is missing, what is another value, and what is there twice', async () => {
    const found = await compare(
      told,
      ['m'],
      store((signal, rows) => {
        if (signal === 1) return rows.slice(1);
        if (signal === 2) return [[T, -1], rows[1]];
        return signal === 3 ? [...rows, rows[0]] : rows;
      }),
    );
    expect(found).toEqual({ acknowledged: 20, stored: 19, lost: 2, duplicates: 1 });
  });

  test('is made over the ledgers of all senders', async () => {
    const { path, remove } = await temporaryFolder();
    const files = [join(path, 'a'), join(path, 'b')];
    for (const [i, file] of files.entries()) {
      const ledger = new Ledger();
      for (let k = 0; k < 5000; k++) ledger.add({ machine: i, time: T + k });
      await ledger.write(file);
    }
    const times = await Ledger.read(files, 2);
    expect(times.map(({ size }) => size)).toEqual([5000, 5000]);
    expect(times[1].has(T + 4999)).toBe(true);
    await remove();
  });

  test('is of values as they were sent', () => {
    const { time, values } = messageOf({ machine: 3, time: T });
    expect(time).toBe(T);
    for (let signal = 0; signal < 10; signal++)
      expect(values[signalName(signal)]).toBe(valueAt(3, signal, T));
  });
});

describe('how fast a backlog went', () => {
  const looks = (...stored: number[]) => stored.map((sum, i) => ({ at: i * 1000, stored: sum }));

  test('is measured while history takes more than comes in', () => {
    // Two seconds of nothing, three of 5,000 a second, then as live.
    expect(drainOf(looks(0, 0, 0, 5000, 10_000, 15_000, 16_000, 17_000), 1000)).toEqual({
      valuesPerS: 5000,
      ratio: 5,
      seconds: 3,
    });
  });

  test('is nothing where nothing had waited', () => {
    expect(drainOf(looks(0, 1000, 2000, 2900, 4000), 1000)).toBeUndefined();
  });
});
