import type { BearingPoint } from '@linetwin/contracts';
import { sql, type Transaction } from 'kysely';
import type { RecordsDatabase, RecordsSchema } from '../../records/records-database.ts';
import type { BearingState, HealthChange, KeptBaseline } from './bearing-health.ts';
import { BearingHealthStore, FULL_POINTS_MS, MILESTONE_MS } from './bearing-health-store.port.ts';

/** Bearings in the records data base. */
export class SqlBearingHealthStore extends BearingHealthStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async read(component: string, at?: number) {
    const { db } = this.records;
    const state = await db
      .selectFrom('bearing_state')
      .select('state')
      .where('component', '=', component)
      .executeTakeFirst();
    const [baseline] = await this.newestBaselines(component, 1, at);
    return { state: state?.state as BearingState | undefined, baseline };
  }

  fold(
    component: string,
    at: number,
    fold: (before: BearingState | undefined) => HealthChange,
  ): Promise<HealthChange | undefined> {
    return this.records.db.transaction().execute(async (tx) => {
      const before = await lockedState(tx, component);
      const known = await tx
        .selectFrom('bearing_point')
        .select('at')
        .where('component', '=', component)
        .where('at', '=', at)
        .executeTakeFirst();
      if (known) return undefined;
      const change = fold(before);
      await putState(tx, change.state, component);
      await tx
        .insertInto('bearing_point')
        .values({ component, at, slot: Math.floor(at / MILESTONE_MS), point: JSON.stringify(change.point) })
        .execute();
      if (change.baseline) {
        const { version, learnedAt } = change.baseline;
        await tx
          .insertInto('healthy_baseline')
          .values({ component, version, learned_at: learnedAt, baseline: JSON.stringify(change.baseline) })
          .execute();
      }
      await thin(tx, component);
      return change;
    });
  }

  change(
    component: string,
    change: (before: BearingState | undefined) => BearingState,
  ): Promise<BearingState> {
    return this.records.db.transaction().execute(async (tx) => {
      const after = change(await lockedState(tx, component));
      await putState(tx, after, component);
      return after;
    });
  }

  async points(component: string, limit: number, at?: number): Promise<BearingPoint[]> {
    const rows = await this.records.db
      .selectFrom('bearing_point')
      .select('point')
      .where('component', '=', component)
      .$if(at !== undefined, (query) => query.where('at', '<=', at!))
      .orderBy('at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ point }) => point).reverse();
  }

  baselines(component: string): Promise<KeptBaseline[]> {
    return this.newestBaselines(component);
  }

  private async newestBaselines(component: string, limit?: number, at?: number): Promise<KeptBaseline[]> {
    const rows = await this.records.db
      .selectFrom('healthy_baseline')
      .select('baseline')
      .where('component', '=', component)
      .$if(at !== undefined, (query) => query.where('learned_at', '<=', at!))
      .orderBy('version', 'desc')
      .$if(limit !== undefined, (query) => query.limit(limit!))
      .execute();
    return rows.map(({ baseline }) => baseline as KeptBaseline);
  }
}

/** One component at a time, whichever worker it is: a lock on its name until the transaction ends. */
async function lockedState(
  tx: Transaction<RecordsSchema>,
  component: string,
): Promise<BearingState | undefined> {
  await sql`SELECT pg_advisory_xact_lock(hashtext(${`health of ${component}`}))`.execute(tx);
  const row = await tx
    .selectFrom('bearing_state')
    .select('state')
    .where('component', '=', component)
    .executeTakeFirst();
  return row?.state as BearingState | undefined;
}

async function putState(
  tx: Transaction<RecordsSchema>,
  state: BearingState,
  component: string,
): Promise<void> {
  const text = JSON.stringify(state);
  await tx
    .insertInto('bearing_state')
    .values({ component, at: state.at, state: text })
    .onConflict((conflict) => conflict.column('component').doUpdateSet({ at: state.at, state: text }))
    .execute();
}

/** Of each six hours past the time for which all are kept only the first stays. */
async function thin(tx: Transaction<RecordsSchema>, component: string): Promise<void> {
  await sql`
    DELETE FROM bearing_point AS old
    WHERE old.component = ${component}
      AND old.at < (SELECT max(at) FROM bearing_point WHERE component = ${component}) - ${FULL_POINTS_MS}::float8
      AND EXISTS (SELECT 1 FROM bearing_point AS first
                  WHERE first.component = old.component AND first.slot = old.slot AND first.at < old.at)`.execute(
    tx,
  );
}
