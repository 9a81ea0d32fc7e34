import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import pg from 'pg';
import { EmbeddedPostgres } from './embedded-postgres.ts';
import { prepareRecordsFolder, templateFolder, TEMPLATES } from './records-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

let running: EmbeddedPostgres | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function asked(records: string, sql: string): Promise<unknown[]> {
  running = new EmbeddedPostgres(records);
  const client = new pg.Client({ connectionString: await running.start(() => undefined) });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  await running.stop();
  running = undefined;
  return rows;
}

async function modesOf(path: string): Promise<Set<string>> {
  const names = ['', ...(await readdir(path, { recursive: true }))];
  const stats = await Promise.all(names.map((name) => stat(join(path, name))));
  return new Set(stats.map(({ mode }) => (mode & 0o777).toString(8)));
}

describe('the folder of the records', () => {
  test('starts as a copy of the empty data base that the build left for this version of PGlite', async () => {
    expect(await readdir(TEMPLATES)).toContain(templateFolder().slice(TEMPLATES.length + 1));
    const records = join(folder.path, 'copied');
    expect(await asked(records, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  }, 60_000);

  test('is copied by any user of the machine, and read by the one of the server only', async () => {
    const records = join(folder.path, 'private');
    await prepareRecordsFolder(records);
    expect(await modesOf(templateFolder())).toEqual(new Set(['755', '644']));
    expect(await modesOf(records)).toEqual(new Set(['700', '600']));
  }, 60_000);

  test('is made on the spot where the build left none, and not again at the next start', async () => {
    const records = join(folder.path, 'made');
    await prepareRecordsFolder(records, join(folder.path, 'no-templates'));
    await asked(records, 'CREATE TABLE note AS SELECT 7 AS seven');
    await prepareRecordsFolder(records, join(folder.path, 'no-templates'));
    expect(await asked(records, 'SELECT seven FROM note')).toEqual([{ seven: 7 }]);
  }, 120_000);

  test('is whole after a start that was killed while it was being made', async () => {
    const records = join(folder.path, 'killed');
    await mkdir(`${records}.new/base`, { recursive: true });
    await writeFile(`${records}.new/PG_VERSION`, 'half');
    await mkdir(records);
    expect(await asked(records, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await readdir(folder.path)).not.toContain('killed.new');
  }, 60_000);
});
