import type { Duty } from '@linetwin/contracts';

const DAY_MIN = 1440;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Contacts on duty for a line at a moment, each once, in the order of the roster.
 *
 * @param at ms since 1970 UTC
 * @param zone IANA name of the plant's time zone, in which duties are written
 */
export function onDuty(duties: readonly Duty[], line: string, at: number, zone: string): string[] {
  const { day, minute } = plantClock(at, zone);
  const contacts = duties
    .filter(({ lines }) => lines.length === 0 || lines.includes(line))
    .filter((duty) => covers(duty, day, minute))
    .flatMap((duty) => duty.contacts);
  return [...new Set(contacts)];
}

/** A duty that ends at or before its beginning runs into the next day; one that ends when it begins lasts a whole day. */
function covers({ days, from, to }: Duty, day: number, minute: number): boolean {
  const begin = minutesOf(from);
  const length = (minutesOf(to) - begin + DAY_MIN) % DAY_MIN || DAY_MIN;
  return days.some((first) => {
    const past = ((day - first + 7) % 7) * DAY_MIN + minute - begin;
    return past >= 0 && past < length;
  });
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

function plantClock(at: number, zone: string): { day: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  return {
    day: WEEKDAYS.indexOf(part('weekday')) + 1,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}
