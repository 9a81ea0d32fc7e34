import { QUALITY_BAD, QUALITY_GOOD } from '@linetwin/model';
import { TIERS, type Kept, type Tier } from './rollups.ts';

/** Signals with a period of up to half a minute have a value in it; a scan of it takes a hundredth of a second. */
export const RECENT_MS = 2 * 60_000;
/** Values themselves are looked for this far back, which the widest tier's bucket fits into; only buckets further back. */
export const EARLIER_MS = 2 * 3_600_000;

const COARSEST = TIERS[TIERS.length - 1];

/** A value of each row, in the form of the statements below. */
const newest = (from: string, group = '') => `
  SELECT signal, CAST(max(time) AS DOUBLE) AS t, arg_max(value, time), arg_max(quality, time)
  FROM (${from}) GROUP BY signal${group}`;

const rows = (where: string) => `
  SELECT signal, time, value, quality FROM point WHERE ${where}
  UNION ALL SELECT signal, time, value, quality FROM recent WHERE ${where}`;

/** Last values of buckets as rows of their own time. */
const lasts = (tier: Tier, where: string) =>
  ['', '_recent']
    .map(
      (end) => `
      SELECT signal, time + newest AS time, last AS value, ${QUALITY_GOOD} AS quality
      FROM ${tier.name}${end} WHERE ${where}`,
    )
    .join(' UNION ALL ');

/** Newest value of each signal after one time and up to another, from the values themselves. */
export function newestInRaw(signals: readonly number[], after: number, upTo: number): string {
  return newest(rows(`time > ${after} AND time <= ${upTo} AND signal IN (${signals.join(', ')})`));
}

/** Newest value of each signal up to a time, from buckets that were over, and from values that are in no bucket yet. */
export function newestBefore(signals: readonly number[], upTo: number): string {
  const which = `signal IN (${signals.join(', ')})`;
  return newest(`
    ${TIERS.filter((tier) => tier === TIERS[0] || tier === COARSEST)
      .map((tier) => lasts(tier, `${which} AND time <= ${upTo - tier.widthMs} AND ${sinceOf(tier, upTo)}`))
      .join(' UNION ALL ')}
    UNION ALL SELECT signal, time, value, quality FROM recent
    WHERE ${which} AND time <= ${upTo} AND quality <> ${QUALITY_BAD}`);
}

/** Minutes are read for the time that hours leave out. */
function sinceOf(tier: Tier, upTo: number): string {
  return tier === COARSEST ? 'true' : `time > ${upTo - EARLIER_MS}`;
}

/** Newest value of each signal in each step, from the narrowest that is kept. */
export function newestInSteps(
  from: number,
  to: number,
  stepMs: number,
  { rawFrom, minuteFrom }: Kept,
  signals?: readonly number[],
): string {
  const which = signals ? ` AND signal IN (${signals.join(', ')})` : '';
  const inside = (tier: Tier, a: number, b: number) =>
    `time >= ${Math.max(a, from - tier.widthMs)} AND time < ${b} AND time + newest > ${from} AND time + newest <= ${to}${which}`;
  const old = [
    ...(from < minuteFrom ? [lasts(COARSEST, inside(COARSEST, 0, minuteFrom))] : []),
    ...(from < rawFrom ? [lasts(TIERS[0], inside(TIERS[0], minuteFrom, rawFrom))] : []),
  ];
  const kept = rows(`time > ${from} AND time <= ${to}${which}`);
  return `${newest([...old, kept].join(' UNION ALL '), `, (time - ${from} - 1) // ${stepMs}`)}
    ORDER BY (t - ${from} - 1) // ${stepMs}, t`;
}
