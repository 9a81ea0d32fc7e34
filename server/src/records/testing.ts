import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { sql } from 'kysely';
import { EmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { RecordsDatabase } from './records-database.ts';

/** For specs: the embedded records data base, started once per file, with its schema. */
export class TestRecords {
  url = '';
  records!: RecordsDatabase;
  private postgres!: EmbeddedPostgres;
  private folder!: Awaited<ReturnType<typeof temporaryFolder>>;

  async start(): Promise<void> {
    this.folder = await temporaryFolder();
    this.postgres = new EmbeddedPostgres(join(this.folder.path, 'records'));
    this.url = await this.postgres.start(() => undefined);
    this.records = this.connect();
    await this.records.migrate();
  }

  /** One more pool of connections, as another process would have. */
  connect(): RecordsDatabase {
    return new RecordsDatabase(this.url, () => undefined);
  }

  /** Empties the tables between tests. */
  async clear(): Promise<void> {
    const { db } = this.records;
    await sql`TRUNCATE alarm_event, finding_event, diagnosis, weld_seam, app_user CASCADE`.execute(db);
    // The audit log refuses even this, so its guard is taken away for a moment.
    await sql`ALTER TABLE audit_entry DISABLE TRIGGER USER`.execute(db);
    await sql`TRUNCATE audit_entry`.execute(db);
    await sql`ALTER TABLE audit_entry ENABLE TRIGGER USER`.execute(db);
  }

  async stop(): Promise<void> {
    await this.records.stop();
    await this.postgres.stop();
    await this.folder.remove();
  }
}
