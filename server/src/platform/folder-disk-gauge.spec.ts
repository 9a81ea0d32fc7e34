import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { FolderDiskGauge } from './folder-disk-gauge.ts';

const MB = 1 << 20;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let clock = 0;
beforeEach(async () => {
  folder = await temporaryFolder();
  clock = 0;
  await mkdir(join(folder.path, 'history/deep'), { recursive: true });
  await writeFile(join(folder.path, 'history/deep/file'), Buffer.alloc(2 * MB, 1));
});
afterEach(() => folder.remove());

const gaugeWith = (quotaBytes?: number) => new FolderDiskGauge(folder.path, quotaBytes, () => clock);

describe('the gauge of a folder', () => {
  test('counts what files take on disk, at any depth', async () => {
    const { usedBytes, limitBytes } = await gaugeWith(10 * MB).measure();
    expect(usedBytes).toBeGreaterThanOrEqual(2 * MB);
    expect(usedBytes).toBeLessThan(3 * MB);
    expect(limitBytes).toBe(10 * MB);
  });

  test('takes the word of stores that know better than their files', async () => {
    await mkdir(join(folder.path, 'spool'));
    await writeFile(join(folder.path, 'spool/data.mdb'), Buffer.alloc(5 * MB, 1));
    const gauge = gaugeWith();
    let held = 0;
    gauge.count('spool', () => held);
    const empty = (await gauge.measure()).usedBytes;
    expect(empty).toBeLessThan(3 * MB);
    held = 4 * MB;
    expect((await gauge.measure()).usedBytes).toBe(empty + 4 * MB);
  });

  test('is limited by what is free on the volume, even below the quota', async () => {
    const { bavail, bsize } = await statfs(folder.path);
    const { limitBytes } = await gaugeWith(1e18).measure();
    expect(limitBytes).toBeLessThanOrEqual(bavail * bsize + 64 * MB);
    expect(limitBytes).toBeGreaterThan(0);
  });

  test('looks at all files only now and then', async () => {
    const gauge = gaugeWith();
    const { usedBytes } = await gauge.measure();
    await rm(join(folder.path, 'history/deep/file'));
    clock += 4000;
    expect((await gauge.measure()).usedBytes).toBe(usedBytes);
    clock += 2000;
    expect((await gauge.measure()).usedBytes).toBeLessThan(usedBytes);
  });
});
