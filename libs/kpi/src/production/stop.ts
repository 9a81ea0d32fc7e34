import { noTime, TIME_CLASSES, type TimeByClass, type TimeClass } from './time-classes.ts';

/**
 * What stopped a machine, as far as the machine knows: its first alarm (signal address and limit, a blank between), or the
 * neighbour it waited for.
 */
export type StopCause = { kind: 'alarm'; alarm: string } | { kind: 'starved' } | { kind: 'blocked' };

/** A time in which a machine was meant to work and did not: from leaving Execute until it is back there. */
export interface Stop {
  machine: string;
  /** ms since 1970 UTC; with the machine the name of the stop. `to` is `null` while it lasts. */
  from: number;
  to: number | null;
  /** The gravest class that it went through. */
  class: TimeClass;
  time: TimeByClass;
  cause: StopCause | null;
  product: string;
  order: string;
  shift: string;
}

/** Gravest first: a machine that broke down was also stopped, reset and started before it worked again. */
const BY_GRAVITY: readonly TimeClass[] = [
  'down',
  'stopped',
  'changeover',
  'held',
  'startUp',
  'blocked',
  'starved',
  'waiting',
];
const WAITS: ReadonlySet<TimeClass> = new Set(['blocked', 'starved', 'waiting']);

/** Shorter waits for a neighbour are in the sums only: a line has thousands of them in a shift. */
export const MIN_WAIT_S = 60;

export function newStop(
  stop: Pick<Stop, 'machine' | 'from' | 'product' | 'order' | 'shift'>,
  first: TimeClass,
): Stop {
  return { ...stop, to: null, class: first, time: noTime(), cause: null };
}

/** Adds time of a class to a stop, which takes the gravest class; waits count by the longest of them. */
export function lengthenStop(stop: Stop, timeClass: TimeClass, seconds: number): void {
  stop.time[timeClass] += seconds;
  if (timeClass === 'unknown') return;
  if (WAITS.has(stop.class) && WAITS.has(timeClass)) {
    if (stop.time[timeClass] > stop.time[stop.class]) stop.class = timeClass;
  } else if (BY_GRAVITY.indexOf(timeClass) < BY_GRAVITY.indexOf(stop.class)) stop.class = timeClass;
  if (stop.class === 'starved' || stop.class === 'blocked') stop.cause = { kind: stop.class };
  else if (stop.cause && stop.cause.kind !== 'alarm') stop.cause = null;
}

export function isWait(stop: Pick<Stop, 'class'>): boolean {
  return WAITS.has(stop.class);
}

/** Until when the machine was seen in a stop, ms since 1970 UTC: its times, unknown ones among them, follow each other without a break. */
export function seenUntil({ from, time }: Pick<Stop, 'from' | 'time'>): number {
  return Math.round(from + 1000 * TIME_CLASSES.reduce((sum, name) => sum + time[name], 0));
}

/** Seconds of a stop that are known to have been one. */
export function stopSeconds(stop: Pick<Stop, 'time'>): number {
  return TIME_CLASSES.reduce((sum, name) => (name === 'unknown' ? sum : sum + stop.time[name]), 0);
}

/** A short stop for the machine's own cause. */
export function isMicroStop(stop: Pick<Stop, 'class' | 'time'>, microStopS: number): boolean {
  return !isWait(stop) && stop.class !== 'down' && stopSeconds(stop) < microStopS;
}

/** Whether a person is asked why: for the machine's own cause, long enough, and nothing known of it. */
export function asksForReason(stop: Pick<Stop, 'class' | 'time' | 'cause'>, microStopS: number): boolean {
  return !isWait(stop) && stop.cause === null && stopSeconds(stop) >= microStopS;
}

/** Part of a stop's time that lies in a span of time: its classes in proportion. */
export function clippedTime(stop: Stop, from: number, to: number, now: number): TimeByClass {
  const end = stop.to ?? now;
  const share =
    end > stop.from ? Math.max(0, Math.min(end, to) - Math.max(stop.from, from)) / (end - stop.from) : 0;
  const time = noTime();
  for (const name of TIME_CLASSES) time[name] = stop.time[name] * share;
  return time;
}
