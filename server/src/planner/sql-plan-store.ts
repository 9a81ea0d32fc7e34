import { startPlanSchema, type PlansQuery, type PlanState, type StartPlan } from '@linetwin/contracts';
import { sql } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import { endOf, PlanStore } from './plan-store.port.ts';

/** Plans in the records data base. State and who changed it are columns; the rest never changes. */
export class SqlPlanStore extends PlanStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(plan: StartPlan): Promise<void> {
    const { id, lines, madeAt, from, state, changedAt, changedBy } = plan;
    await this.records.db
      .insertInto('start_plan')
      .values({
        id,
        lines: JSON.stringify(lines),
        made_at: madeAt,
        begins_at: from,
        ends_at: endOf(plan),
        state,
        changed_at: changedAt,
        changed_by: changedBy,
        plan: JSON.stringify(plan),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }

  async list({ line, limit }: PlansQuery): Promise<StartPlan[]> {
    let query = this.select();
    if (line !== undefined) query = query.where(sql<boolean>`lines @> ${JSON.stringify([line])}::jsonb`);
    const rows = await query.orderBy('made_at', 'desc').orderBy('id').limit(limit).execute();
    return rows.map(planOf);
  }

  async read(id: string): Promise<StartPlan | undefined> {
    const row = await this.select().where('id', '=', id).executeTakeFirst();
    return row && planOf(row);
  }

  change(
    id: string,
    { from, to, by, at }: { from: PlanState; to: PlanState; by: string; at: number },
  ): Promise<boolean> {
    return this.records.db.transaction().execute(async (trx) => {
      const changed = await trx
        .updateTable('start_plan')
        .set({ state: to, changed_at: at, changed_by: by })
        .where('id', '=', id)
        .where('state', '=', from)
        .returning('lines')
        .executeTakeFirst();
      if (!changed) return false;
      if (to === 'applied')
        for (const line of changed.lines)
          await trx
            .updateTable('start_plan')
            .set({ state: 'replaced', changed_at: at, changed_by: by })
            .where('state', '=', 'applied')
            .where('id', '!=', id)
            .where(sql<boolean>`lines @> ${JSON.stringify([line])}::jsonb`)
            .execute();
      return true;
    });
  }

  async applied(time: number): Promise<StartPlan[]> {
    const rows = await this.select()
      .where('state', '=', 'applied')
      .where('begins_at', '<=', time)
      .where('ends_at', '>', time)
      .execute();
    return rows.map(planOf);
  }

  private select() {
    return this.records.db
      .selectFrom('start_plan')
      .select(['plan', 'state', 'changed_at as changedAt', 'changed_by as changedBy']);
  }
}

function planOf(row: { plan: StartPlan; state: string; changedAt: number; changedBy: string }): StartPlan {
  const { plan, state, changedAt, changedBy } = row;
  // Plans of version 1 know no sections; the schema fills in what they lack.
  return { ...startPlanSchema.parse(plan), state: state as PlanState, changedAt, changedBy };
}
