import type { Shift } from '@linetwin/model';

/** The shift that runs at an instant, and from when to when (ms since 1970 UTC). */
export interface RunningShift {
  shift: Shift;
  start: number;
  end: number;
}

/**
 * Which shift runs at `now` by the clock of the plant's time zone; `undefined` between shifts.
 * A shift may reach into the next day.
 */
export function runningShift(
  shifts: readonly Shift[],
  timeZone: string,
  now: number,
): RunningShift | undefined {
  const secondsToday = plantSecondsOfDay(timeZone, now);
  for (const shift of shifts) {
    const [hour, minute] = shift.startsAt.split(':').map(Number);
    const startsAtS = hour * 3600 + minute * 60;
    const agoS = (((secondsToday - startsAtS) % 86_400) + 86_400) % 86_400;
    if (agoS < shift.hours * 3600) {
      const start = Math.round((now - agoS * 1000) / 1000) * 1000;
      return { shift, start, end: start + shift.hours * 3_600_000 };
    }
  }
  return undefined;
}

function plantSecondsOfDay(timeZone: string, now: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  return part('hour') * 3600 + part('minute') * 60 + part('second') + (now % 1000) / 1000;
}
