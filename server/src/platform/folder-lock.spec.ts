import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { DataFolderError, lockDataFolder } from './folder-lock.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());
const lockFile = () => join(folder.path, 'server.lock');

describe('data folder lock', () => {
  test('is given to one holder and to the next after it was given back', async () => {
    const unlock = await lockDataFolder(folder.path);
    await expect(lockDataFolder(folder.path)).rejects.toThrow(DataFolderError);
    await unlock();
    await (
      await lockDataFolder(folder.path)
    )();
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('is refused in one sentence that names the holder and the way out', async () => {
    await lockDataFolder(folder.path);
    await expect(lockDataFolder(folder.path)).rejects.toThrow(
      `The data folder ${folder.path} is in use by another Linetwin server (process ${process.pid}); stop that one, or set LINETWIN_DATA to another folder.`,
    );
  });

  test('makes the folder when there is none', async () => {
    await lockDataFolder(join(folder.path, 'new/data'));
    expect(await readdir(join(folder.path, 'new/data'))).toEqual(['server.lock']);
  });

  test('is taken over from a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await writeFile(lockFile(), JSON.stringify({ pid: child.pid, started: '1' }));
    await lockDataFolder(folder.path);
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  test('is taken over when its process number belongs to another process now', async () => {
    // The parent lives, but did not start at that time; a test that runs where there is no /proc cannot tell.
    await writeFile(lockFile(), JSON.stringify({ pid: process.ppid, started: '1' }));
    const taken = lockDataFolder(folder.path);
    if (process.platform === 'linux') await (await taken)();
    else await expect(taken).rejects.toThrow(DataFolderError);
  });

  test('is taken over when a kill left half of it', async () => {
    await writeFile(lockFile(), '{"pid":');
    await (
      await lockDataFolder(folder.path)
    )();
  });

  test('is given to one of several that ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(folder.path)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of asked)
      if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(DataFolderError);
  });

  test('is refused in one sentence where no folder can be made', async () => {
    await writeFile(join(folder.path, 'file'), '');
    await expect(lockDataFolder(join(folder.path, 'file/data'))).rejects.toThrow(
      /^The data folder .* cannot be used: .*\.$/,
    );
  });
});
