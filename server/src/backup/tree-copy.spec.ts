import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { TreeCopy } from './tree-copy.ts';

const LONG_AGO = new Date(Date.UTC(2026, 0, 5));

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const from = (name = '') => join(folder.path, 'from', name);
const to = (name = '') => join(folder.path, 'to', name);

async function put(name: string, text: string, at = LONG_AGO): Promise<void> {
  await writeFile(from(name), text);
  await utimes(from(name), at, at);
}

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(from('deep/empty'), { recursive: true });
  await put('one', '1');
  await put('deep/two', '2');
});
afterEach(() => folder.remove());

describe('a copy in passes', () => {
  test('has every file and every folder, also the empty ones', async () => {
    await new TreeCopy(from(), to()).pass();
    expect((await readdir(to(), { recursive: true })).sort()).toEqual([
      'deep',
      'deep/empty',
      'deep/two',
      'one',
    ]);
    expect(await readFile(to('deep/two'), 'utf8')).toBe('2');
  });

  test('copies in the next pass what was changed, made, moved or removed since, and nothing else', async () => {
    const copy = new TreeCopy(from(), to());
    expect(await copy.pass()).toBe(2);
    expect(await copy.pass()).toBe(0);
    await put('one', '1 more');
    await put('three', '3');
    await rename(from('deep/two'), from('moved'));
    expect(await copy.pass()).toBe(4);
    expect((await readdir(to(), { recursive: true })).sort()).toEqual([
      'deep',
      'deep/empty',
      'moved',
      'one',
      'three',
    ]);
    expect(await readFile(to('one'), 'utf8')).toBe('1 more');
    expect(await copy.pass()).toBe(0);
  });

  test('does not trust a time of change that the next change could share', async () => {
    const copy = new TreeCopy(from(), to());
    const now = new Date();
    await put('one', 'a', now);
    await copy.pass();
    await put('one', 'b', now);
    await copy.pass();
    expect(await readFile(to('one'), 'utf8')).toBe('b');
  });

  test('leaves out what it is told to, and misses nothing that is gone', async () => {
    const copy = new TreeCopy(from(), to(), (path) => path === 'deep');
    await copy.pass();
    expect(await readdir(to())).toEqual(['one']);
    await rm(from(), { recursive: true });
    expect(await copy.pass()).toBe(1);
    expect(await readdir(to())).toEqual([]);
  });
});
