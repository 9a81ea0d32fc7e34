import type { MonitorScore } from '@linetwin/contracts';
import { sql } from 'kysely';
import type { RecordsDatabase } from '../../records/records-database.ts';
import {
  decodeStretches,
  encodeStretches,
  type KeptMonitor,
  type MonitorLearning,
  type MonitorOrder,
} from './monitor-record.ts';
import { MonitorStore, type ScoreOf } from './monitor-store.port.ts';

type OrderHead = Omit<MonitorOrder, 'stretches'> & { lengths: number[] };

/** Monitors in the records data base. */
export class SqlMonitorStore extends MonitorStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async newest(equipment: string, at?: number): Promise<KeptMonitor | undefined> {
    const row = await this.records.db
      .selectFrom('machine_monitor')
      .select('model')
      .where('equipment', '=', equipment)
      .$if(at !== undefined, (query) => query.where(sql<number>`(model->>'trainedAt')::float8`, '<=', at!))
      .orderBy('version', 'desc')
      .executeTakeFirst();
    return row?.model as KeptMonitor | undefined;
  }

  keepModel(order: string, model: Omit<KeptMonitor, 'version'>, since: number): Promise<number> {
    const { equipment } = model;
    return this.records.db.transaction().execute(async (tx) => {
      await sql`SELECT pg_advisory_xact_lock(hashtext(${`monitor of ${equipment}`}))`.execute(tx);
      const kept = await tx
        .selectFrom('machine_monitor')
        .select(['version', 'ordered'])
        .where('equipment', '=', equipment)
        .orderBy('version', 'desc')
        .execute();
      const known = kept.find(({ ordered }) => ordered === order);
      if (known) return known.version;
      const version = (kept[0]?.version ?? 0) + 1;
      await tx
        .insertInto('machine_monitor')
        .values({ equipment, version, ordered: order, model: JSON.stringify({ ...model, version }) })
        .execute();
      await tx
        .deleteFrom('monitor_learning')
        .where('equipment', '=', equipment)
        .where('since', '=', since)
        .execute();
      return version;
    });
  }

  async learning(equipment: string): Promise<MonitorLearning | undefined> {
    const row = await this.records.db
      .selectFrom('monitor_learning')
      .select('learning')
      .where('equipment', '=', equipment)
      .executeTakeFirst();
    return row?.learning as MonitorLearning | undefined;
  }

  async setLearning(learning: MonitorLearning): Promise<void> {
    const { equipment, since } = learning;
    const text = JSON.stringify(learning);
    await this.records.db
      .insertInto('monitor_learning')
      .values({ equipment, since, learning: text })
      .onConflict((conflict) => conflict.column('equipment').doUpdateSet({ since, learning: text }))
      .execute();
  }

  async putOrder({ stretches, ...order }: MonitorOrder): Promise<void> {
    const { lengths, bytes } = encodeStretches(stretches);
    const head: OrderHead = { ...order, lengths };
    await this.records.db
      .insertInto('monitor_order')
      .values({ id: order.id, head: JSON.stringify(head), bytes: Buffer.from(bytes) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }

  async order(id: string): Promise<MonitorOrder | undefined> {
    const row = await this.records.db
      .selectFrom('monitor_order')
      .select(['head', 'bytes'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return undefined;
    const { lengths, ...order } = row.head as OrderHead;
    return { ...order, stretches: decodeStretches(lengths, row.bytes, order.signals.length) };
  }

  async settle(id: string): Promise<void> {
    await this.records.db.deleteFrom('monitor_order').where('id', '=', id).execute();
  }

  async addScores(scores: readonly ScoreOf[]): Promise<void> {
    if (scores.length === 0) return;
    await this.records.db
      .insertInto('monitor_score')
      .values(
        scores.map(({ equipment, at, version, q, tSquared, contributions }) => ({
          equipment,
          at,
          version,
          q,
          t_squared: tSquared,
          contributions: JSON.stringify(contributions),
        })),
      )
      .onConflict((conflict) => conflict.columns(['equipment', 'at']).doNothing())
      .execute();
  }

  async scores(equipment: string, from: number, to: number, limit: number): Promise<MonitorScore[]> {
    const rows = await this.records.db
      .selectFrom('monitor_score')
      .select(['at', 'version', 'q', 't_squared', 'contributions'])
      .where('equipment', '=', equipment)
      .where('at', '>=', from)
      .where('at', '<=', to)
      .orderBy('at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ t_squared: tSquared, ...row }) => ({ ...row, tSquared })).reverse();
  }

  async forgetScores(before: number): Promise<void> {
    await this.records.db.deleteFrom('monitor_score').where('at', '<', before).execute();
  }
}
