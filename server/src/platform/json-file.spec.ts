import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { z } from 'zod';
import { JsonFile } from './json-file.ts';

describe('a value in a file', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let path: string;
  let file: JsonFile<string[]>;
  beforeEach(async () => {
    folder = await temporaryFolder();
    path = join(folder.path, 'names.json');
    file = new JsonFile(path, z.array(z.string()));
  });
  afterEach(() => folder.remove());

  test('is none before it was written, and then what was written, to another process too', async () => {
    expect(await file.read()).toBeUndefined();
    await file.write(['轴承', 'weld']);
    expect(await file.read()).toEqual(['轴承', 'weld']);
    expect(await new JsonFile(path, z.array(z.string())).read()).toEqual(['轴承', 'weld']);
    expect(await readdir(folder.path)).toEqual(['names.json']);
  });

  test('is the last one given when many are given at once, each as it was then', async () => {
    const names: string[] = [];
    const writes = Array.from({ length: 50 }, (_, i) => {
      names.push(String(i));
      return file.write(names);
    });
    names.push('later');
    await Promise.all(writes);
    expect(await file.read()).toEqual(Array.from({ length: 50 }, (_, i) => String(i)));
  });

  test('of another kind or a broken one is refused and not taken for none', async () => {
    await writeFile(path, '{"names":1}');
    await expect(file.read()).rejects.toThrow('expected array');
    await writeFile(path, '["half');
    await expect(file.read()).rejects.toThrow(SyntaxError);
  });

  test('that a kill left half written beside it stays as it was', async () => {
    await file.write(['whole']);
    await writeFile(`${path}.part`, '["ha');
    expect(await file.read()).toEqual(['whole']);
    await file.write(['next']);
    expect(await file.read()).toEqual(['next']);
  });

  test('that cannot be written says so, and the next one is written', async () => {
    await mkdir(`${path}.part`);
    await expect(file.write(['lost'])).rejects.toThrow('EISDIR');
    await folder.remove();
    await mkdir(folder.path);
    await file.write(['kept']);
    expect(await file.read()).toEqual(['kept']);
  });
});
