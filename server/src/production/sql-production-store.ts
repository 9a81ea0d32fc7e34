import {
  TIME_CLASSES,
  type ProductionSums,
  type StopCause,
  type TimeByClass,
  type TimeClass,
} from '@linetwin/kpi';
import { sql, type Insertable, type Selectable } from 'kysely';
import { SUM_COLUMN, SUM_COLUMNS, TIME_COLUMN, type SumColumn } from '../records/production-schema.ts';
import type { RecordsDatabase, RecordsSchema } from '../records/records-database.ts';
import {
  newestWords,
  ProductionStore,
  type MachineSums,
  type ProductionRange,
  type ProductionWords,
  type StopExplanation,
  type StopRange,
  type StoredProduction,
  type StoredStop,
  type SumKey,
} from './production-store.port.ts';

/** Rows of one INSERT: 30 columns each, and a statement takes 65,535 parameters. */
const ROWS_AT_ONCE = 2000;
const KEY_COLUMN: Record<SumKey, string> = { product: 'product', order: 'order_id', shift: 'shift' };
const COUNTERS = ['good_counter', 'scrap_counter', 'rework_counter'] as const;

type IntervalRow = Selectable<RecordsSchema['production_interval']>;
type StopRow = Selectable<RecordsSchema['production_stop']>;

/** The ledger in the records data base. Sums are made there: a month of both lines is 100,000 rows. */
export class SqlProductionStore extends ProductionStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(words: ProductionWords): Promise<void> {
    const { intervals, stops } = newestWords(words);
    for (let i = 0; i < intervals.length; i += ROWS_AT_ONCE)
      await this.keepIntervals(intervals.slice(i, i + ROWS_AT_ONCE).map(intervalRow));
    for (let i = 0; i < stops.length; i += ROWS_AT_ONCE)
      await this.keepStops(stops.slice(i, i + ROWS_AT_ONCE).map(stopRow));
  }

  async books(line: string): Promise<ProductionWords> {
    const { rows } = await sql<IntervalRow>`
      SELECT interval.* FROM production_interval interval
      JOIN (SELECT machine, max(from_at) AS from_at FROM production_interval WHERE line = ${line} GROUP BY machine) newest
        USING (machine, from_at)
      WHERE interval.line = ${line}`.execute(this.records.db);
    const open = await this.records.db
      .selectFrom('production_stop')
      .selectAll()
      .where('line', '=', line)
      .where('to_at', 'is', null)
      .execute();
    return {
      intervals: rows.map(intervalOf),
      stops: open.map((row) => {
        const { explanation: _said, ...stop } = stopOf(row);
        return stop;
      }),
    };
  }

  async sums(
    { from, to, line }: ProductionRange,
    by: readonly SumKey[],
    edges: readonly number[] = [],
  ): Promise<MachineSums[]> {
    const bucket = edges.length === 0 ? sql`0` : sql`width_bucket(from_at, ${[...edges]}::float8[]) - 1`;
    const keys = by.map((key) => sql.ref(KEY_COLUMN[key]));
    const { rows } = await sql<SumRow>`
      SELECT machine, ${bucket} AS bucket, ${keys.length > 0 ? sql`${sql.join(keys)},` : sql``}
        ${sql.join(SUM_COLUMNS.map((name) => sql`sum(${sql.ref(name)}) AS ${sql.ref(name)}`))}
      FROM production_interval
      WHERE from_at >= ${from} AND from_at < ${to} ${line === undefined ? sql`` : sql`AND line = ${line}`}
      GROUP BY machine, 2 ${keys.length > 0 ? sql`, ${sql.join(keys)}` : sql``}
      ORDER BY machine COLLATE "C"`.execute(this.records.db);
    return rows.map((row) => ({
      machine: row.machine,
      product: row.product ?? '',
      order: row.order_id ?? '',
      shift: row.shift ?? '',
      bucket: row.bucket,
      sums: sumsOf(row),
    }));
  }

  async stops(
    { from, to, line, machine, classes, reasons }: StopRange,
    limit: number,
  ): Promise<StoredStop[]> {
    let query = this.records.db
      .selectFrom('production_stop')
      .selectAll()
      .where('from_at', '<', to)
      .where((where) => where.or([where('to_at', 'is', null), where('to_at', '>', from)]));
    if (line !== undefined) query = query.where('line', '=', line);
    if (machine !== undefined) query = query.where('machine', '=', machine);
    if (classes) query = query.where('class', 'in', [...classes]);
    if (reasons) query = query.where('reason', 'in', [...reasons]);
    const rows = await query.orderBy('from_at', 'desc').orderBy('machine').limit(limit).execute();
    return rows.map(stopOf);
  }

  async explain(
    machine: string,
    from: number,
    { reason, note, by, at }: StopExplanation,
  ): Promise<StoredStop | undefined> {
    const row = await this.records.db
      .updateTable('production_stop')
      .set({ reason, note, reason_by: by, reason_at: at })
      .where('machine', '=', machine)
      .where('from_at', '=', from)
      .returningAll()
      .executeTakeFirst();
    return row && stopOf(row);
  }

  private async keepIntervals(rows: Insertable<RecordsSchema['production_interval']>[]): Promise<void> {
    const changing = [...SUM_COLUMNS, 'booked_until', ...COUNTERS] as const;
    await this.records.db
      .insertInto('production_interval')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['from_at', 'machine', 'product', 'order_id', 'shift'])
          .doUpdateSet((row) =>
            Object.fromEntries(changing.map((name) => [name, row.ref(`excluded.${name}`)])),
          )
          .whereRef('excluded.booked_until', '>=', 'production_interval.booked_until'),
      )
      .execute();
  }

  private async keepStops(rows: Insertable<RecordsSchema['production_stop']>[]): Promise<void> {
    const changing = ['to_at', 'class', 'seconds', 'cause', 'booked_until'] as const;
    await this.records.db
      .insertInto('production_stop')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['machine', 'from_at'])
          .doUpdateSet((row) =>
            Object.fromEntries(changing.map((name) => [name, row.ref(`excluded.${name}`)])),
          )
          .whereRef('excluded.booked_until', '>=', 'production_stop.booked_until'),
      )
      .execute();
  }
}

