import { stat } from 'node:fs/promises';
import type { HistorySeries, SampleBatch } from '@linetwin/contracts';
import { DuckDBInstance, type DuckDBConnection, type DuckDBListValue } from '@duckdb/node-api';
import { appendRows, createRowChunk, type RowChunk } from './duckdb-rows.ts';
import {
  COUNT_WAITING_BUCKETS,
  CREATE_KEPT,
  createTiers,
  dropOlder,
  fillsHole,
  ROLL_UP_RECENT,
  scansOf,
  sortBuckets,
} from './duckdb-rollups.ts';
import { statisticsOfParts, statisticsOfValues, valuesOfOne } from './duckdb-statistics.ts';
import { EARLIER_MS, newestBefore, newestInRaw, newestInSteps, RECENT_MS } from './duckdb-instants.ts';
import {
  emptySeries,
  emptyStatistics,
  HistoryStore,
  type HistoryFigures,
  type HistoryRange,
  type LatestValue,
  type StatisticsRange,
  type StepRange,
  type StoredValues,
  type ValueRange,
  type ValueStatistics,
} from './history.port.ts';
import { KEEP_ALL, keptAfter, planRead, type Kept, type Retention } from './rollups.ts';

export interface DuckDbHistoryOptions {
  /** File of the data base. */
  path: string;
  /** Recent rows are rewritten sorted by signal when there are this many. */
  sortAfterRows?: number;
  /** Waiting buckets of a tier are merged and sorted when there are this many. */
  sortAfterBuckets?: number;
  retention?: Retention;
  memoryLimitMb?: number;
  threads?: number;
}

/**
 * Two million rows are about an hour of both lines: short enough that an unsorted scan of them stays within
 * a few milliseconds, long enough that a sorted run holds thousands of rows of each signal.
 */
const SORT_AFTER_ROWS = 2_000_000;

/**
 * A quarter of DuckDB's default: a signal's hour is 3,600 rows, and what lies around it in its row group is read
 * for nothing. Measured over a day of 600 signals: 20 signals 50 ms against 70 ms; smaller groups gain no more.
 */
const ROW_GROUP_ROWS = 32_768;

/** `newest` holds each signal's newest row at the last sorting, so that a start need not scan years. */
const NEWEST_AND_RECENT = 'SELECT * FROM newest UNION ALL SELECT * FROM recent';

/**
 * History in one DuckDB file. Rows arrive in `recent`, in the order of time; from there they are moved, sorted by
 * signal, into `point`, where the row groups' zone maps let a query skip all but its signal. Measured when this
 * was designed: one signal's day 3.5 ms sorted against 33 ms unsorted. With the move
 * they are rolled up to minutes and hours, see `duckdb-rollups.ts`, and rows past their time are dropped.
 */
export class DuckDbHistory extends HistoryStore {
  private readonly options: Required<Omit<DuckDbHistoryOptions, 'sortAfterBuckets'>> & DuckDbHistoryOptions;
  private kept: Kept = { rawFrom: 0, minuteFrom: 0 };
  private instance!: DuckDBInstance;
  private writer!: DuckDBConnection;
  private reader!: DuckDBConnection;
  /** For questions that may take a second: one connection answers one after the other, and trends would wait behind them. */
  private patient!: DuckDBConnection;
  private chunk!: RowChunk;
  private mark = 0;
  private readonly ids = new Map<string, number>();
  /** Newest stored time by store id, so that only late rows are compared with what is stored. */
  private newestTime: number[] = [];
  private recentRows = 0;
  /** One writer at a time: appends and the sorting take turns. */
  private turn: Promise<unknown> = Promise.resolve();
  private mapped = new WeakMap<readonly string[], Uint32Array>();

  constructor(options: DuckDbHistoryOptions) {
    super();
    this.options = {
      sortAfterRows: SORT_AFTER_ROWS,
      retention: KEEP_ALL,
      memoryLimitMb: 256,
      threads: 2,
      ...options,
    };
  }

