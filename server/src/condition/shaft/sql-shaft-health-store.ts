import { sql, type Transaction } from 'kysely';
import type { RecordsDatabase, RecordsSchema } from '../../records/records-database.ts';
import { ShaftHealthStore } from './shaft-health-store.port.ts';
import type { ShaftState } from './shaft-health.ts';

/** Shafts in the records data base. */
export class SqlShaftHealthStore extends ShaftHealthStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  read(component: string): Promise<ShaftState | undefined> {
    return stateOf(this.records.db, component);
  }

  change(component: string, change: (before: ShaftState | undefined) => ShaftState): Promise<ShaftState> {
    return this.records.db.transaction().execute(async (tx) => {
      // One component at a time, whichever worker it is: a lock on its name until the transaction ends.
      await sql`SELECT pg_advisory_xact_lock(hashtext(${`health of ${component}`}))`.execute(tx);
      const after = change(await stateOf(tx, component));
      const state = JSON.stringify(after);
      await tx
        .insertInto('shaft_state')
        .values({ component, at: after.at, state })
        .onConflict((conflict) => conflict.column('component').doUpdateSet({ at: after.at, state }))
        .execute();
      return after;
    });
  }
}

async function stateOf(
  db: RecordsDatabase['db'] | Transaction<RecordsSchema>,
  component: string,
): Promise<ShaftState | undefined> {
  const row = await db
    .selectFrom('shaft_state')
    .select('state')
    .where('component', '=', component)
    .executeTakeFirst();
  return row?.state as ShaftState | undefined;
}
