import type { OrderState, ProductionOrder } from '@linetwin/contracts';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { RecordsDatabase, RecordsSchema } from '../records/records-database.ts';
import { alreadyRuns, nameIsTaken, OrderStore, type OrderQuery } from './order-store.port.ts';

const UNIQUE_VIOLATION = '23505';

/** Orders in the records data base, whose index lets one order run per line. */
export class SqlOrderStore extends OrderStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async list({ line, states, limit }: OrderQuery): Promise<ProductionOrder[]> {
    let query = this.records.db.selectFrom('production_order').selectAll();
    if (line !== undefined) query = query.where('line', '=', line);
    if (states) query = query.where('state', 'in', [...states]);
    const rows = await query
      .orderBy(sql`(state <> 'running')`)
      .orderBy('due_at')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(orderOf);
  }

  async find(id: string): Promise<ProductionOrder | undefined> {
    const row = await this.records.db
      .selectFrom('production_order')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && orderOf(row);
  }

  async create(order: ProductionOrder): Promise<void> {
    await this.records.db
      .insertInto('production_order')
      .values(rowOf(order))
      .execute()
      .catch((error: unknown) => {
        throw violation(error, order);
      });
  }

  async change(order: ProductionOrder): Promise<void> {
    const { id, ...row } = rowOf(order);
    await this.records.db
      .updateTable('production_order')
      .set(row)
      .where('id', '=', id)
      .execute()
      .catch((error: unknown) => {
        throw violation(error, order);
      });
  }
}

function violation(error: unknown, order: ProductionOrder): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== UNIQUE_VIOLATION) return error;
  return constraint === 'production_order_running' ? alreadyRuns(order.line) : nameIsTaken(order.id);
}

function rowOf(order: ProductionOrder): Insertable<RecordsSchema['production_order']> {
  return {
    id: order.id,
    line: order.line,
    product: order.product,
    quantity: order.quantity,
    due_at: order.dueAt,
    state: order.state,
    note: order.note,
    started_at: order.startedAt,
    ended_at: order.endedAt,
    created_at: order.createdAt,
    created_by: order.createdBy,
    changed_at: order.changedAt,
    changed_by: order.changedBy,
  };
}

function orderOf(row: Selectable<RecordsSchema['production_order']>): ProductionOrder {
  return {
    id: row.id,
    line: row.line,
    product: row.product,
    quantity: row.quantity,
    dueAt: row.due_at,
    state: row.state as OrderState,
    note: row.note,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  };
}
