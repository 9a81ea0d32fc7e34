import type { BaselinePeriod } from '@linetwin/contracts';
import type { Meter, ModelIndex, Shift } from '@linetwin/model';
import type { EnergyTables } from './energy-tables.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/** A day, shift or hour; `day` is the plant day on which it begins. */
export interface Period {
  day: string;
  from: number;
  to: number;
}

/**
 * Which period an instant lies in; `undefined` between shifts. Shifts are those of the meter's line, of a site or
 * transformer those of the first line below it.
 */
export function periodsOf(
  period: BaselinePeriod,
  parts: { index: ModelIndex; tables: EnergyTables },
  meter: Meter,
): (time: number) => Period | undefined {
  const { clock } = parts.tables;
  if (period === 'day')
    return (time) => {
      const { day } = clock.at(time);
      const from = clock.startOfDay(day);
      return { day, from, to: from + DAY_MS };
    };
  if (period === 'hour')
    return (time) => {
      const { day, minute } = clock.at(time);
      const from = Math.floor(time / MINUTE_MS) * MINUTE_MS - minute * MINUTE_MS;
      return { day, from, to: from + HOUR_MS };
    };
  const shifts = shiftsOf(parts, meter);
  return (time) => {
    const { hour, minute } = clock.at(time);
    const now = hour * 60 + minute;
    for (const { startsAt, hours } of shifts) {
      const since = (now - minutesOf(startsAt) + DAY_MINUTES) % DAY_MINUTES;
      if (since >= hours * 60) continue;
      const from = Math.floor(time / MINUTE_MS) * MINUTE_MS - since * MINUTE_MS;
      return { day: clock.at(from).day, from, to: from + hours * HOUR_MS };
    }
    return undefined;
  };
}

function shiftsOf({ index, tables }: { index: ModelIndex; tables: EnergyTables }, meter: Meter): Shift[] {
  const lineOf = (one: Meter): string | undefined =>
    one.line ??
    tables.tree
      .children(one.id)
      .map(lineOf)
      .find((line) => line !== undefined);
  const line = lineOf(meter);
  return line === undefined ? [] : (index.line(line)?.shifts ?? []);
}

/** Minutes since midnight of "07:30". */
function minutesOf(clock: string): number {
  const [hour, minute] = clock.split(':').map(Number);
  return hour * 60 + minute;
}
