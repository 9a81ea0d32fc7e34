import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '@linetwin/testing';
import { LmdbOutbox } from './lmdb-outbox.ts';
import { outboxConformance } from './outbox.conformance.ts';

outboxConformance('LmdbOutbox', async () => {
  const folder = await temporaryFolder();
  const outbox = new LmdbOutbox(folder.path);
  await outbox.start();
  return { outbox, dispose: () => outbox.stop().then(folder.remove) };
});

describe('LmdbOutbox', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let outbox: LmdbOutbox;
  beforeEach(async () => {
    folder = await temporaryFolder();
    outbox = new LmdbOutbox(folder.path);
    await outbox.start();
  });
  afterEach(() => outbox.stop().then(folder.remove));

  const reopen = async () => {
    await outbox.stop();
    outbox = new LmdbOutbox(folder.path);
    await outbox.start();
  };

  test('has its entries after a restart, under the same origins', async () => {
    await outbox.append('weld-seam', [Uint8Array.of(1), Uint8Array.of(2)]);
    const before = outbox.read('weld-seam', 10);
    await reopen();
    expect(outbox.read('weld-seam', 10)).toEqual(before);
    expect(outbox.waiting('weld-seam')).toBe(2);
  });

  test('never gives an origin again, also when the line was delivered empty before a restart', async () => {
    await outbox.append('weld-seam', [Uint8Array.of(1)]);
    const [{ mark, origin }] = outbox.read('weld-seam', 1);
    await outbox.remove('weld-seam', mark);
    await reopen();
    await outbox.append('weld-seam', [Uint8Array.of(2)]);
    expect(outbox.read('weld-seam', 1)[0].origin).not.toBe(origin);
  });

  test('gives none of the marks that were skipped, also after a restart', async () => {
    await outbox.append('weld-seam', [Uint8Array.of(1)]);
    await outbox.skipMarks(1000);
    await reopen();
    await outbox.append('weld-seam', [Uint8Array.of(2)]);
    expect(outbox.read('weld-seam', 10).map(({ mark }) => mark)).toEqual([1, 1002]);
  });

  test('names its entries differently from those of any other outbox', async () => {
    const other = await temporaryFolder();
    const second = new LmdbOutbox(other.path);
    await second.start();
    await outbox.append('weld-seam', [Uint8Array.of(1)]);
    await second.append('weld-seam', [Uint8Array.of(1)]);
    expect(outbox.read('weld-seam', 1)[0].origin).not.toBe(second.read('weld-seam', 1)[0].origin);
    await second.stop();
    await other.remove();
  });
});
