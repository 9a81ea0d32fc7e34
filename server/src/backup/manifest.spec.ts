import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { BackupError } from './backup-error.ts';
import { compareVersions, readManifest, type Manifest } from './manifest.ts';

const program = { version: '0.2.0', recordsSchemas: ['0001-first', '0002-second'] };
const whole: Manifest = {
  product: 'linetwin',
  format: 1,
  version: '0.1.0',
  createdAt: '2026-01-05T08:00:00.000Z',
  recordsSchema: '0001-first',
  elsewhere: [],
  folders: ['spool'],
  files: [{ path: 'spool/data.mdb', bytes: 1, sha256: 'a'.repeat(64) }],
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const read = async (content: object | string) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(join(folder.path, 'manifest.json'), text);
  return readManifest(folder.path, program);
};

describe('the manifest of a backup', () => {
  test('of an older or the same version is taken', async () => {
    expect(await read(whole)).toEqual(whole);
    expect(await read({ ...whole, version: '0.2.0' })).toMatchObject({ version: '0.2.0' });
  });

  test.each<[string, object | string, string]>([
    ['no JSON', '{', 'is damaged'],
    ['another product', { ...whole, product: 'x' }, 'is damaged'],
    ['a path that leads out', { ...whole, files: [{ ...whole.files[0], path: '../x' }] }, 'is damaged'],
    ['an absolute path', { ...whole, folders: ['/etc'] }, 'is damaged'],
    ['a newer format', { format: 2 }, 'restore with a newer one'],
    ['a newer version', { ...whole, version: '0.10.0' }, 'restore with 0.10.0 or newer'],
    [
      'a newer schema',
      { ...whole, recordsSchema: '0003-third' },
      'restore with the one that made it (0.1.0)',
    ],
  ])('with %s is refused in a sentence', async (_what, content, sentence) => {
    const refused = await read(content).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BackupError);
    expect((refused as Error).message).toContain(sentence);
  });

  test('that is missing says that this is no backup', async () => {
    await expect(readManifest(folder.path, program)).rejects.toThrow('is no backup');
  });

  test('compares versions by their numbers', () => {
    expect(compareVersions('0.10.0', '0.9.9')).toBeGreaterThan(0);
    expect(compareVersions('1.2.3', '1.2.3-rc.1')).toBe(0);
    expect(compareVersions('0.1.9', '0.2.0')).toBeLessThan(0);
  });
});
