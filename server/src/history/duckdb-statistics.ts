import { QUALITY_BAD } from '@linetwin/model';
import { scansOf } from './duckdb-rollups.ts';
import type { ReadPlan } from './rollups.ts';

/**
 * Figures of signals out of their values: id, count, least, greatest, mean, standard deviation, then the list of percentiles. The sorted
 * table is scanned once for each signal, because only an equality lets the zone maps skip row groups.
 */
export function statisticsOfValues(
  signals: readonly number[],
  from: number,
  to: number,
  percents: readonly number[],
): string {
  const where = `time BETWEEN ${Math.ceil(from)} AND ${Math.floor(to)} AND quality < ${QUALITY_BAD}`;
  const scans = [
    ...signals.map((signal) => `SELECT signal, value FROM point WHERE signal = ${signal} AND ${where}`),
    `SELECT signal, value FROM recent WHERE signal IN (${signals.join(', ')}) AND ${where}`,
  ];
  // In one list: each by itself would sort the values once more.
  const quantiles =
    percents.length > 0 ? [`quantile_disc(value, [${percents.map((one) => one / 100).join(', ')}])`] : [];
  return `
    SELECT ${['signal, count(*), min(value), max(value), avg(value), stddev_pop(value)', ...quantiles].join(', ')}
    FROM (${scans.join(' UNION ALL ')}) GROUP BY signal`;
}

/** The same out of buckets where there are any, without what needs every value. */
export function statisticsOfParts(
  signals: readonly number[],
  plan: ReadPlan,
  from: number,
  to: number,
): string {
  return `
    SELECT signal, sum(number), min(low), max(high), sum(total) / sum(number)
    FROM (${scansOf(signals, plan, from, to).join(' UNION ALL ')}) GROUP BY signal`;
}

/** Values of one signal in order of time. */
export function valuesOfOne(signal: number, from: number, to: number, limit: number): string {
  const where = `signal = ${signal} AND time BETWEEN ${Math.ceil(from)} AND ${Math.floor(to)}`;
  return `
    SELECT CAST(time AS DOUBLE), value, quality
    FROM (SELECT time, value, quality FROM point WHERE ${where} UNION ALL SELECT time, value, quality FROM recent WHERE ${where})
    ORDER BY time LIMIT ${Math.floor(limit)}`;
}
