import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Inbox, rowsOf, temporaryFolder } from '@linetwin/testing';
import { DuckDbHistory } from '../../src/history/duckdb-history.ts';
import { LmdbSpool } from '../../src/spool/lmdb-spool.ts';

const program = fileURLToPath(new URL('./append-for-ever.ts', import.meta.url));
const TIMEOUT_MS = 60_000;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

/** Lets a process append, kills it after so many promises. @returns the last mark it was promised */
async function appendAndKill(kind: 'spool' | 'history', path: string, killAfter: number): Promise<number> {
  const child = fork(program, [kind, path], { execArgv: ['--conditions=@linetwin/source', '--no-warnings'] });
  const promised = new Inbox<number>();
  child.on('message', (mark) => promised.push(mark as number));
  const ended = once(child, 'exit');
  try {
    await promised.until('promises', ({ length }) => length >= killAfter, 30_000);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  return promised.items.at(-1)!;
}

describe('after a kill at any moment', () => {
  test.each([1, 25, 200])(
    'the spool has every batch it promised to keep, whole and in order (killed at %d)',
    async (killAfter) => {
      const promised = await appendAndKill('spool', folder.path, killAfter);
      const spool = new LmdbSpool(folder.path, ['a', 'b']);
      await spool.start();
      const batches = spool.read(0, Number.MAX_SAFE_INTEGER);
      // One more may be there: kept, but the process was killed before it could say so.
      expect(batches.length - promised).toBeGreaterThanOrEqual(0);
      batches.forEach(({ mark, samples }, i) => {
        expect(mark).toBe(i + 1);
        expect(rowsOf(samples)).toEqual(
          [0, 1, 2, 3, 4].map((row) => [row % 2, mark * 10_000 + row * 1000, mark, 0]),
        );
      });
      await spool.stop();
    },
    TIMEOUT_MS,
  );

  test.each([1, 25, 90])(
    'history has every batch it promised to keep, whole and once (killed at %d)',
    async (killAfter) => {
      const path = join(folder.path, 'history.duckdb');
      const promised = await appendAndKill('history', path, killAfter);
      const history = new DuckDbHistory({ path, memoryLimitMb: 128, threads: 1 });
      await history.start();
      const last = history.lastMark();
      expect(last).toBeGreaterThanOrEqual(promised);
      const to = (last + 1) * 10_000 - 1;
      // A bucket per second, each with one value.
      const [a, b] = await history.read({ signals: ['a', 'b'], from: 0, to, points: (last + 1) * 10 });
      const marks = Array.from({ length: last }, (_, i) => i + 1);
      expect(a.time).toEqual(marks.flatMap((mark) => [0, 2, 4].map((i) => mark * 10_000 + i * 1000)));
      expect(b.time).toEqual(marks.flatMap((mark) => [1, 3].map((i) => mark * 10_000 + i * 1000)));
      expect(a.last).toEqual(marks.flatMap((mark) => [mark, mark, mark]));

      // One bucket, of rows or of rolled-up minutes: a row counted twice, or not, would pull the mean.
      const [wholeA] = await history.read({ signals: ['a'], from: 0, to, points: 1 });
      expect(wholeA.mean[0]).toBeCloseTo((last + 1) / 2, 9);
      await history.stop();
    },
    TIMEOUT_MS,
  );
});
