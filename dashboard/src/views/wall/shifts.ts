import type { LineKpi } from '@linetwin/contracts';
import type { Line, Shift } from '@linetwin/model';
import type { TFunction } from 'i18next';
import { durationText } from '../production/reason-text.ts';

export const HOUR_MS = 3_600_000;

/** Lines that change shifts together, in their order. */
export function byShifts(lines: readonly Line[]): Line[][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const times = line.shifts.map(({ name, startsAt, hours }) => [name, startsAt, hours]);
    const key = JSON.stringify(times);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

/** "4 h 57 min left": cut to whole hours it would be short of up to an hour. */
export function timeLeft(kpi: LineKpi, shift: Shift, t: TFunction): string {
  const leftMs = Math.max(0, kpi.since + shift.hours * HOUR_MS - kpi.time);
  return t('wall.shiftLeft', { time: durationText(leftMs / 1000) });
}