  async start(): Promise<void> {
    const { path, memoryLimitMb, threads } = this.options;
    this.instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryLimitMb}MB`,
      threads: String(threads),
      temp_directory: `${path}.tmp`,
      // The write-ahead log is folded into the file when it is this large.
      checkpoint_threshold: '64MB',
    });
    this.writer = await this.instance.connect();
    this.reader = await this.instance.connect();
    this.patient = await this.instance.connect();
    await this.writer.run(
      `ATTACH '${path.replaceAll("'", "''")}' AS history (ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`,
    );
    await this.writer.run('USE history');
    await this.reader.run('USE history');
    await this.patient.run('USE history');
    await this.writer.run(`
      CREATE TABLE IF NOT EXISTS signal (id UINTEGER NOT NULL, address VARCHAR NOT NULL);
      CREATE TABLE IF NOT EXISTS point (signal UINTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL, quality UTINYINT NOT NULL);
      CREATE TABLE IF NOT EXISTS recent (signal UINTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL, quality UTINYINT NOT NULL);
      CREATE TABLE IF NOT EXISTS newest (signal UINTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL, quality UTINYINT NOT NULL);
      CREATE OR REPLACE TEMP TABLE late (signal UINTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL, quality UTINYINT NOT NULL);
      CREATE TABLE IF NOT EXISTS spool_mark (mark BIGINT NOT NULL);
      INSERT INTO spool_mark SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM spool_mark);
    `);
    await this.createRollups();
    const [[rawFrom, minuteFrom]] = await this.rows('SELECT raw_from, minute_from FROM kept');
    this.kept = { rawFrom: Number(rawFrom), minuteFrom: Number(minuteFrom) };
    this.chunk = createRowChunk();
    this.mark = Number((await this.rows('SELECT mark FROM spool_mark'))[0][0]);
    await this.readIds();
    const newest = await this.rows(`SELECT signal, max(time) FROM (${NEWEST_AND_RECENT}) GROUP BY signal`);
    for (const [id, time] of newest) this.newestTime[Number(id)] = Number(time);
    this.recentRows = Number((await this.rows('SELECT count(*) FROM recent'))[0][0]);
  }

  async stop(): Promise<void> {
    await this.turn;
    if (!this.writer) return;
    await this.writer.run('CHECKPOINT history');
    this.reader.closeSync();
    this.patient.closeSync();
    this.writer.closeSync();
    this.instance.closeSync();
  }

  append(samples: SampleBatch, addresses: readonly string[], mark: number): Promise<void> {
    return this.inTurn(async () => {
      if (mark <= this.mark) return;
      await this.writer.run('BEGIN');
      try {
        const ids = await this.idsOf(addresses);
        await this.appendInTransaction(samples, ids);
        await this.writer.run(`UPDATE spool_mark SET mark = ${mark}`);
        await this.writer.run('COMMIT');
      } catch (error) {
        await this.writer.run('ROLLBACK').catch(() => undefined);
        // Ids given in this transaction went with it.
        await this.readIds().catch(() => undefined);
        throw error;
      }
      this.mark = mark;
      this.recentRows += samples.length;
      if (this.recentRows >= this.options.sortAfterRows) await this.sortRecent();
    });
  }

  lastMark(): number {
    return this.mark;
  }

  async read({ signals, from, to, points }: HistoryRange): Promise<HistorySeries[]> {
    const series = new Map<number, HistorySeries>();
    for (const signal of signals) {
      const id = this.ids.get(signal);
      if (id !== undefined) series.set(id, emptySeries(signal));
    }
    if (series.size > 0) {
      const plan = planRead(from, to, points, this.kept);
      const scans = scansOf([...series.keys()], plan, from, to);
      const columns = await this.columns(`
        SELECT signal, CAST(min(first) AS DOUBLE) AS t, min(low), max(high), sum(total) / sum(number), arg_max(last, newest)
        FROM (${scans.join(' UNION ALL ')})
        GROUP BY signal, (place - ${plan.start}) // ${plan.width}
        ORDER BY signal, t`);
      // Without a row there are no columns either.
      const [ids = [], time, min, max, mean, last] = columns as number[][];
      for (let i = 0; i < ids.length; i++) {
        const one = series.get(ids[i])!;
        one.time.push(time[i]);
        one.min.push(min[i]);
        one.max.push(max[i]);
        one.mean.push(mean[i]);
        one.last.push(last[i]);
      }
    }
    return signals.map((signal) => series.get(this.ids.get(signal) ?? -1) ?? emptySeries(signal));
  }

  async latest(): Promise<LatestValue[]> {
    const rows = await this.rows(`
      SELECT s.address, CAST(max(p.time) AS DOUBLE), arg_max(p.value, p.time), arg_max(p.quality, p.time)
      FROM (${NEWEST_AND_RECENT}) p JOIN signal s ON s.id = p.signal GROUP BY s.address`);
    return rows.map(([address, time, value, quality]) => ({
      address: String(address),
      time: Number(time),
      value: Number(value),
      quality: Number(quality),
    }));
  }

  async newestAt(time: number): Promise<LatestValue[]> {
    const at = Math.floor(time);
    const found = new Map<number, LatestValue>();
    const look = async (statement: (missing: readonly number[]) => string) => {
      const missing = [...this.ids.values()].filter((id) => !found.has(id));
      if (missing.length === 0) return;
      for (const one of await this.valuesOf(statement(missing))) found.set(this.ids.get(one.address)!, one);
    };
    // Most machines spoke a moment ago; the few that did not are looked for further and further back.
    if (at >= this.kept.rawFrom) {
      await look((missing) => newestInRaw(missing, at - RECENT_MS, at));
      await look((missing) => newestInRaw(missing, at - EARLIER_MS, at - RECENT_MS));
    }
    await look((missing) => newestBefore(missing, at));
    return [...found.values()];
  }

  async steps({ from, to, stepMs, signals }: StepRange): Promise<LatestValue[]> {
    const ids = signals?.flatMap((address) => this.ids.get(address) ?? []);
    if (ids?.length === 0) return [];
    return this.valuesOf(newestInSteps(Math.floor(from), Math.floor(to), Math.ceil(stepMs), this.kept, ids));
  }

  async statistics({ signals, from, to, percents, exact }: StatisticsRange): Promise<ValueStatistics[]> {
    const ids = signals.flatMap((signal) => this.ids.get(signal) ?? []);
    const found = new Map<number, ValueStatistics>();
    if (ids.length > 0) {
      const whole = exact && from >= this.kept.rawFrom;
      const statement = whole
        ? statisticsOfValues(ids, from, to, percents)
        : statisticsOfParts(ids, planRead(from, to, 2, this.kept), from, to);
      const answer = await this.patient.runAndReadAll(statement);
      for (const [id, count, min, max, mean, deviation, list] of answer.getRows())
        found.set(Number(id), {
          signal: '',
          count: Number(count),
          min: Number(min),
          max: Number(max),
          mean: Number(mean),
          standardDeviation: whole ? Number(deviation) : null,
          percentiles: whole ? ((list as DuckDBListValue | undefined)?.items ?? []).map(Number) : null,
        });
    }
    return signals.map((signal) => ({
      ...(found.get(this.ids.get(signal) ?? -1) ?? emptyStatistics(signal)),
      signal,
    }));
  }

  async values({ signal, from, to, limit }: ValueRange): Promise<StoredValues> {
    const id = this.ids.get(signal);
    const statement = id === undefined ? undefined : valuesOfOne(id, from, to, limit);
    const columns = statement ? (await this.patient.runAndReadAll(statement)).getColumns() : [];
    const [time = [], value = [], quality = []] = columns as number[][];
    return { time, value, quality };
  }

  async figures(): Promise<HistoryFigures> {
    const sizes = await Promise.all(
      [this.options.path, `${this.options.path}.wal`].map((path) =>
        stat(path).then(
          (s) => s.size,
          () => 0,
        ),
      ),
    );
    return { name: 'DuckDB', bytes: sizes[0] + sizes[1] };
  }

  /** Moves all recent rows, sorted by signal and time, into the long table. Also run by itself when enough came in. */
  sort(): Promise<void> {
    return this.inTurn(() => this.sortRecent());
  }

  private async sortRecent(): Promise<void> {
    const newest = this.newestTime.reduce((most, time) => Math.max(most, time ?? 0), 0);
    const before = this.kept;
    const kept = keptAfter(newest, this.options.retention, before);
    await this.writer.run('BEGIN');
    try {
      await this.writer.run(`
        CREATE OR REPLACE TABLE newest AS
          SELECT signal, max(time) AS time, arg_max(value, time) AS value, arg_max(quality, time) AS quality
          FROM (${NEWEST_AND_RECENT}) GROUP BY signal;
        INSERT INTO point SELECT * FROM recent ORDER BY signal, time;
        ${ROLL_UP_RECENT}
        DELETE FROM recent;
        ${dropOlder(kept)}`);
      const [waiting] = (await this.writer.runAndReadAll(COUNT_WAITING_BUCKETS)).getRows();
      const sorting = sortBuckets(waiting.map(Number), this.options.sortAfterBuckets);
      if (sorting) await this.writer.run(sorting);
      // A reader that comes before the commit finds in buckets what it is about to drop, one after it nothing else.
      this.kept = kept;
      await this.writer.run('COMMIT');
    } catch (error) {
      this.kept = before;
      await this.writer.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
    this.recentRows = 0;
    await this.writer.run('CHECKPOINT history');
  }

  private async createRollups(): Promise<void> {
    const tables = await this.rows("SELECT table_name FROM duckdb_tables() WHERE database_name = 'history'");
    const missing = createTiers(new Set(tables.map(([name]) => String(name))));
    await this.writer.run(`BEGIN; ${CREATE_KEPT} ${missing} COMMIT;`);
  }

  private async appendInTransaction(samples: SampleBatch, ids: Uint32Array): Promise<void> {
    if (samples.length === 0) return;
    const late: number[] = [];
    const store = new Uint32Array(samples.length);
    for (let row = 0; row < samples.length; row++) {
      const id = ids[samples.signal[row]];
      store[row] = id;
      const time = Math.round(samples.time[row]);
      if (time > (this.newestTime[id] ?? 0)) this.newestTime[id] = time;
      else late.push(row);
    }
    await appendRows(
      this.writer,
      'recent',
      this.chunk,
      samples,
      store,
      late.length === 0 ? undefined : new Set(late),
      false,
    );
    if (late.length === 0) return;
    // Rows no newer than what is stored: sent late, or sent again. Only the ones not stored yet are added.
    await this.writer.run('DELETE FROM late');
    await appendRows(this.writer, 'late', this.chunk, samples, store, new Set(late), true);
    await this.writer.run(`
      INSERT INTO recent
      SELECT signal, time, first(value), first(quality) FROM late l
      WHERE NOT EXISTS (SELECT 1 FROM recent r WHERE r.signal = l.signal AND r.time = l.time)
        AND NOT EXISTS (SELECT 1 FROM point p WHERE p.signal = l.signal AND p.time = l.time)
        AND ${fillsHole(this.kept)}
      GROUP BY signal, time`);
  }

  private async idsOf(addresses: readonly string[]): Promise<Uint32Array> {
    const known = this.mapped.get(addresses);
    if (known) return known;
    const missing = addresses.filter((address) => !this.ids.has(address));
    if (missing.length > 0) {
      let next = this.ids.size === 0 ? 0 : Math.max(...this.ids.values()) + 1;
      const appender = await this.writer.createAppender('signal');
      for (const address of missing) {
        appender.appendUInteger(next);
        appender.appendVarchar(address);
        appender.endRow();
        this.ids.set(address, next++);
      }
      appender.closeSync();
    }
    const ids = Uint32Array.from(addresses, (address) => this.ids.get(address)!);
    this.mapped.set(addresses, ids);
    return ids;
  }

  private async readIds(): Promise<void> {
    const stored = await this.rows('SELECT id, address FROM signal');
    this.ids.clear();
    this.mapped = new WeakMap();
    for (const [id, address] of stored) this.ids.set(String(address), Number(id));
  }

  private async rows(sql: string): Promise<unknown[][]> {
    return (await this.reader.runAndReadAll(sql)).getRows();
  }

  /** Values of a statement that answers with id of the signal, time, value and quality. */
  private async valuesOf(sql: string): Promise<LatestValue[]> {
    const [ids = [], time, value, quality] = (await this.columns(sql)) as number[][];
    const addresses: string[] = [];
    for (const [address, id] of this.ids) addresses[id] = address;
    return ids.map((id, i) => ({
      address: addresses[id],
      time: time[i],
      value: value[i],
      quality: quality[i],
    }));
  }

  private async columns(sql: string): Promise<unknown[][]> {
    return (await this.reader.runAndReadAll(sql)).getColumns();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}