type SumRow = Record<SumColumn, number> & {
  machine: string;
  bucket: number;
  product?: string;
  order_id?: string;
  shift?: string;
};

function sumsOf(row: Record<SumColumn, number>): ProductionSums {
  const time = Object.fromEntries(TIME_CLASSES.map((name) => [name, row[TIME_COLUMN[name]]])) as TimeByClass;
  const rest = Object.fromEntries(
    Object.entries(SUM_COLUMN).map(([name, column]) => [name, row[column]]),
  ) as Omit<ProductionSums, 'time'>;
  return { time, ...rest };
}

function intervalRow(one: StoredProduction): Insertable<RecordsSchema['production_interval']> {
  const times = Object.fromEntries(TIME_CLASSES.map((name) => [TIME_COLUMN[name], one.time[name]]));
  const sums = Object.fromEntries(
    Object.entries(SUM_COLUMN).map(([name, column]) => [column, one[name as keyof typeof SUM_COLUMN]]),
  );
  return {
    ...(times as Record<SumColumn, number>),
    ...(sums as Record<SumColumn, number>),
    machine: one.machine,
    from_at: one.from,
    product: one.product,
    order_id: one.order,
    shift: one.shift,
    line: one.line,
    booked_until: one.mark.time,
    good_counter: one.mark.good,
    scrap_counter: one.mark.scrap,
    rework_counter: one.mark.rework,
  };
}

function intervalOf(row: IntervalRow): StoredProduction {
  return {
    machine: row.machine,
    from: row.from_at,
    product: row.product,
    order: row.order_id,
    shift: row.shift,
    line: row.line,
    ...sumsOf(row),
    mark: {
      time: row.booked_until,
      good: row.good_counter,
      scrap: row.scrap_counter,
      rework: row.rework_counter,
    },
  };
}

function stopRow(one: Omit<StoredStop, 'explanation'>): Insertable<RecordsSchema['production_stop']> {
  return {
    machine: one.machine,
    from_at: one.from,
    to_at: one.to,
    line: one.line,
    class: one.class,
    seconds: JSON.stringify(one.time),
    cause: one.cause && JSON.stringify(one.cause),
    product: one.product,
    order_id: one.order,
    shift: one.shift,
    booked_until: one.bookedUntil,
  };
}

function stopOf(row: StopRow): StoredStop {
  return {
    machine: row.machine,
    from: row.from_at,
    to: row.to_at,
    line: row.line,
    class: row.class as TimeClass,
    time: row.seconds,
    cause: row.cause as StopCause | null,
    product: row.product,
    order: row.order_id,
    shift: row.shift,
    bookedUntil: row.booked_until,
    explanation:
      row.reason === null
        ? null
        : { reason: row.reason, note: row.note, by: row.reason_by!, at: row.reason_at! },
  };
}
