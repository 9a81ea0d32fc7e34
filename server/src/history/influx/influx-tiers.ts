import { HOUR_MS, TIERS, type Kept, type ReadPlan, type Span, type Tier } from '../rollups.ts';
import type { InfluxSeries } from './influx-client.ts';
import { escapeTag, MEASUREMENT, SIGNAL_TAG, VALUE_FIELD } from './line-protocol.ts';

/** Retention policies beside the default one, which holds the values: minutes go some day, hours never do. */
export const MINUTES_POLICY = 'linetwin_minutes';
export const HOURS_POLICY = 'linetwin_hours';
/** Says for each line up to where its tiers are complete; one point a line, at time 0. */
const FRONTIER = 'rollup';
const LINE_TAG = 'line';

/** Values or buckets added up: least, greatest, total, number, last. */
const OF_VALUES = `min("${VALUE_FIELD}"), max("${VALUE_FIELD}"), sum("${VALUE_FIELD}"), count("${VALUE_FIELD}"), last("${VALUE_FIELD}")`;
const OF_BUCKETS = 'min("low"), max("high"), sum("total"), sum("number"), last("last")';

/** A row of an answer to `OF_VALUES` or `OF_BUCKETS`: time of the bucket, then what was asked for. */
export type BucketRow = [
  time: number,
  low: number,
  high: number,
  total: number,
  number: number,
  last: number,
];

export function policyOf(tier: Tier): string {
  return tier.widthMs < HOUR_MS ? MINUTES_POLICY : HOURS_POLICY;
}

/**
 * Statements that make the data base and its retention policies, and set their length where they are there already.
 *
 * @param rawDays, minuteDays Infinity keeps for ever
 */
export function makeStatements(database: string, rawDays: number, minuteDays: number): string[] {
  const name = `"${database}"`;
  const days = (number: number) => (Number.isFinite(number) ? `${number}d` : 'INF');
  // Shards of a day go a day after their time at the latest; the server chooses them for what is kept for ever.
  const shards = (number: number) => (Number.isFinite(number) && number >= 2 ? ' SHARD DURATION 1d' : '');
  return [
    `CREATE DATABASE ${name}`,
    `ALTER RETENTION POLICY "autogen" ON ${name} DURATION ${days(rawDays)}${shards(rawDays)}`,
    ...[
      [MINUTES_POLICY, days(minuteDays)],
      [HOURS_POLICY, 'INF'],
    ].flatMap(([policy, duration]) => [
      `CREATE RETENTION POLICY "${policy}" ON ${name} DURATION ${duration} REPLICATION 1`,
      `ALTER RETENTION POLICY "${policy}" ON ${name} DURATION ${duration}`,
    ]),
  ];
}

export function oneOf(signals: readonly string[]): string {
  return `(${signals.map((signal) => `"${SIGNAL_TAG}" = ${quoted(signal)}`).join(' OR ')})`;
}

export function ofLine(line: string): string {
  return `"${SIGNAL_TAG}" =~ /^${line.replaceAll(/[^\w-]/g, (c) => `\\${c}`)}\\//`;
}

/** Longer spans of values are added up there; shorter ones come as they are, which is faster and keeps their times. */
const VALUES_UP_TO_MS = 6 * HOUR_MS;

/** Values and buckets of a plan, span by span in the order of time: rows of `[time, value]` or `BucketRow`. */
export function readStatement(signals: readonly string[], { spans, start, width }: ReadPlan): string {
  return spans
    .map(({ tier, from, to }) => {
      const where = `WHERE ${oneOf(signals)} AND time >= ${from}ms AND time <= ${to}ms GROUP BY`;
      if (tier !== 'raw')
        return `SELECT "low", "high", "total", "number", "last" FROM "${policyOf(tier)}"."${tier.name}" ${where} "${SIGNAL_TAG}"`;
      return to - from < VALUES_UP_TO_MS
        ? `SELECT "${VALUE_FIELD}" FROM "${MEASUREMENT}" ${where} "${SIGNAL_TAG}"`
        : `SELECT ${OF_VALUES} FROM "${MEASUREMENT}" ${where} time(${width}ms, ${start % width}ms), "${SIGNAL_TAG}" fill(none)`;
    })
    .join('; ');
}

/**
 * Reads values that are not in the tiers yet instead of them.
 *
 * @param frontier time up to which the tiers are complete, on an edge of the finest
 */
export function beforeFrontier(plan: ReadPlan, frontier: number, { rawFrom }: Kept): ReadPlan {
  const spans = plan.spans.flatMap((span): Span[] => {
    if (span.tier === 'raw') return [span];
    const cut = Math.max(rawFrom, Math.floor(frontier / span.tier.widthMs) * span.tier.widthMs);
    return [
      { ...span, to: Math.min(span.to, cut - 1) },
      { ...span, tier: 'raw' as const, from: Math.max(span.from, cut) },
    ].filter(({ from, to }) => to >= from);
  });
  return { ...plan, spans };
}

/** What makes the buckets of a tier from what is one finer; `from` and `to` (excluded) lie on its edges. */
export function rollUpStatement(tier: Tier, which: string, from: number, to: number): string {
  const below = TIERS[TIERS.indexOf(tier) - 1];
  const [what, source] = below
    ? [OF_BUCKETS, `"${policyOf(below)}"."${below.name}"`]
    : [OF_VALUES, `"${MEASUREMENT}"`];
  return `SELECT ${what} FROM ${source} WHERE ${which} AND time >= ${from}ms AND time < ${to}ms
    GROUP BY time(${tier.widthMs}ms), "${SIGNAL_TAG}" fill(none)`;
}

/** Buckets of an answer as line protocol, in pieces of so many lines. */
export function* bucketLines(
  tier: Tier,
  series: readonly InfluxSeries[],
  linesEach: number,
): Generator<string> {
  let lines = '';
  let count = 0;
  for (const { tags, values } of series) {
    const prefix = `${tier.name},${SIGNAL_TAG}=${escapeTag(tags![SIGNAL_TAG])} `;
    for (const [time, low, high, total, number, last] of values as BucketRow[]) {
      lines += `${prefix}low=${low},high=${high},total=${total},number=${number},last=${last} ${time}\n`;
      if (++count % linesEach > 0) continue;
      yield lines;
      lines = '';
    }
  }
  if (lines) yield lines;
}

export const FRONTIERS_STATEMENT = `SELECT last("until") FROM "${HOURS_POLICY}"."${FRONTIER}" GROUP BY "${LINE_TAG}"`;

export function frontierLine(line: string, until: number): string {
  return `${FRONTIER},${LINE_TAG}=${escapeTag(line)} until=${until} 0\n`;
}

export function frontiersOf(series: readonly InfluxSeries[]): Map<string, number> {
  return new Map(series.map(({ tags, values: [[, until]] }) => [tags![LINE_TAG], Number(until)]));
}

export function firstValueStatement(line: string): string {
  return `SELECT first("${VALUE_FIELD}") FROM "${MEASUREMENT}" WHERE ${ofLine(line)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
