import type { Alarm, Finding, Incident } from '@linetwin/contracts';
import { Kysely, PostgresDialect, type Generated, type JSONColumnType } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { Logger } from 'pino';
import type { AccessSchema } from './access-schema.ts';
import type { EnergySchema } from './energy-schema.ts';
import { MIGRATIONS } from './migrations.ts';
import type { NoticesSchema } from './notice-schema.ts';
import type { ProductionSchema } from './production-schema.ts';
import type { PlannerSchema } from './planner-schema.ts';
import type { ReplaySchema } from './replay-schema.ts';
import type { RuleSchema } from './rule-schema.ts';
import type { RunSchema } from './run-schema.ts';
import type { WallSchema } from './wall-schema.ts';
import type { WeldSchema } from './weld-schema.ts';

export interface RecordsSchema
  extends
    AccessSchema,
    EnergySchema,
    NoticesSchema,
    ProductionSchema,
    PlannerSchema,
    ReplaySchema,
    RuleSchema,
    RunSchema,
    WallSchema,
    WeldSchema {}

import type { ConditionSchema } from './condition-schema.ts';
import type { SavingSchema } from './saving-schema.ts';

export interface RecordsSchema extends AccessSchema, ConditionSchema, EnergySchema, SavingSchema {
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
  /** The window that opened a finding, as it was sent. */
  finding_window: {
    finding_id: string;
    kept_at: Generated<Date>;
    bytes: Buffer;
  };
  shift_book: {
    line: string;
    booked_until: number;
    book: JSONColumnType<object>;
  };
  /** Vibration bursts for workers on other machines; the last ones of each sensor stay when they are settled. */
  pending_burst: {
    name: string;
    settled: Generated<boolean>;
    kept_at: Generated<Date>;
    bytes: Buffer;
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
  incident_event: {
    sequence: Generated<string>;
    /** Name of the event in the outbox that it came from. */
    origin: string;
    incident_id: string;
    revision: number;
    line: string;
    state: string;
    opened_at: number;
    closed_at: number | null;
    incident: JSONColumnType<Incident>;
  };
  /** Times for which values did not come. */
  data_gap: {
    scope: string;
    from_at: number;
    line: string;
    level: string;
    cause: string;
    to_at: number | null;
    missing_ms: number | null;
    /** Spans that are still missing, by machine or signal. */
    missing: JSONColumnType<Record<string, [number, number][]>>;
    part_of: string | null;
    revision: number;
  };
}

/** PGlite runs one query at a time, so more connections would only wait in line. */
const POOL_SIZE = 4;

const RETRY_MS = 2000;
/** What a driver says of a server that is not there, is starting, or is going down. */
const AWAY_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
];

/** The records (alarms, findings): PostgreSQL, or the embedded one that speaks the same dialect. */
export class RecordsDatabase {
  readonly db: Kysely<RecordsSchema>;
  private readonly pool: pg.Pool;
  private isReady = false;
  private readonly waiting: (() => Promise<void>)[] = [];
  private retry: NodeJS.Timeout | undefined;

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

  /**
   * Brings the schema up to date, or goes on without when the data base does not answer, and does it when it is there.
   *
   * @throws when it answers that it cannot be brought up to date
   */
  async start(logger: Logger): Promise<void> {
    try {
      await this.migrate();
      this.isReady = true;
    } catch (error) {
      if (!isAway((error as Error).cause)) throw error;
      logger.warn(
        { error: (error as Error).message },
        'going on without the records data base until it answers',
      );
      this.retry = setTimeout(() => void this.startLater(logger), RETRY_MS);
    }
  }

  /** Does something with the data base now, or as soon as it is there and up to date. Resolves at once in that case. */
  async onceReady(work: () => Promise<void>): Promise<void> {
    if (this.isReady) return work();
    this.waiting.push(work);
  }

  async stop(): Promise<void> {
    clearTimeout(this.retry);
    this.waiting.length = 0;
    await this.db.destroy();
  }

  private async startLater(logger: Logger): Promise<void> {
    try {
      await this.migrate();
    } catch (error) {
      logger.debug({ error: (error as Error).message }, 'the records data base is not there yet');
      this.retry = setTimeout(() => void this.startLater(logger), RETRY_MS);
      return;
    }
    this.isReady = true;
    logger.info('the records data base is there');
    for (const work of this.waiting.splice(0)) {
      await work().catch((error: Error) =>
        logger.error({ error: error.message }, 'what waited for the records data base failed'),
      );
    }
  }
}

function isAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return (code !== undefined && AWAY_CODES.includes(code)) || /timeout|terminated/i.test(message ?? '');
}
