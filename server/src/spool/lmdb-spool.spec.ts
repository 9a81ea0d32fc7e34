import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { rowsOf, samplesOf, temporaryFolder } from '@linetwin/testing';
import { LmdbSpool } from './lmdb-spool.ts';
import { SPOOL_TEST_ADDRESSES, spoolConformance } from './spool.conformance.ts';

const T0 = Date.UTC(2026, 0, 5, 8);

spoolConformance('LmdbSpool', async () => {
  const folder = await temporaryFolder();
  const spool = new LmdbSpool(folder.path, SPOOL_TEST_ADDRESSES);
  await spool.start();
  return { spool, dispose: () => spool.stop().then(folder.remove) };
});

describe('LmdbSpool', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let spool: LmdbSpool;
  beforeEach(async () => {
    folder = await temporaryFolder();
    spool = new LmdbSpool(folder.path, ['a', 'b']);
    await spool.start();
  });
  afterEach(() => spool.stop().then(folder.remove));

  const reopen = async (addresses: string[]) => {
    await spool.stop();
    spool = new LmdbSpool(folder.path, addresses);
    await spool.start();
  };

  test('has its batches after a restart', async () => {
    const mark = await spool.append(
      samplesOf([
        [0, T0, 1],
        [1, T0, 2],
      ]),
    );
    await reopen(['a', 'b']);
    expect(spool.read(0, 10).map((batch) => [batch.mark, rowsOf(batch.samples)])).toEqual([
      [
        mark,
        [
          [0, T0, 1, 0],
          [1, T0, 2, 0],
        ],
      ],
    ]);
  });

  test('counts its marks on after a restart, also when it was drained before', async () => {
    const last = await spool.append(samplesOf([[0, T0, 1]]));
    await spool.trim(last);
    await reopen(['a', 'b']);
    expect(await spool.append(samplesOf([[0, T0, 1]]))).toBe(last + 1);
    await reopen(['a', 'b']);
    expect(await spool.append(samplesOf([[0, T0, 1]]))).toBe(last + 2);
  });

  test('tells what it holds, and not how large its file once was', async () => {
    const empty = spool.bytes();
    const rows = Array.from({ length: 10_000 }, (_, i): [number, number, number] => [0, T0 + i, i]);
    const batch = samplesOf(rows);
    for (let i = 0; i < 10; i++) await spool.append(batch);
    expect(spool.bytes() - empty).toBeGreaterThan(10 * 10_000 * 21);
    const file = async () => (await stat(join(folder.path, 'data.mdb'))).size;
    const full = await file();
    await spool.trim(10);
    expect(spool.bytes() - empty).toBeLessThan(100_000);
    expect(await file()).toBeGreaterThanOrEqual(full);
  });

  test('still knows which signals an older plant model meant', async () => {
    await spool.append(samplesOf([[1, T0, 1]]));
    await reopen(['new', 'a', 'b']);
    await spool.append(samplesOf([[1, T0, 2]]));
    await reopen(['a', 'b']);
    await spool.append(samplesOf([[1, T0, 3]]));
    expect(spool.read(0, 10).map(({ addresses, samples }) => addresses[samples.signal[0]])).toEqual([
      'b',
      'a',
      'b',
    ]);
    expect(spool.read(0, 10).map(({ addresses }) => addresses)).toEqual([
      ['a', 'b'],
      ['new', 'a', 'b'],
      ['a', 'b'],
    ]);
  });
});
