import type { RecordsDatabase } from '../records/records-database.ts';
import { burstName, BurstStore } from './burst-store.port.ts';

/** Bursts on their way to workers on other machines, in the records data base; gone from it when diagnosed. */
export class SqlBurstStore extends BurstStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async start(): Promise<void> {}

  async keep(
    equipment: string,
    channel: string,
    time: number,
    bytes: Uint8Array,
  ): Promise<{ name: string; isNew: boolean }> {
    const name = burstName(equipment, channel, time);
    const { numInsertedOrUpdatedRows } = await this.records.db
      .insertInto('pending_burst')
      .values({ name, bytes: Buffer.from(bytes) })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst();
    return { name, isNew: numInsertedOrUpdatedRows === 1n };
  }

  async readPending(name: string): Promise<Uint8Array | undefined> {
    const row = await this.records.db
      .selectFrom('pending_burst')
      .select('bytes')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.bytes;
  }

  async listPending(): Promise<string[]> {
    const rows = await this.records.db
      .selectFrom('pending_burst')
      .select('name')
      .orderBy('kept_at')
      .execute();
    return rows.map(({ name }) => name);
  }

  async settle(name: string): Promise<void> {
    await this.records.db.deleteFrom('pending_burst').where('name', '=', name).execute();
  }
}
