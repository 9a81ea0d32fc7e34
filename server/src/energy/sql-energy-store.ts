import {
  BOOKED_CLASSES,
  INTERVAL_MS,
  noneByClass,
  type Attribution,
  type AttributionKey,
  type BookedClass,
} from '@linetwin/energy';
import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { RecordsDatabase, RecordsSchema } from '../records/records-database.ts';
import {
  EnergyStore,
  newestOfEach,
  type EnergyRange,
  type IntervalEnergy,
  type MeterImport,
  type ProductParts,
  type RatesOf,
  type StoredInterval,
} from './energy-store.port.ts';

/** Rows of one INSERT: 22 columns each, and a statement takes 65,535 parameters. */
const ROWS_AT_ONCE = 2000;

const COLUMN: Record<BookedClass, 'productive' | 'idle' | 'standby' | 'start_up' | 'unknown'> = {
  productive: 'productive',
  idle: 'idle',
  standby: 'standby',
  'start-up': 'start_up',
  unknown: 'unknown',
};

const TOTAL_KWH = sql.raw('(kwh_productive + kwh_idle + kwh_standby + kwh_start_up + kwh_unknown)');
const TOTAL_S = sql.raw('(s_productive + s_idle + s_standby + s_start_up + s_unknown)');

/** Pairs of group and meter. */
function membersOf(groups: Readonly<Record<string, readonly string[]>>): [string, string][] {
  return Object.entries(groups).flatMap(([group, meters]) =>
    meters.map((meter): [string, string] => [group, meter]),
  );
}

