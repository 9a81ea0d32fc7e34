import type { Duty } from '@linetwin/contracts';

const DAY_MIN = 1440;
const WEEK_MIN = 7 * DAY_MIN;

/** Hours in which nobody is on duty, on the days on which they begin; they run past midnight where they end before they begin. */
export interface RosterGap {
  /** 1 Monday to 7 Sunday. */
  days: number[];
  from: string;
  to: string;
}

/** When nobody looks after a line in a week. A whole week without anybody is one gap of every day, from 00:00 to 00:00. */
export function rosterGaps(duties: readonly Duty[], line: string): RosterGap[] {
  const isCovered = coveredMinutes(duties.filter(({ lines }) => lines.length === 0 || lines.includes(line)));
  if (!isCovered.includes(true)) return [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' }];
  const byHours = new Map<string, RosterGap>();
  for (const { from, to } of uncovered(isCovered)) {
    // Longer than a day: told from day to day, so that its days can be read.
    const key = `${clock(from)} ${clock(to)} ${Math.floor((to - from) / DAY_MIN)}`;
    const gap = byHours.get(key) ?? { days: [], from: clock(from), to: clock(to) };
    gap.days.push(Math.floor(from / DAY_MIN) + 1);
    byHours.set(key, gap);
  }
  return [...byHours.values()];
}

/** Of every minute of a week from Monday 00:00 whether somebody is on duty. */
function coveredMinutes(duties: readonly Duty[]): boolean[] {
  const isCovered = new Array<boolean>(WEEK_MIN).fill(false);
  for (const { days, from, to } of duties)
    for (const day of days) {
      const begin = (day - 1) * DAY_MIN + minutesOf(from);
      const length = (minutesOf(to) - minutesOf(from) + DAY_MIN) % DAY_MIN || DAY_MIN;
      for (let minute = begin; minute < begin + length; minute++) isCovered[minute % WEEK_MIN] = true;
    }
  return isCovered;
}

/** Spans between duties, cut at the end of a day where they are longer than one; the week goes round. */
function uncovered(isCovered: readonly boolean[]): { from: number; to: number }[] {
  const first = isCovered.indexOf(true);
  const spans: { from: number; to: number }[] = [];
  for (let n = 1; n <= WEEK_MIN; n++) {
    const minute = first + n;
    if (isCovered[minute % WEEK_MIN]) continue;
    const last = spans.at(-1);
    const goesOn = last?.to === minute && minute - last.from < DAY_MIN;
    if (goesOn) last.to = minute + 1;
    else spans.push({ from: minute, to: minute + 1 });
  }
  return spans
    .map(({ from, to }) => (from >= WEEK_MIN ? { from: from - WEEK_MIN, to: to - WEEK_MIN } : { from, to }))
    .sort((a, b) => a.from - b.from);
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function clock(minute: number): string {
  const inDay = minute % DAY_MIN;
  return [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
