import { emptyStatistics, type ValueStatistics } from '../history.port.ts';
import type { InfluxSeries } from './influx-client.ts';
import { oneOf } from './influx-tiers.ts';
import { MEASUREMENT, QUALITY_FIELD, SIGNAL_TAG, VALUE_FIELD } from './line-protocol.ts';
import type { Thinner } from './thinner.ts';

/** Figures of signals out of their values, in the order that `statisticsOf` reads. */
export function statisticsStatement(
  signals: readonly string[],
  from: number,
  to: number,
  percents: readonly number[],
): string {
  const of = (name: string, more = '') => `${name}("${VALUE_FIELD}"${more})`;
  const figures = [
    ...['count', 'min', 'max', 'mean', 'stddev'].map((name) => of(name)),
    ...percents.map((percent) => of('percentile', `, ${percent}`)),
  ];
  return `SELECT ${figures.join(', ')} FROM "${MEASUREMENT}" WHERE ${oneOf(signals)} AND ${within(from, to)} GROUP BY "${SIGNAL_TAG}"`;
}

/** A low percentile of few values is none in InfluxQL: the least value stands for it. */
export function statisticsOf({ tags, values: [row] }: InfluxSeries): ValueStatistics {
  const [, count, min, max, mean, deviation, ...percentiles] = row.map((cell) =>
    cell === null ? null : Number(cell),
  );
  const number = count ?? 0;
  return {
    signal: tags![SIGNAL_TAG],
    count: number,
    min,
    max,
    mean,
    // InfluxQL divides by N - 1.
    standardDeviation: number < 2 ? 0 : (deviation ?? 0) * Math.sqrt((number - 1) / number),
    percentiles: percentiles.map((value) => value ?? min ?? NaN),
  };
}

/** The same out of buckets, without what needs every value. */
export function statisticsOfParts(signal: string, thinned: Thinner | undefined): ValueStatistics {
  const series = thinned?.result();
  if (!thinned || !series || series.time.length === 0) return emptyStatistics(signal);
  const count = thinned.counts.reduce((sum, number) => sum + number, 0);
  const total = series.mean.reduce((sum, mean, i) => sum + mean * thinned.counts[i], 0);
  return {
    signal,
    count,
    min: Math.min(...series.min),
    max: Math.max(...series.max),
    mean: total / count,
    standardDeviation: null,
    percentiles: null,
  };
}

export function valuesStatement(signal: string, from: number, to: number, limit: number): string {
  return `SELECT "${VALUE_FIELD}", "${QUALITY_FIELD}" FROM "${MEASUREMENT}" WHERE ${oneOf([signal])} AND ${within(from, to)} GROUP BY "${SIGNAL_TAG}" ORDER BY time LIMIT ${Math.floor(limit)}`;
}

function within(from: number, to: number): string {
  return `time >= ${Math.ceil(from)}ms AND time <= ${Math.floor(to)}ms`;
}
