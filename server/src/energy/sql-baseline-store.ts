import type { RecordsDatabase } from '../records/records-database.ts';
import { BaselineStore, type NonRoutineEvent, type StoredBaseline } from './baseline-store.port.ts';

/** Baselines and events in the records data base. */
export class SqlBaselineStore extends BaselineStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async add({ from, to, variables, days, ...rest }: StoredBaseline): Promise<void> {
    await this.records.db
      .insertInto('energy_baseline')
      .values({
        ...rest,
        from_at: from,
        to_at: to,
        variables: JSON.stringify(variables),
        days: JSON.stringify(days),
        retired_at: null,
      })
      .execute();
  }

  async list(): Promise<StoredBaseline[]> {
    const rows = await this.records.db
      .selectFrom('energy_baseline')
      .selectAll()
      .where('retired_at', 'is', null)
      .orderBy('at')
      .execute();
    return rows.map(({ from_at, to_at, retired_at: _, ...row }) => ({ ...row, from: from_at, to: to_at }));
  }

  async retire(id: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await this.records.db
      .updateTable('energy_baseline')
      .set({ retired_at: at })
      .where('id', '=', id)
      .where('retired_at', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async addEvent({ from, to, ...rest }: NonRoutineEvent): Promise<void> {
    await this.records.db
      .insertInto('non_routine_event')
      .values({ ...rest, from_at: from, to_at: to, withdrawn_at: null })
      .execute();
  }

  async events(): Promise<NonRoutineEvent[]> {
    const rows = await this.records.db
      .selectFrom('non_routine_event')
      .selectAll()
      .where('withdrawn_at', 'is', null)
      .orderBy('at')
      .execute();
    return rows.map(({ from_at, to_at, withdrawn_at: _, ...row }) => ({ ...row, from: from_at, to: to_at }));
  }

  async withdraw(id: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await this.records.db
      .updateTable('non_routine_event')
      .set({ withdrawn_at: at })
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }
}