/** The ledger in the records data base. Sums are made there: a month of both lines is 170,000 rows. */
export class SqlEnergyStore extends EnergyStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(intervals: readonly StoredInterval[]): Promise<void> {
    const rows = newestOfEach(intervals).map(rowOf);
    for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
      await this.records.db
        .insertInto('energy_interval')
        .values(rows.slice(i, i + ROWS_AT_ONCE))
        .onConflict((conflict) =>
          conflict
            .columns(['from_at', 'meter', 'product', 'lot', 'shift'])
            .doUpdateSet((row) => ({
              kwh_productive: row.ref('excluded.kwh_productive'),
              kwh_idle: row.ref('excluded.kwh_idle'),
              kwh_standby: row.ref('excluded.kwh_standby'),
              kwh_start_up: row.ref('excluded.kwh_start_up'),
              kwh_unknown: row.ref('excluded.kwh_unknown'),
              s_productive: row.ref('excluded.s_productive'),
              s_idle: row.ref('excluded.s_idle'),
              s_standby: row.ref('excluded.s_standby'),
              s_start_up: row.ref('excluded.s_start_up'),
              s_unknown: row.ref('excluded.s_unknown'),
              estimated_kwh: row.ref('excluded.estimated_kwh'),
              missing_s: row.ref('excluded.missing_s'),
              good: row.ref('excluded.good'),
              scrap: row.ref('excluded.scrap'),
              booked_until: row.ref('excluded.booked_until'),
              counter: row.ref('excluded.counter'),
            }))
            .whereRef('excluded.booked_until', '>=', 'energy_interval.booked_until'),
        )
        .execute();
    }
  }

  async books(line: string): Promise<StoredInterval[]> {
    const { rows } = await sql<Row>`
      SELECT interval.* FROM energy_interval interval
      JOIN (SELECT meter, max(booked_until) AS until FROM energy_interval WHERE line = ${line} GROUP BY meter) newest
        ON newest.meter = interval.meter
       AND interval.from_at = floor(newest.until / ${INTERVAL_MS}) * ${INTERVAL_MS}
      WHERE interval.line = ${line}`.execute(this.records.db);
    return rows.map(intervalOf);
  }

  async attribute(
    { from, to, meters }: EnergyRange,
    by: readonly AttributionKey[],
    ratesOf: RatesOf,
  ): Promise<Attribution[]> {
    if (meters.length === 0) return [];
    const begin = await this.beginOf({ from, to, meters });
    if (begin === undefined) return [];
    const quarters: number[] = [];
    for (let at = begin; at < to; at += INTERVAL_MS) quarters.push(at);
    const rates = quarters.map(ratesOf);
    const keys = by.map((key) => sql.ref(key));
    const sums = BOOKED_CLASSES.map((name) => {
      const kwh = sql.raw(`kwh_${COLUMN[name]}`);
      return sql`sum(${kwh}) AS ${kwh},
        sum(${sql.raw(`s_${COLUMN[name]}`)}) AS ${sql.raw(`s_${COLUMN[name]}`)},
        sum(${kwh} * coalesce(floating + fixed, 0)) AS ${sql.raw(`yuan_${COLUMN[name]}`)}`;
    });
    const { rows } = await sql<SumRow>`
      SELECT ${keys.length > 0 ? sql`${sql.join(keys)},` : sql``} ${sql.join(sums)},
        sum(${TOTAL_KWH} * coalesce(floating, 0)) AS floating_yuan,
        sum(${TOTAL_KWH} * coalesce(fixed, 0)) AS fixed_yuan,
        sum(${TOTAL_KWH} * coalesce(kg, 0)) AS kg_co2,
        coalesce(sum(${TOTAL_KWH}) FILTER (WHERE floating IS NULL), 0) AS unpriced_kwh,
        sum(estimated_kwh) AS estimated_kwh, sum(missing_s) AS missing_s, sum(good) AS good, sum(scrap) AS scrap
      FROM energy_interval
      JOIN unnest(${quarters}::float8[], ${rates.map((one) => one.floatingYuanPerKwh)}::float8[],
        ${rates.map((one) => one.fixedYuanPerKwh)}::float8[], ${rates.map((one) => one.kgPerKwh)}::float8[])
        AS rate (from_at, floating, fixed, kg) USING (from_at)
      WHERE from_at >= ${begin} AND from_at < ${to} AND meter = ANY(${[...meters]}::text[])
      ${keys.length > 0 ? sql`GROUP BY ${sql.join(keys)}` : sql`HAVING count(*) > 0`}`.execute(
      this.records.db,
    );
    return rows.map((row) => attributionOf(row, by));
  }

  async series(
    { from, to }: Omit<EnergyRange, 'meters'>,
    groups: Readonly<Record<string, readonly string[]>>,
    weights: ReadonlyMap<string, number> = new Map(),
  ): Promise<IntervalEnergy[]> {
    const members = membersOf(groups);
    if (members.length === 0) return [];
    const { rows } = await sql<{
      group: string;
      from_at: number;
      kwh: number;
      s: number;
      good: number;
      productive: number;
      standby: number;
    }>`
      SELECT member.name AS group, from_at, sum(${TOTAL_KWH}) AS kwh, sum(${TOTAL_S} * member.weight) AS s, sum(good) AS good,
        sum(s_productive) AS productive, sum(s_standby) AS standby
      FROM energy_interval
      JOIN unnest(${members.map(([group]) => group)}::text[], ${members.map(([, meter]) => meter)}::text[],
          ${members.map(([, meter]) => weights.get(meter) ?? 1)}::float8[])
        AS member (name, meter, weight) USING (meter)
      WHERE from_at >= ${from} AND from_at < ${to}
      GROUP BY member.name, from_at ORDER BY from_at, member.name COLLATE "C"`.execute(this.records.db);
    return rows.map((row) => ({
      group: row.group,
      from: row.from_at,
      kwh: row.kwh,
      knownS: row.s,
      good: row.good,
      productiveS: row.productive,
      standbyS: row.standby,
    }));
  }

  async products(
    { from, to }: Omit<EnergyRange, 'meters'>,
    groups: Readonly<Record<string, readonly string[]>>,
  ): Promise<ProductParts[]> {
    const members = membersOf(groups);
    if (members.length === 0) return [];
    const { rows } = await sql<{ group: string; from_at: number; product: string; good: number }>`
      SELECT member.name AS group, from_at, product, sum(good) AS good
      FROM energy_interval
      JOIN unnest(${members.map(([group]) => group)}::text[], ${members.map(([, meter]) => meter)}::text[])
        AS member (name, meter) USING (meter)
      WHERE from_at >= ${from} AND from_at < ${to} AND good > 0
      GROUP BY member.name, from_at, product
      ORDER BY from_at, member.name COLLATE "C", product COLLATE "C"`.execute(this.records.db);
    return rows.map(({ from_at, ...row }) => ({ ...row, from: from_at }));
  }

  async since(meters: readonly string[]): Promise<number | undefined> {
    if (meters.length === 0) return undefined;
    return this.beginOf({ from: -8.64e15, to: 8.64e15, meters });
  }

  async import(note: MeterImport, intervals: readonly StoredInterval[]): Promise<void> {
    await this.records.db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('energy_interval')
        .where('meter', '=', note.meter)
        .where('from_at', '>=', note.from)
        .where('from_at', '<', note.to)
        .execute();
      const rows = intervals.map(rowOf);
      for (let i = 0; i < rows.length; i += ROWS_AT_ONCE)
        await transaction
          .insertInto('energy_interval')
          .values(rows.slice(i, i + ROWS_AT_ONCE))
          .execute();
      await insertNote(transaction, note);
    });
  }

  async imports(limit: number): Promise<MeterImport[]> {
    const rows = await this.records.db
      .selectFrom('meter_import')
      .selectAll()
      .orderBy('at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ from_at, to_at, ...row }) => ({ ...row, from: from_at, to: to_at }));
  }

  private async beginOf({ from, to, meters }: EnergyRange): Promise<number | undefined> {
    const row = await this.records.db
      .selectFrom('energy_interval')
      .select('from_at')
      .where('meter', 'in', [...meters])
      .where('from_at', '>=', from)
      .where('from_at', '<', to)
      .orderBy('from_at')
      .limit(1)
      .executeTakeFirst();
    return row?.from_at;
  }
}

