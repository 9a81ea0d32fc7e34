import { bucketWidthMs } from './history.port.ts';

const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A store's buckets of one width; raw rows are finer still. */
export interface Tier {
  name: 'minute' | 'five_minutes' | 'quarter_hour' | 'hour';
  widthMs: number;
}

/** Finest first, each width a multiple of the one before, so that a tier may be made of the one below it. */
export const TIERS: readonly Tier[] = [
  { name: 'minute', widthMs: MINUTE_MS },
  { name: 'five_minutes', widthMs: 5 * MINUTE_MS },
  { name: 'quarter_hour', widthMs: 15 * MINUTE_MS },
  { name: 'hour', widthMs: HOUR_MS },
];
const COARSEST = TIERS[TIERS.length - 1];

/** Of 1,000 points that are asked for 500 are given at least, each with its least and greatest value, before rows are read. */
const LEAST_SHARE_OF_POINTS = 1 / 2;

export interface Retention {
  /** Days that raw rows are kept, counted back from the newest stored. */
  rawDays: number;
  /** Days that buckets of minutes are kept; hours are kept for ever. */
  minuteDays: number;
}

/** Nothing is dropped: for stores that somebody else looks after. */
export const KEEP_ALL: Retention = { rawDays: Infinity, minuteDays: Infinity };

/** Where rows and minutes begin that were not dropped, ms since 1970 UTC, both on an hour. */
export interface Kept {
  rawFrom: number;
  minuteFrom: number;
}

/** A part of a range and what it is read from; ends included. */
export interface Span {
  tier: Tier | 'raw';
  from: number;
  to: number;
}

export interface ReadPlan {
  spans: Span[];
  /** Buckets of the answer: number `floor((time - start) / width)`. */
  start: number;
  width: number;
}

/** What is to be kept when `newest` is the newest time stored; on whole hours, so that no bucket is cut. Never goes back. */
export function keptAfter(newest: number, { rawDays, minuteDays }: Retention, before: Kept): Kept {
  const from = (days: number) => floorTo(newest - days * DAY_MS, HOUR_MS);
  const rawFrom = Math.max(before.rawFrom, from(rawDays));
  return { rawFrom, minuteFrom: Math.min(rawFrom, Math.max(before.minuteFrom, from(minuteDays))) };
}

/**
 * Which tiers answer a range: by the width of the buckets wanted and by what is still kept. Both ends that do not fall on
 * the edge of a tier's bucket are read from raw rows as long as there are any.
 *
 * @param leastShare the widest tier is read that leaves this share of the points asked for, when their width is rounded up to a
 * multiple of its own
 */
export function planRead(
  from: number,
  to: number,
  points: number,
  { rawFrom, minuteFrom }: Kept,
  leastShare = LEAST_SHARE_OF_POINTS,
): ReadPlan {
  const first = Math.ceil(from);
  const last = Math.floor(to);
  const asked = bucketWidthMs(first, last, points);
  const wide = TIERS.filter(({ widthMs }) => asked >= leastShare * ceilTo(asked, widthMs)).at(-1);
  const unit = wide?.widthMs ?? 1;
  const start = floorTo(first, unit);
  const width = Math.max(unit, Math.ceil(bucketWidthMs(start, last, points) / unit) * unit);

  const spans: Span[] = [];
  const add = (tier: Span['tier'], a: number, b: number) => {
    if (b >= a) spans.push({ tier, from: a, to: b });
  };
  // Dropped long ago: only hours. Dropped: minutes at best. Else: rows at best.
  add(COARSEST, floorTo(first, HOUR_MS), Math.min(last, minuteFrom - 1));
  const old = wide ?? TIERS[0];
  add(old, floorTo(Math.max(first, minuteFrom), old.widthMs), Math.min(last, rawFrom - 1));
  const fresh = Math.max(first, rawFrom);
  if (!wide) {
    add('raw', fresh, last);
    return { spans, start, width };
  }
  const inner = Math.min(ceilTo(fresh, unit), last + 1);
  const outer = Math.max(floorTo(last + 1, unit), inner);
  add('raw', fresh, inner - 1);
  add(wide, inner, outer - 1);
  add('raw', outer, last);
  return { spans, start, width };
}

export function floorTo(time: number, width: number): number {
  return Math.floor(time / width) * width;
}

export function ceilTo(time: number, width: number): number {
  return Math.ceil(time / width) * width;
}
