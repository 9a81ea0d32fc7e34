import type { Alarm, Finding } from '@linetwin/contracts';
import { Kysely, PostgresDialect, type Generated, type JSONColumnType } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { AccessSchema } from './access-schema.ts';
import { MIGRATIONS } from './migrations.ts';

export interface RecordsSchema extends AccessSchema {
  alarm_event: {
    sequence: Generated<string>;
    alarm_id: string;
    at: number;
    event: string;
    by: string | null;
    comment: string | null;
    alarm: JSONColumnType<Alarm>;
    /** Name of the transition in the outbox that it came from. */
    origin: string | null;
  };
  finding_event: {
    sequence: Generated<string>;
    finding_id: string;
    at: number;
    event: string;
    finding: JSONColumnType<Finding>;
  };
  diagnosis: {
    /** Burst and component, so that a burst that shows two bearings has two rows. */
    burst: string;
    component: string;
    finding_id: string | null;
    at: number;
    assessment: JSONColumnType<Finding>;
    diagnosis: JSONColumnType<object>;
  };
  weld_seam: {
    equipment: string;
    ended_at: number;
    seam: string;
    part: string;
    program: string | null;
    length_mm: number;
    suspect_mm: number;
    bad_mm: number;
    /** The per-millimetre columns, as gzipped JSON. */
    per_mm: Buffer;
  };
}

/** PGlite runs one query at a time, so more connections would only wait in line. */
const POOL_SIZE = 4;

/** The records (alarms, findings): PostgreSQL, or the embedded one that speaks the same dialect. */
export class RecordsDatabase {
  readonly db: Kysely<RecordsSchema>;
  private readonly pool: pg.Pool;

  constructor(url: string, onIdleError: (error: Error) => void) {
    this.pool = new pg.Pool({ connectionString: url, max: POOL_SIZE, connectionTimeoutMillis: 10_000 });
    // Without a listener a connection that breaks while idle would end the process.
    this.pool.on('error', onIdleError);
    this.db = new Kysely<RecordsSchema>({ dialect: new PostgresDialect({ pool: this.pool }) });
  }

  /** Brings the schema up to date; safe when several processes start at once (kysely takes a lock). */
  async migrate(): Promise<void> {
    const migrator = new Migrator({ db: this.db, provider: { getMigrations: async () => MIGRATIONS } });
    const { error } = await migrator.migrateToLatest();
    if (error)
      throw new Error(`The records data base cannot be brought up to date: ${String(error)}`, {
        cause: error,
      });
  }

  async stop(): Promise<void> {
    await this.db.destroy();
  }
}
