import { QUALITY_BAD } from '@linetwin/model';
import { bucketWidthMs } from './history.port.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A table of buckets of one width; finest first, raw rows are finer still. */
interface Tier {
  table: string;
  widthMs: number;
}

const TIERS: readonly Tier[] = [
  { table: 'minute', widthMs: MINUTE_MS },
  { table: 'hour', widthMs: HOUR_MS },
];

/** The widest tier is read that leaves this share of the points asked for, when their width is rounded up to a multiple of its own. */
const LEAST_SHARE_OF_POINTS = 2 / 3;
/** Buckets wait unsorted for so many, then they are merged and sorted by signal: about a day of 600 signals' minutes. */
const SORT_AFTER_BUCKETS = 1_000_000;

export interface Retention {
  /** Days that raw rows are kept, counted back from the newest stored. */
  rawDays: number;
  /** Days that minutes are kept; hours are kept for ever. */
  minuteDays: number;
}

/** Where rows and minutes begin that were not dropped, ms since 1970 UTC, both on an hour. */
export interface Kept {
  rawFrom: number;
  minuteFrom: number;
}

/** A part of a range and the table it is read from; ends included. */
export interface Span {
  table: string;
  from: number;
  to: number;
}

export interface ReadPlan {
  spans: Span[];
  /** Buckets of the answer: number `floor((time - start) / width)`. */
  start: number;
  width: number;
}

/**
 * Tables of the tiers. A bucket may stand in several rows, whose parts are added when it is read: late rows and a bucket
 * that is not over yet just add one more, and nothing stored is ever changed.
 */
export const CREATE_ROLLUPS = [
  ...TIERS.flatMap(({ table }) => [table, `${table}_recent`]).map(
    (table) => `CREATE TABLE IF NOT EXISTS ${table} (
      signal UINTEGER NOT NULL, time BIGINT NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL, total DOUBLE NOT NULL,
      number UINTEGER NOT NULL, first UINTEGER NOT NULL, newest UINTEGER NOT NULL, last DOUBLE NOT NULL);`,
  ),
  'CREATE TABLE IF NOT EXISTS kept (raw_from BIGINT NOT NULL, minute_from BIGINT NOT NULL);',
  'INSERT INTO kept SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM kept);',
].join('\n');

/** Adds the rows of `recent` to all tiers. To be run in the transaction that empties it, so that each row is added once. */
export const ROLL_UP_RECENT = TIERS.map(
  ({ table, widthMs }) => `
  INSERT INTO ${table}_recent
    SELECT signal, bucket, min(value), max(value), sum(value), count(*), min(time) - bucket, max(time) - bucket, arg_max(value, time)
    FROM (SELECT *, time // ${widthMs} * ${widthMs} AS bucket FROM recent WHERE quality < ${QUALITY_BAD})
    GROUP BY signal, bucket;`,
).join('\n');

/** Moves waiting buckets, merged and sorted by signal, into the long tables where `counts` says that there are enough. */
export function sortBuckets(counts: readonly number[], sortAfter = SORT_AFTER_BUCKETS): string {
  return TIERS.filter((_, i) => counts[i] >= sortAfter)
    .map(
      ({ table }) => `
      INSERT INTO ${table}
        SELECT signal, time, min(low), max(high), sum(total), sum(number), min(first), max(newest), arg_max(last, newest)
        FROM ${table}_recent GROUP BY signal, time ORDER BY signal, time;
      DELETE FROM ${table}_recent;`,
    )
    .join('\n');
}

export const COUNT_WAITING_BUCKETS = `SELECT ${TIERS.map(({ table }) => `(SELECT count(*) FROM ${table}_recent)`).join(', ')}`;

/** What is to be kept when `newest` is the newest time stored; on whole hours, so that no bucket is cut. Never goes back. */
export function keptAfter(newest: number, { rawDays, minuteDays }: Retention, before: Kept): Kept {
  const from = (days: number) => Math.floor((newest - days * DAY_MS) / HOUR_MS) * HOUR_MS;
  const rawFrom = Math.max(before.rawFrom, from(rawDays));
  return { rawFrom, minuteFrom: Math.min(rawFrom, Math.max(before.minuteFrom, from(minuteDays))) };
}

