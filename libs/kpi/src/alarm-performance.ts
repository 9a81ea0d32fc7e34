/** One transition of an alarm, as far as its performance is told by it. */
export interface AlarmMoment {
  /** ms since 1970 UTC. */
  at: number;
  event: string;
  /** Limit that the alarm is of, `equipment/signal` with its limit. */
  point: string;
  priority: 1 | 2 | 3 | 4;
  /** Active and unsuppressed after it. */
  active: boolean;
}

/** A period in which more alarms came than anybody can answer. */
export interface AlarmFlood {
  from: number;
  to: number;
  alarms: number;
}

export interface AlarmPerformance {
  /** Alarms that rose in the period. */
  raised: number;
  perOperatorDay: number;
  /** Alarms per operator in the fullest ten minutes. */
  peakPerTenMinutes: number;
  floods: AlarmFlood[];
  /** Share of the period that lies in floods, 0 to 1. */
  floodShare: number;
  /** The sources that rose oftenest, most first, and their share of all. */
  topTen: { point: string; raised: number }[];
  topTenShare: number | null;
  /** Sources that changed three times or more within some minute, and how often they rose. */
  chattering: { point: string; raised: number }[];
  /** Sources that stood for more than a day, longest first. */
  stale: { point: string; since: number; hours: number }[];
  /** Alarms raised by priority, and their shares of all. */
  byPriority: Record<1 | 2 | 3 | 4, number>;
}

const MINUTE_MS = 60_000;
const TEN_MINUTES_MS = 10 * MINUTE_MS;
const DAY_MS = 86_400_000;
/** A flood begins above the first and ends below the second number of alarms in ten minutes, per operator. */
const FLOOD_BEGINS_ABOVE = 10;
const FLOOD_ENDS_BELOW = 5;
const CHATTER_CHANGES = 3;

/** Targets of ISA-18.2, IEC 62682 and EEMUA 191 as the plant brief gives them (domain.md 2.12). */
export const ALARM_TARGETS = {
  perOperatorDay: 150,
  manageablePerOperatorDay: 300,
  peakPerTenMinutes: 10,
  floodShare: 0.01,
  topTenShare: 0.05,
  chattering: 0,
  stale: 5,
  priorityShares: { top: 0.05, high: 0.15, low: 0.8 },
} as const;

/**
 * The measures of alarm performance of ISA-18.2 over a period.
 *
 * @param moments transitions between `from` and `to`, oldest first; times in ms since 1970 UTC
 * @param standing what was active at `from`, with the time since when
 * @param operators how many people answer these alarms at a time
 * @throws RangeError when the period is empty or there is no operator
 */
export function alarmPerformance(
  moments: readonly AlarmMoment[],
  standing: ReadonlyMap<string, number>,
  period: { from: number; to: number },
  operators: number,
): AlarmPerformance {
  const { from, to } = period;
  if (!(to > from)) throw new RangeError('The period is empty.');
  if (!(operators >= 1)) throw new RangeError('There must be at least one operator.');
  const raised = moments.filter(({ event }) => event === 'Raised');
  const times = raised.map(({ at }) => at);
  const floods = floodsOf(times, operators, to);
  const counts = countBy(raised);
  const topTen = counts.slice(0, 10);
  const byPriority = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const { priority } of raised) byPriority[priority]++;
  return {
    raised: raised.length,
    perOperatorDay: (raised.length / operators) * (DAY_MS / (to - from)),
    peakPerTenMinutes: peak(times, TEN_MINUTES_MS) / operators,
    floods,
    floodShare: floods.reduce((sum, flood) => sum + flood.to - flood.from, 0) / (to - from),
    topTen,
    topTenShare:
      raised.length === 0 ? null : topTen.reduce((sum, one) => sum + one.raised, 0) / raised.length,
    chattering: chatteringOf(moments, counts),
    stale: staleOf(moments, standing, to),
    byPriority,
  };
}

/** Most events in any window of this width that begins with one of them. */
function peak(times: readonly number[], widthMs: number): number {
  let most = 0;
  let first = 0;
  for (let last = 0; last < times.length; last++) {
    while (times[last] - times[first] >= widthMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/**
 * A flood begins with the first alarm of ten minutes that hold more than ten of them, and ends with the last one before ten
 * minutes that hold fewer than five (per operator).
 */
function floodsOf(times: readonly number[], operators: number, to: number): AlarmFlood[] {
  const floods: AlarmFlood[] = [];
  let open: AlarmFlood | undefined;
  let first = 0;
  for (let last = 0; last < times.length; last++) {
    const at = times[last];
    while (at - times[first] >= TEN_MINUTES_MS) first++;
    const count = last - first + 1;
    if (open && count < FLOOD_ENDS_BELOW * operators) {
      floods.push(open);
      open = undefined;
    } else if (open) {
      open.to = at;
      open.alarms++;
    } else if (count > FLOOD_BEGINS_ABOVE * operators) {
      open = { from: times[first], to: at, alarms: count };
    }
  }
  if (open) floods.push(open);
  return floods.map((flood) => ({ ...flood, to: Math.min(flood.to, to) }));
}

function countBy(raised: readonly AlarmMoment[]): { point: string; raised: number }[] {
  const counts = new Map<string, number>();
  for (const { point } of raised) counts.set(point, (counts.get(point) ?? 0) + 1);
  return [...counts]
    .map(([point, count]) => ({ point, raised: count }))
    .sort((a, b) => b.raised - a.raised || (a.point < b.point ? -1 : 1));
}

/** Raised and back to normal are the changes; what people do to an alarm is none. */
function chatteringOf(
  moments: readonly AlarmMoment[],
  counts: readonly { point: string; raised: number }[],
): { point: string; raised: number }[] {
  const changes = new Map<string, number[]>();
  const chattering = new Set<string>();
  for (const { at, event, point } of moments) {
    if (event !== 'Raised' && event !== 'Cleared' && event !== 'Latched') continue;
    const times = changes.get(point) ?? [];
    times.push(at);
    if (times.length > CHATTER_CHANGES) times.shift();
    changes.set(point, times);
    if (times.length === CHATTER_CHANGES && at - times[0] <= MINUTE_MS) chattering.add(point);
  }
  return counts.filter(({ point }) => chattering.has(point));
}

/** Longest stay of each source, where it was longer than a day. */
function staleOf(
  moments: readonly AlarmMoment[],
  standing: ReadonlyMap<string, number>,
  to: number,
): AlarmPerformance['stale'] {
  const since = new Map(standing);
  const longest = new Map<string, { since: number; ms: number }>();
  const end = (point: string, at: number) => {
    const began = since.get(point);
    if (began === undefined) return;
    since.delete(point);
    if (at - began > (longest.get(point)?.ms ?? DAY_MS)) longest.set(point, { since: began, ms: at - began });
  };
  for (const { at, point, active } of moments) {
    if (!active) end(point, at);
    else if (!since.has(point)) since.set(point, at);
  }
  for (const point of [...since.keys()]) end(point, to);
  return [...longest]
    .map(([point, { since: began, ms }]) => ({ point, since: began, hours: ms / 3_600_000 }))
    .sort((a, b) => b.hours - a.hours);
}
