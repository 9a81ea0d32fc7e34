import { afterAll, beforeAll, describe } from '@jest/globals';
import { hasPostgres, sharedDatabase, type SharedDatabaseKind } from '@linetwin/testing';
import { sql } from 'kysely';
import { pino } from 'pino';
import { RecordsDatabase } from './records-database.ts';

/**
 * Runs a suite over an empty records data base on each server that keeps records: the embedded one, and PostgreSQL where it is
 * installed.
 */
export function onEveryRecordsServer(suite: (database: TestRecords) => void): void {
  const servers: [string, SharedDatabaseKind][] = [['the embedded data base', 'embedded']];
  if (hasPostgres()) servers.push(['PostgreSQL', 'postgres']);
  describe.each(servers)('on %s', (_name, kind) => {
    const database = new TestRecords(kind);
    beforeAll(() => database.start(), 60_000);
    afterAll(() => database.stop());
    suite(database);
  });
}

const AUDIT = 'audit_entry';

/** For specs: an empty records data base with its schema, on a server that the files of a worker share one after the other. */
export class TestRecords {
  url = '';
  records!: RecordsDatabase;
  private tables: string[] = [];
  private readonly kind: SharedDatabaseKind;

  constructor(kind: SharedDatabaseKind = 'embedded') {
    this.kind = kind;
  }

  async start(): Promise<void> {
    this.url = await sharedDatabase(this.kind);
    this.records = this.connect();
    await this.records.start(pino({ level: 'silent' }));
    const { rows } = await sql<{ name: string }>`
      SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely%'`.execute(
      this.records.db,
    );
    this.tables = rows.map(({ name }) => name);
    await this.clear();
  }

  /** One more pool of connections, as another process would have. */
  connect(): RecordsDatabase {
    return new RecordsDatabase(this.url, () => undefined);
  }

  /** Empties the tables between tests: those that hold something, as each costs PostgreSQL a new file. */
  async clear(): Promise<void> {
    const { db } = this.records;
    const filled = sql.join(
      this.tables.map(
        (name) => sql`SELECT ${sql.lit(name)} AS name WHERE EXISTS (SELECT FROM ${sql.table(name)})`,
      ),
      sql` UNION ALL `,
    );
    const names = (await sql<{ name: string }>`${filled}`.execute(db)).rows.map(({ name }) => name);
    const plain = names.filter((name) => name !== AUDIT).map((name) => sql.table(name));
    if (plain.length > 0) await sql`TRUNCATE ${sql.join(plain)} RESTART IDENTITY CASCADE`.execute(db);
    if (!names.includes(AUDIT)) return;
    // The audit log refuses even this, so its guard is taken away for a moment.
    const audit = sql.table(AUDIT);
    await sql`ALTER TABLE ${audit} DISABLE TRIGGER USER`.execute(db);
    await sql`TRUNCATE ${audit} RESTART IDENTITY`.execute(db);
    await sql`ALTER TABLE ${audit} ENABLE TRIGGER USER`.execute(db);
  }

  async stop(): Promise<void> {
    await this.records.stop();
  }
}