export function dropOlder({ rawFrom, minuteFrom }: Kept): string {
  return `
    DELETE FROM point WHERE time < ${rawFrom};
    DELETE FROM minute WHERE time < ${minuteFrom};
    DELETE FROM minute_recent WHERE time < ${minuteFrom};
    UPDATE kept SET raw_from = ${rawFrom}, minute_from = ${minuteFrom};`;
}

/**
 * Condition on a late row `l`: where its like was dropped, nobody can tell whether it was there, so that it only fills
 * buckets that have nothing.
 */
export function fillsHole({ rawFrom, minuteFrom }: Kept): string {
  const empty = ({ table, widthMs }: Tier) =>
    ['', '_recent']
      .map(
        (end) => `NOT EXISTS (SELECT 1 FROM ${table}${end} b
          WHERE b.signal = l.signal AND b.time = l.time // ${widthMs} * ${widthMs})`,
      )
      .join(' AND ');
  const [minute, hour] = TIERS;
  return `CASE WHEN l.time >= ${rawFrom} THEN true WHEN l.time >= ${minuteFrom} THEN ${empty(minute)} ELSE ${empty(hour)} END`;
}

/**
 * Which tables answer a range: by the width of the buckets wanted and by what is still kept. Both ends that do not fall on
 * the edge of a tier's bucket are read from raw rows as long as there are any.
 */
export function planRead(from: number, to: number, points: number, { rawFrom, minuteFrom }: Kept): ReadPlan {
  const first = Math.ceil(from);
  const last = Math.floor(to);
  const asked = bucketWidthMs(first, last, points);
  const wide = TIERS.filter(({ widthMs }) => asked >= LEAST_SHARE_OF_POINTS * ceilTo(asked, widthMs)).at(-1);
  const [minute, hour] = TIERS;
  const unit = wide?.widthMs ?? 1;
  const start = floorTo(first, unit);
  const width = Math.max(unit, Math.ceil(bucketWidthMs(start, last, points) / unit) * unit);

  const spans: Span[] = [];
  const add = (table: string, a: number, b: number) => {
    if (b >= a) spans.push({ table, from: a, to: b });
  };
  // Dropped long ago: only hours. Dropped: minutes at best. Else: rows at best.
  add(hour.table, floorTo(first, HOUR_MS), Math.min(last, minuteFrom - 1));
  const old = wide === hour ? hour : minute;
  add(old.table, floorTo(Math.max(first, minuteFrom), old.widthMs), Math.min(last, rawFrom - 1));
  const fresh = Math.max(first, rawFrom);
  if (!wide) {
    add('point', fresh, last);
    return { spans, start, width };
  }
  const inner = Math.min(ceilTo(fresh, unit), last + 1);
  const outer = Math.max(floorTo(last + 1, unit), inner);
  add('point', fresh, inner - 1);
  add(wide.table, inner, outer - 1);
  add('point', outer, last);
  return { spans, start, width };
}

/** Rows and buckets of one signal in one form: number of rows in it, and times of the first and the last of them. */
export function scansOf(signal: number, { spans, start }: ReadPlan, from: number, to: number): string[] {
  const rows = (table: string, a: number, b: number) => `
    SELECT signal, time AS place, value AS low, value AS high, value AS total, 1 AS number, time AS first, time AS newest, value AS last
    FROM ${table} WHERE signal = ${signal} AND time BETWEEN ${a} AND ${b} AND quality < ${QUALITY_BAD}`;
  // A bucket that begins before the range, of rows that were dropped, counts as if it began with it.
  const buckets = (table: string, a: number, b: number) => `
    SELECT signal, greatest(time, ${start}) AS place, low, high, total, number, time + first AS first, time + newest AS newest, last
    FROM ${table} WHERE signal = ${signal} AND time BETWEEN ${a} AND ${b}`;
  return [
    ...spans.flatMap((span) =>
      span.table === 'point'
        ? [rows('point', span.from, span.to)]
        : [buckets(span.table, span.from, span.to), buckets(`${span.table}_recent`, span.from, span.to)],
    ),
    rows('recent', Math.ceil(from), Math.floor(to)),
  ];
}

function floorTo(time: number, width: number): number {
  return Math.floor(time / width) * width;
}

function ceilTo(time: number, width: number): number {
  return Math.ceil(time / width) * width;
}
