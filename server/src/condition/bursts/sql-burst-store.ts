import { sql } from 'kysely';
import type { RecordsDatabase } from '../../records/records-database.ts';
import {
  beyondRetention,
  burstName,
  BurstStore,
  byChannelThenNewest,
  type BurstEntry,
  type BurstRetention,
} from './burst-store.port.ts';

/** Bursts on their way to workers on other machines, in the records data base; the last ones of each sensor stay when diagnosed. */
export class SqlBurstStore extends BurstStore {
  private readonly records: RecordsDatabase;
  private readonly retention: BurstRetention;

  constructor(records: RecordsDatabase, retention: BurstRetention) {
    super();
    this.records = records;
    this.retention = retention;
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
      .where('settled', '=', false)
      .executeTakeFirst();
    return row?.bytes;
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    const row = await this.records.db
      .selectFrom('pending_burst')
      .select('bytes')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.bytes;
  }

  async list(equipment: string): Promise<BurstEntry[]> {
    return (await this.below(`${equipment}/`)).map(({ name, bytes }) => ({ name, bytes }));
  }

  async listPending(): Promise<string[]> {
    const rows = await this.records.db
      .selectFrom('pending_burst')
      .select('name')
      .where('settled', '=', false)
      .orderBy('kept_at')
      .execute();
    return rows.map(({ name }) => name);
  }

  async settle(name: string): Promise<void> {
    const { db } = this.records;
    await db.updateTable('pending_burst').set({ settled: true }).where('name', '=', name).execute();
    const settled = (await this.below(name.slice(0, name.lastIndexOf('/') + 1))).filter((one) => one.settled);
    const old = beyondRetention(settled, this.retention).map((entry) => entry.name);
    if (old.length > 0) await db.deleteFrom('pending_burst').where('name', 'in', old).execute();
  }

  /** @param prefix ends in `/` */
  private async below(prefix: string): Promise<(BurstEntry & { settled: boolean })[]> {
    const rows = await this.records.db
      .selectFrom('pending_burst')
      .select(['name', 'settled', sql<number>`length(bytes)`.as('size')])
      // The character after "/" ends the range: an index helps here, and nothing in an address means more than itself.
      .where(sql<boolean>`name collate "C" >= ${prefix} and name collate "C" < ${`${prefix.slice(0, -1)}0`}`)
      .execute();
    return rows
      .map(({ name, settled, size }) => ({ name, bytes: Number(size), settled }))
      .sort(byChannelThenNewest);
  }
}
