import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MIGRATIONS } from '../../src/records/migrations.ts';
import type { RecordsDatabase } from '../../src/records/records-database.ts';

/** Names of all changes of the schema, oldest first. */
export const STEPS: readonly string[] = Object.keys(MIGRATIONS).sort();

/** SQL of representative rows, as they could be written when a step was the newest: into what it made or changed. */
export const rowsOf = (step: string): Promise<string> => readFile(fixture(`rows/${step}.sql`), 'utf8');

export const fixture = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs statements of SQL. */
export async function runSql({ db }: RecordsDatabase, text: string): Promise<void> {
  await sql.raw(text).execute(db);
}

/** Takes everything away, as before the first step. */
export async function emptySchema(records: RecordsDatabase): Promise<void> {
  await runSql(records, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public;');
}

/** Brings an empty schema to a step, with the rows of each step that it went through. */
export async function liveUntil(records: RecordsDatabase, last: string): Promise<void> {
  for (const step of STEPS.slice(0, STEPS.indexOf(last) + 1)) {
    await migrateTo(records, step);
    await runSql(records, await rowsOf(step));
  }
}

/** @throws what the step threw */
export async function migrateTo({ db }: RecordsDatabase, step: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateTo(step);
  if (error) throw error;
}

/** The newest step that a data base has gone through. */
export async function stepOf({ db }: RecordsDatabase): Promise<string> {
  const { rows } = await sql<{ name: string }>`SELECT max(name) AS name FROM kysely_migration`.execute(
    db as Kysely<unknown>,
  );
  return rows[0].name;
}
