import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { samplesOf, temporaryFolder } from '@linetwin/testing';
import { DuckDbHistory, type DuckDbHistoryOptions } from './duckdb-history.ts';
import { historyStoreConformance } from './history.conformance.ts';

const A = 'site/area/line/m1/a';
const B = 'site/area/line/m1/b';
const T0 = Date.UTC(2026, 0, 5, 8);

async function createStore(options: Partial<DuckDbHistoryOptions> = {}) {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'history.duckdb');
  const store = new DuckDbHistory({ path, memoryLimitMb: 128, threads: 1, ...options });
  await store.start();
  return { store, path, remove: folder.remove };
}

historyStoreConformance('DuckDbHistory', async () => {
  const { store, remove } = await createStore();
  return { store, dispose: () => store.stop().then(remove) };
});

// Every batch is moved to the sorted table at once: the promises must hold there too, and across both.
historyStoreConformance('DuckDbHistory that sorts after every other row', async () => {
  const { store, remove } = await createStore({ sortAfterRows: 2 });
  return { store, dispose: () => store.stop().then(remove) };
});

describe('DuckDbHistory', () => {
  let subject: Awaited<ReturnType<typeof createStore>>;
  let store: DuckDbHistory;
  beforeEach(async () => {
    subject = await createStore();
    store = subject.store;
  });
  afterEach(() => store.stop().then(subject.remove));

  const reopen = async () => {
    await store.stop();
    store = new DuckDbHistory({ path: subject.path, memoryLimitMb: 128, threads: 1 });
    await store.start();
  };
  const values = async (signal: string) =>
    (await store.read({ signals: [signal], from: T0, to: T0 + 4999, points: 5000 }))[0].last;

  test('has rows, marks and newest values after a restart', async () => {
    await store.append(
      samplesOf([
        [0, T0, 1],
        [1, T0 + 1, 2],
      ]),
      [A, B],
      7,
    );
    await store.sort();
    await store.append(samplesOf([[0, T0 + 2, 3]]), [A, B], 8);
    await reopen();
    expect(store.lastMark()).toBe(8);
    expect(await values(A)).toEqual([1, 3]);
    expect((await store.latest()).map(({ address, value }) => [address, value]).sort()).toEqual([
      [A, 3],
      [B, 2],
    ]);
  });

  test('knows after a restart and a sorting what it must not store again', async () => {
    await store.append(
      samplesOf([
        [0, T0, 1],
        [0, T0 + 1, 2],
      ]),
      [A],
      1,
    );
    await store.sort();
    await reopen();
    await store.append(
      samplesOf([
        [0, T0, 8],
        [0, T0 + 1, 9],
        [0, T0 + 2, 3],
      ]),
      [A],
      2,
    );
    expect(await values(A)).toEqual([1, 2, 3]);
  });

  test('stores nothing of a batch that fails, and all of it when it is offered again', async () => {
    await store.append(samplesOf([[0, T0, 1]]), [A], 1);
    // The disk fails at the last step before the commit, once.
    const { writer } = store as unknown as { writer: { run(sql: string): Promise<unknown> } };
    const run = writer.run.bind(writer);
    let failures = 1;
    writer.run = (sql) =>
      sql.startsWith('UPDATE spool_mark') && failures-- > 0
        ? Promise.reject(new Error('disk full'))
        : run(sql);

    const batch = samplesOf([
      [0, T0 + 1, 2],
      [1, T0 + 1, 5],
    ]);
    await expect(store.append(batch, [A, B], 2)).rejects.toThrow('disk full');
    expect(store.lastMark()).toBe(1);
    expect([await values(A), await values(B)]).toEqual([[1], []]);

    await store.append(batch, [A, B], 2);
    await reopen();
    expect([await values(A), await values(B)]).toEqual([[1, 2], [5]]);
  });

  test('takes a path with a quote in it', async () => {
    const folder = await temporaryFolder();
    const quoted = new DuckDbHistory({ path: join(folder.path, "it's.duckdb"), memoryLimitMb: 128 });
    await quoted.start();
    await quoted.append(samplesOf([[0, T0, 1]]), [A], 1);
    expect(await quoted.latest()).toHaveLength(1);
    await quoted.stop();
    await folder.remove();
  });
});
