import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { hasPostgres, PostgresServer, temporaryFolder } from '@linetwin/testing';
import { sql } from 'kysely';
import { pino } from 'pino';
import { EmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { RecordsDatabase } from './records-database.ts';

/**
 * Runs a suite over an empty records data base, started once, on each server that keeps records: the embedded one,
 * and PostgreSQL where it is installed.
 */
export function onEveryRecordsServer(suite: (database: TestRecords) => void): void {
  const servers: [string, () => TestRecords][] = [['the embedded data base', () => new TestRecords()]];
  if (hasPostgres()) servers.push(['PostgreSQL', () => new TestRecords(PostgresServer)]);
  describe.each(servers)('on %s', (_name, create) => {
    const database = create();
    beforeAll(() => database.start(), 60_000);
    afterAll(() => database.stop());
    suite(database);
  });
}

const AUDIT = 'audit_entry';

/** For specs: a records data base with its schema; the embedded one unless another kind is given. */
export class TestRecords {
  url = '';
  records!: RecordsDatabase;
  private tables: string[] = [];
  private readonly Server: typeof PostgresServer | typeof TestEmbedded;
  private server!: PostgresServer | TestEmbedded;

  constructor(Server: typeof PostgresServer | typeof TestEmbedded = TestEmbedded) {
    this.Server = Server;
  }

  async start(): Promise<void> {
    this.server = await this.Server.start();
    this.url = this.server.url;
    this.records = this.connect();
    await this.records.start(pino({ level: 'silent' }));
    const { rows } = await sql<{ name: string }>`
      SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely%'`.execute(
      this.records.db,
    );
    this.tables = rows.map(({ name }) => name);
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
    if (plain.length > 0) await sql`TRUNCATE ${sql.join(plain)} CASCADE`.execute(db);
    if (!names.includes(AUDIT)) return;
    // The audit log refuses even this, so its guard is taken away for a moment.
    const audit = sql.table(AUDIT);
    await sql`ALTER TABLE ${audit} DISABLE TRIGGER USER`.execute(db);
    await sql`TRUNCATE ${audit}`.execute(db);
    await sql`ALTER TABLE ${audit} ENABLE TRIGGER USER`.execute(db);
  }

  async stop(): Promise<void> {
    await this.records.stop();
    await this.server.stop();
  }
}

/** The embedded data base in a folder of its own. */
class TestEmbedded {
  private constructor(
    readonly url: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<TestEmbedded> {
    const { path, remove } = await temporaryFolder();
    const postgres = new EmbeddedPostgres(join(path, 'records'));
    const url = await postgres.start(() => undefined);
    return new TestEmbedded(url, async () => {
      await postgres.stop();
      await remove();
    });
  }
}
