import type { RejectReason } from '@linetwin/contracts';

/** A source clock may be ahead of ours by this much; beyond it the time is a mistake. */
const MAX_AHEAD_MS = 60_000;
/** 2000-01-01: an older time comes from a clock that was never set. */
const OLDEST_TIME_MS = 946_684_800_000;
/** Last time that a calendar can show (ECMAScript). */
const LAST_DATE_MS = 8.64e15;

/** What is wrong with a source time (ms since 1970 UTC); `undefined` when it can be one. Hot: once per message. */
export function sourceTimeProblem(
  time: number,
  now: number,
): { reason: RejectReason; detail: string } | undefined {
  if (time > now + MAX_AHEAD_MS) {
    const shown = new Date(Math.min(time, LAST_DATE_MS)).toISOString();
    return { reason: 'time-in-future', detail: `${shown} is more than 60 s ahead` };
  }
  if (time < OLDEST_TIME_MS) {
    return {
      reason: 'time-too-old',
      detail: `time ${time} is before the year 2000; is the machine's clock set?`,
    };
  }
  return undefined;
}