type Row = Selectable<RecordsSchema['energy_interval']>;
type SumRow = Record<string, number> & Partial<Record<AttributionKey, string>>;

async function insertNote(transaction: Transaction<RecordsSchema>, note: MeterImport): Promise<void> {
  const { from, to, problems, ...rest } = note;
  await transaction
    .insertInto('meter_import')
    .values({ ...rest, from_at: from, to_at: to, problems: JSON.stringify(problems) })
    .execute();
}

function rowOf(one: StoredInterval): Insertable<RecordsSchema['energy_interval']> {
  return {
    meter: one.meter,
    from_at: one.from,
    product: one.product,
    lot: one.lot,
    shift: one.shift,
    line: one.line,
    kwh_productive: one.kwh.productive,
    kwh_idle: one.kwh.idle,
    kwh_standby: one.kwh.standby,
    kwh_start_up: one.kwh['start-up'],
    kwh_unknown: one.kwh.unknown,
    s_productive: one.seconds.productive,
    s_idle: one.seconds.idle,
    s_standby: one.seconds.standby,
    s_start_up: one.seconds['start-up'],
    s_unknown: one.seconds.unknown,
    estimated_kwh: one.estimatedKwh,
    missing_s: one.missingS,
    good: one.good,
    scrap: one.scrap,
    booked_until: one.mark.time,
    counter: one.mark.counter,
  };
}

function intervalOf(row: Row): StoredInterval {
  return {
    meter: row.meter,
    from: row.from_at,
    product: row.product,
    lot: row.lot,
    shift: row.shift,
    line: row.line,
    kwh: {
      productive: row.kwh_productive,
      idle: row.kwh_idle,
      standby: row.kwh_standby,
      'start-up': row.kwh_start_up,
      unknown: row.kwh_unknown,
    },
    seconds: {
      productive: row.s_productive,
      idle: row.s_idle,
      standby: row.s_standby,
      'start-up': row.s_start_up,
      unknown: row.s_unknown,
    },
    estimatedKwh: row.estimated_kwh,
    missingS: row.missing_s,
    good: row.good,
    scrap: row.scrap,
    mark: { time: row.booked_until, counter: row.counter },
  };
}

function attributionOf(row: SumRow, by: readonly AttributionKey[]): Attribution {
  const key = { meter: '', product: '', lot: '', shift: '' };
  for (const one of by) key[one] = row[one]!;
  const byClass = (prefix: string) => {
    const sums = noneByClass();
    for (const name of BOOKED_CLASSES) sums[name] = row[`${prefix}_${COLUMN[name]}`];
    return sums;
  };
  return {
    key,
    kwh: byClass('kwh'),
    seconds: byClass('s'),
    yuan: byClass('yuan'),
    floatingYuan: row.floating_yuan,
    fixedYuan: row.fixed_yuan,
    kgCo2: row.kg_co2,
    unpricedKwh: row.unpriced_kwh,
    estimatedKwh: row.estimated_kwh,
    missingS: row.missing_s,
    good: row.good,
    scrap: row.scrap,
  };
}
