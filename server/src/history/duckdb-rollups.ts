import { QUALITY_BAD } from '@linetwin/model';
import { TIERS, type Kept, type ReadPlan, type Tier } from './rollups.ts';

/**
 * Buckets wait unsorted for so many, then they are merged and sorted by signal: minutes soon, since a day of them is read in
 * full, coarser ones late, so that months of them lie in few sorted runs.
 */
const sortAfterOf = (tier: Tier) => (tier === TIERS[0] ? 500_000 : 1_000_000);

const columns = (table: string) => `CREATE TABLE IF NOT EXISTS ${table} (
  signal UINTEGER NOT NULL, time BIGINT NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL, total DOUBLE NOT NULL,
  number UINTEGER NOT NULL, first UINTEGER NOT NULL, newest UINTEGER NOT NULL, last DOUBLE NOT NULL);`;

const bucketOf = ({ widthMs }: Tier) => `time // ${widthMs} * ${widthMs}`;

/** Parts of buckets of the form above, added up to one a bucket. */
const merged = (bucket: string, from: string) => `
  SELECT signal, ${bucket} AS time, min(low) AS low, max(high) AS high, sum(total) AS total, sum(number) AS number,
    min(time + first) - ${bucket} AS first, max(time + newest) - ${bucket} AS newest, arg_max(last, time + newest) AS last
  FROM ${from} GROUP BY signal, ${bucket}`;

/** Rows as buckets of the finest tier. */
const counted = (bucket: string, rows: string) => `
  SELECT signal, ${bucket} AS time, min(value) AS low, max(value) AS high, sum(value) AS total, count(*) AS number,
    min(time) - ${bucket} AS first, max(time) - ${bucket} AS newest, arg_max(value, time) AS last
  FROM ${rows} WHERE quality < ${QUALITY_BAD} GROUP BY signal, ${bucket}`;

export const CREATE_KEPT = `
  CREATE TABLE IF NOT EXISTS kept (raw_from BIGINT NOT NULL, minute_from BIGINT NOT NULL);
  INSERT INTO kept SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM kept);`;

/**
 * Makes the tables of the tiers that a file does not have yet, filled from what lies in `point` or in the tier below. A bucket
 * may stand in several rows, whose parts are added when it is read: late rows and a bucket that is not over yet just add
 * one more, and nothing stored is ever changed.
 */
export function createTiers(existing: ReadonlySet<string>): string {
  return TIERS.map((tier, i) => {
    const { name } = tier;
    if (existing.has(name)) return '';
    const below = TIERS[i - 1]?.name;
    const parts = below
      ? merged(bucketOf(tier), `(SELECT * FROM ${below} UNION ALL SELECT * FROM ${below}_recent)`)
      : counted(bucketOf(tier), 'point');
    return `${columns(name)} ${columns(`${name}_recent`)} INSERT INTO ${name} ${parts} ORDER BY ALL;`;
  }).join('\n');
}

/** Parts of one turn of rolling up, in the connection's own memory: each tier is made of the parts of the one below. */
const fresh = ({ name }: Tier) => `temp.fresh_${name}`;

/** Adds the rows of `recent` to all tiers. To be run in the transaction that empties it, so that each row is added once. */
export const ROLL_UP_RECENT = TIERS.map((tier, i) => {
  const parts = i === 0 ? counted(bucketOf(tier), 'recent') : merged(bucketOf(tier), fresh(TIERS[i - 1]));
  return `CREATE OR REPLACE TEMP TABLE ${fresh(tier)} AS ${parts}; INSERT INTO ${tier.name}_recent SELECT * FROM ${fresh(tier)};`;
}).join('\n');

/** Moves waiting buckets, merged and sorted by signal, into the long tables where `counts` says that there are enough. */
export function sortBuckets(counts: readonly number[], sortAfter?: number): string {
  return TIERS.filter((tier, i) => counts[i] >= (sortAfter ?? sortAfterOf(tier)))
    .map(
      ({ name }) => `
      INSERT INTO ${name} ${merged('time', `${name}_recent`)} ORDER BY signal, time;
      DELETE FROM ${name}_recent;`,
    )
    .join('\n');
}

export const COUNT_WAITING_BUCKETS = `SELECT ${TIERS.map(({ name }) => `(SELECT count(*) FROM ${name}_recent)`).join(', ')}`;

export function dropOlder({ rawFrom, minuteFrom }: Kept): string {
  const finer = TIERS.slice(0, -1).flatMap(({ name }) => [name, `${name}_recent`]);
  return `
    DELETE FROM point WHERE time < ${rawFrom};
    ${finer.map((table) => `DELETE FROM ${table} WHERE time < ${minuteFrom};`).join('\n')}
    UPDATE kept SET raw_from = ${rawFrom}, minute_from = ${minuteFrom};`;
}

/**
 * Condition on a late row `l`: where its like was dropped, nobody can tell whether it was there, so that it only fills
 * buckets that have nothing.
 */
export function fillsHole({ rawFrom, minuteFrom }: Kept): string {
  const empty = ({ name, widthMs }: Tier) =>
    ['', '_recent']
      .map(
        (end) => `NOT EXISTS (SELECT 1 FROM ${name}${end} b
          WHERE b.signal = l.signal AND b.time = l.time // ${widthMs} * ${widthMs})`,
      )
      .join(' AND ');
  const [finest, coarsest] = [TIERS[0], TIERS[TIERS.length - 1]];
  return `CASE WHEN l.time >= ${rawFrom} THEN true WHEN l.time >= ${minuteFrom} THEN ${empty(finest)} ELSE ${empty(coarsest)} END`;
}

/**
 * Rows and buckets of a plan in one form: number of rows in it, and times of the first and the last of them.
 *
 * Sorted tables are scanned once for each signal, because only an equality lets the zone maps skip row groups; those that
 * are not sorted yet once for all signals.
 */
export function scansOf(
  signals: readonly number[],
  { spans, start }: ReadPlan,
  from: number,
  to: number,
): string[] {
  const rows = (table: string, which: string, a: number, b: number) => `
    SELECT signal, time AS place, value AS low, value AS high, value AS total, 1 AS number, time AS first, time AS newest, value AS last
    FROM ${table} WHERE ${which} AND time BETWEEN ${a} AND ${b} AND quality < ${QUALITY_BAD}`;
  // A bucket that begins before the range, of rows that were dropped, counts as if it began with it.
  const buckets = (table: string, which: string, a: number, b: number) => `
    SELECT signal, greatest(time, ${start}) AS place, low, high, total, number, time + first AS first, time + newest AS newest, last
    FROM ${table} WHERE ${which} AND time BETWEEN ${a} AND ${b}`;
  const each = signals.map((signal) => `signal = ${signal}`);
  const any = `signal IN (${signals.join(', ')})`;
  return [
    ...spans.flatMap(({ tier, from: a, to: b }) =>
      tier === 'raw'
        ? each.map((one) => rows('point', one, a, b))
        : [...each.map((one) => buckets(tier.name, one, a, b)), buckets(`${tier.name}_recent`, any, a, b)],
    ),
    rows('recent', any, Math.ceil(from), Math.floor(to)),
  ];
}
