import type { RecordsDatabase } from '../../records/records-database.ts';
import { SessionStore, type StoredSession } from './session-store.port.ts';

export class SqlSessionStore extends SessionStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async add({ id, userId, startedAt, usedAt }: StoredSession): Promise<void> {
    await this.records.db
      .insertInto('user_session')
      .values({ id, user_id: userId, started_at: startedAt, used_at: usedAt })
      .execute();
  }

  async find(id: string): Promise<StoredSession | undefined> {
    const row = await this.records.db
      .selectFrom('user_session')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && { id, userId: row.user_id, startedAt: row.started_at, usedAt: row.used_at };
  }

  async touch(id: string, usedAt: number): Promise<void> {
    await this.records.db.updateTable('user_session').set({ used_at: usedAt }).where('id', '=', id).execute();
  }

  async end(id: string): Promise<void> {
    await this.records.db.deleteFrom('user_session').where('id', '=', id).execute();
  }

  async endAllOf(userId: string): Promise<number> {
    const { numDeletedRows } = await this.records.db
      .deleteFrom('user_session')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async forgetOld(usedBefore: number, startedBefore: number): Promise<void> {
    await this.records.db
      .deleteFrom('user_session')
      .where((row) => row.or([row('used_at', '<', usedBefore), row('started_at', '<', startedBefore)]))
      .execute();
  }
}
