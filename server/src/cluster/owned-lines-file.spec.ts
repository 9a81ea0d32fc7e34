import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { OwnedLinesFile } from './owned-lines-file.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'owned-lines.json');
});
afterEach(() => folder.remove());

describe('lines that were owned last', () => {
  test('are known to the next process', async () => {
    expect(await new OwnedLinesFile(path).read()).toEqual([]);
    const file = new OwnedLinesFile(path);
    await Promise.all([file.write(['a']), file.write(['a', 'b'])]);
    expect(await new OwnedLinesFile(path).read()).toEqual(['a', 'b']);
  });

  test('are none where the file was damaged', async () => {
    await writeFile(path, '["a"');
    expect(await new OwnedLinesFile(path).read()).toEqual([]);
  });
});
