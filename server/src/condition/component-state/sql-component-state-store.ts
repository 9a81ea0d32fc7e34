import { sql, type Transaction } from 'kysely';
import type { RecordsDatabase, RecordsSchema } from '../../records/records-database.ts';
import { ComponentStateStore, type ComponentState } from './component-state-store.port.ts';

/** Components in the records data base, each sort in a table of its own. */
export class SqlComponentStateStore<State extends ComponentState> extends ComponentStateStore<State> {
  private readonly records: RecordsDatabase;
  private readonly table: 'shaft_state' | 'motor_state';

  constructor(records: RecordsDatabase, table: 'shaft_state' | 'motor_state') {
    super();
    this.records = records;
    this.table = table;
  }

  read(component: string): Promise<State | undefined> {
    return this.stateOf(this.records.db, component);
  }

  change(component: string, change: (before: State | undefined) => State): Promise<State> {
    return this.records.db.transaction().execute(async (tx) => {
      // One component at a time, whichever worker it is: a lock on its name until the transaction ends.
      await sql`SELECT pg_advisory_xact_lock(hashtext(${`health of ${component}`}))`.execute(tx);
      const after = change(await this.stateOf(tx, component));
      const state = JSON.stringify(after);
      await tx
        .insertInto(this.table)
        .values({ component, at: after.at, state })
        .onConflict((conflict) => conflict.column('component').doUpdateSet({ at: after.at, state }))
        .execute();
      return after;
    });
  }

  private async stateOf(
    db: RecordsDatabase['db'] | Transaction<RecordsSchema>,
    component: string,
  ): Promise<State | undefined> {
    const row = await db
      .selectFrom(this.table)
      .select('state')
      .where('component', '=', component)
      .executeTakeFirst();
    return row?.state as State | undefined;
  }
}
