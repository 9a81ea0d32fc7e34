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

const TABLES = [
  'state_log',
  'kpi_log',
  'time_note',
  'run_scenario',
  'run',
  'rule_slice',
  'rule_back_test',
  'rule_switch',
  'rule_version',
  'rule',
  'alarm_event',
  'finding_event',
  'diagnosis',
  'finding_window',
  'bearing_state',
  'bearing_point',
  'healthy_baseline',
  'shaft_state',
  'machine_monitor',
  'monitor_learning',
  'monitor_order',
  'monitor_score',
  'weld_seam',
  'weld_verdict',
  'weld_reference',
  'data_gap',
  'incident_event',
  'shift_book',
  'pending_burst',
  'app_user',
  'access_key',
  'display',
  'energy_interval',
  'production_interval',
  'production_stop',
  'production_order',
  'production_report',
  'meter_import',
  'notice_setup',
  'notice',
  'notice_lane',
  'notice_escalation',
  'incident_response',
  'notice_link_use',
  'work_order_event',
  'work_order_photo',
  'wall_layout',
  'machine_command',
  'energy_baseline',
  'non_routine_event',
  'recommendation',
  'start_plan',
  'measure_mode',
];

/** For specs: a records data base with its schema; the embedded one unless another kind is given. */
export class TestRecords {
  url = '';
  records!: RecordsDatabase;
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
  }

  /** One more pool of connections, as another process would have. */
  connect(): RecordsDatabase {
    return new RecordsDatabase(this.url, () => undefined);
  }

  /** Empties the tables between tests. */
  async clear(): Promise<void> {
    const { db } = this.records;
    await sql`TRUNCATE ${sql.join(TABLES.map((table) => sql.table(table)))} CASCADE`.execute(db);
    // The audit log refuses even this, so its guard is taken away for a moment.
    await sql`ALTER TABLE audit_entry DISABLE TRIGGER USER`.execute(db);
    await sql`TRUNCATE audit_entry`.execute(db);
    await sql`ALTER TABLE audit_entry ENABLE TRIGGER USER`.execute(db);
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
