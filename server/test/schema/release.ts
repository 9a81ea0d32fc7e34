import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendSample, createSampleBatch } from '@linetwin/contracts';
import type { Kysely } from 'kysely';
import { DuckDbHistory } from '../../src/history/duckdb-history.ts';
import { EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { RecordsDatabase } from '../../src/records/records-database.ts';
import { describeRows, describeSchema } from './describe-schema.ts';
import {
  describeHistory,
  HISTORY_MARK,
  HISTORY_SIGNALS,
  RECENT_VALUES,
  SORTED_VALUES,
  timeOf,
  valueOf,
} from './history-fixture.ts';
import { fixture, liveUntil, runSql, STEPS } from './steps.ts';

/**
 * `npm run release:schema`: writes what the stores of the version in server/package.json are, with rows in them, into `released/`.
 * To be run, and committed, with every release: later versions are held to read it.
 */
const { version } = JSON.parse(await readFile(fixture('../../package.json'), 'utf8')) as { version: string };
const folder = await mkdtemp(join(tmpdir(), 'linetwin-release-'));
try {
  await write(`${version}.sql`, await recordsText());
  await write(`${version}-history.sql`, await historyText());
} finally {
  await rm(folder, { recursive: true });
}

async function write(name: string, statements: readonly string[]): Promise<void> {
  const head = `-- Stores of Linetwin ${version}. Made by npm run release:schema; never changed after the release.`;
  await writeFile(fixture(`released/${name}`), `${[head, ...statements].join('\n')}\n`);
  console.log(`server/test/schema/released/${name}: ${statements.length} statements`);
}

async function recordsText(): Promise<string[]> {
  const postgres = new EmbeddedPostgres(join(folder, 'records'));
  const url = await postgres.start(() => undefined);
  const records = new RecordsDatabase(url, () => undefined);
  try {
    await liveUntil(records, STEPS.at(-1)!);
    await runSql(records, `UPDATE kysely_migration SET "timestamp" = '2026-01-05T08:00:00.000Z'`);
    const db = records.db as unknown as Kysely<never>;
    const { tables, rest } = await describeSchema(db);
    return [...tables, ...(await describeRows(db)), ...rest];
  } finally {
    await records.stop();
    await postgres.stop();
  }
}

async function historyText(): Promise<string[]> {
  const path = join(folder, 'history.duckdb');
  const history = new DuckDbHistory({ path });
  await history.start();
  const add = async (from: number, to: number, mark: number) => {
    const batch = createSampleBatch(2 * (to - from));
    for (let i = from; i < to; i++) {
      appendSample(batch, 0, timeOf(i), valueOf(i), 0);
      if (i % 60 === 0) appendSample(batch, 1, timeOf(i), -valueOf(i), 0);
    }
    await history.append(batch, HISTORY_SIGNALS, mark);
  };
  await add(0, SORTED_VALUES, HISTORY_MARK - 1);
  await history.sort();
  await add(SORTED_VALUES, SORTED_VALUES + RECENT_VALUES, HISTORY_MARK);
  await history.stop();
  return describeHistory(path);
}
