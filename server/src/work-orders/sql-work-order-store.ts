import type { WorkOrder, WorkOrderEvent } from '@linetwin/contracts';
import { sql } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import { byJudgements } from './in-memory-work-order-store.ts';
import { foldWorkOrder, type WorkOrderSubject } from './work-order-fold.ts';
import { WorkOrderStore, type JudgedCause } from './work-order-store.port.ts';

export class SqlWorkOrderStore extends WorkOrderStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async append(subject: WorkOrderSubject, event: WorkOrderEvent, photo?: Uint8Array): Promise<number> {
    return this.records.db.transaction().execute(async (db) => {
      await db
        .insertInto('work_order_event')
        .values({ ...subject, at: event.at, by: event.by, change: JSON.stringify(event.change) })
        .execute();
      if (photo && event.change.change === 'photo') {
        await db
          .insertInto('work_order_photo')
          .values({ id: event.change.photo, incident: subject.incident, jpeg: Buffer.from(photo) })
          .execute();
      }
      const { count } = await db
        .selectFrom('work_order_event')
        .select((row) => row.fn.countAll().as('count'))
        .where('incident', '=', subject.incident)
        .executeTakeFirstOrThrow();
      return Number(count);
    });
  }

  async read(incident: string, at?: number): Promise<WorkOrder | undefined> {
    return (await this.fold([incident], at))[0];
  }

  async list(asked: { equipment?: string; at?: number; limit: number }): Promise<WorkOrder[]> {
    const { equipment, at, limit } = asked;
    const rows = await this.records.db
      .selectFrom('work_order_event')
      .select('incident')
      .$if(equipment !== undefined, (query) => query.where('equipment', '=', equipment!))
      .$if(at !== undefined, (query) => query.where('at', '<=', at!))
      .groupBy('incident')
      .orderBy((row) => row.fn.max('sequence'), 'desc')
      .limit(limit)
      .execute();
    return this.fold(
      rows.map(({ incident }) => incident),
      at,
    );
  }

  async photo(incident: string, photo: string): Promise<Uint8Array | undefined> {
    const row = await this.records.db
      .selectFrom('work_order_photo')
      .select('jpeg')
      .where('id', '=', photo)
      .where('incident', '=', incident)
      .executeTakeFirst();
    return row && new Uint8Array(row.jpeg);
  }

  async precision(at = Infinity): Promise<JudgedCause[]> {
    const { rows } = await sql<{ cause: string; right: boolean; count: string; incident: string }>`
      SELECT cause, (change->>'right')::boolean AS "right", count(*) AS count, max(incident) AS incident FROM (
        SELECT DISTINCT ON (incident) incident, cause, change
        FROM work_order_event WHERE change->>'change' = 'judge-cause' AND at <= ${at}::float8 ORDER BY incident, sequence DESC
      ) judged GROUP BY 1, 2`.execute(this.records.db);
    const byCause = new Map<string, JudgedCause>();
    for (const { cause, right, count, incident } of rows) {
      const entry = byCause.get(cause) ?? { cause, right: 0, wrong: 0, incident };
      entry[right ? 'right' : 'wrong'] = Number(count);
      byCause.set(cause, entry);
    }
    return [...byCause.values()].sort(byJudgements);
  }

  /** In the order of the incidents asked for. */
  private async fold(incidents: readonly string[], at?: number): Promise<WorkOrder[]> {
    if (incidents.length === 0) return [];
    const rows = await this.records.db
      .selectFrom('work_order_event')
      .selectAll()
      .where('incident', 'in', [...incidents])
      .$if(at !== undefined, (query) => query.where('at', '<=', at!))
      .orderBy('sequence')
      .execute();
    return incidents.flatMap((incident) => {
      const own = rows.filter((row) => row.incident === incident);
      if (own.length === 0) return [];
      // What the order is about is what its first change says: the named cause may become another one later.
      const { equipment, cause } = own[0];
      const events = own.map(({ at, by, change }) => ({
        at,
        by,
        change: change as WorkOrderEvent['change'],
      }));
      return [foldWorkOrder({ incident, equipment, cause }, events)];
    });
  }
}
