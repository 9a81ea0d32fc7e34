import type { ShiftSpan } from '@linetwin/contracts';
import { PlantClock } from '@linetwin/model';
import { useMemo, useState } from 'react';
import { productionApi, type LineSpan } from '../../live/api/production-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useUrlState } from '../../ui/use-url-state.ts';

export const PERIODS = ['shift', 'lastShift', 'day', 'week', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Shifts are looked for this far back: after a long holiday the last one is older than a day. */
const LOOK_BACK_MS = 14 * DAY_MS;
const REFRESH_SHIFTS_MS = 60_000;

export interface ChosenPeriod {
  period: Period;
  choose: (period: Period, span?: { from: number; to: number }) => void;
  /** `undefined` while shifts are not known, or where there is none. */
  span: LineSpan | undefined;
  shift: ShiftSpan | undefined;
  loading: boolean;
  /** Why the shifts are not known. */
  shiftsError: Error | undefined;
  retryShifts: () => void;
}

/**
 * The span of time that the page shows, kept in its address.
 *
 * @param at instant of the replay that is shown, at which the span ends at the latest; undefined while the page is live
 */
export function usePeriod(line: string, at: number | undefined): ChosenPeriod {
  const { live, index } = usePlant();
  const [period, setPeriod] = useUrlState('period', 'shift');
  const [custom, setCustom] = useUrlState('span', '');
  // Kept to the minute, so that the same question has the same name.
  const [openedAt] = useState(() => Math.floor(live.now() / 60_000) * 60_000);
  const shifts = useFetched(
    `shifts ${line}`,
    (abort) => productionApi.shifts({ line, from: openedAt - LOOK_BACK_MS, to: live.now() + 60_000 }, abort),
    REFRESH_SHIFTS_MS,
  );
  const chosen = PERIODS.includes(period as Period) ? (period as Period) : 'shift';
  return useMemo(() => {
    const now = at ?? live.now();
    const zone = index.model.site.timeZone;
    const worked = (shifts.data ?? []).filter(({ from }) => from <= now);
    const current = worked.at(-1);
    const running = current && current.to > now ? current : undefined;
    const shift =
      chosen === 'shift' ? running : chosen === 'lastShift' ? worked.at(running ? -2 : -1) : undefined;
    const [from, to] = custom.split('-').map(Number);
    const span =
      shift ??
      (chosen === 'day'
        ? { from: startOfDay(now, zone), to: now }
        : chosen === 'week'
          ? { from: startOfDay(now - 6 * DAY_MS, zone), to: now }
          : chosen === 'custom' && to > from
            ? { from, to }
            : undefined);
    return {
      period: chosen,
      choose: (next, range) => {
        setPeriod(next);
        if (range) setCustom(`${range.from}-${range.to}`);
      },
      span: span && { line, from: span.from, to: roundUp(Math.min(span.to, now)), at },
      shift,
      loading: shifts.loading,
      shiftsError: shifts.data ? undefined : shifts.error,
      retryShifts: shifts.retry,
    };
    // Once a minute is often enough for the end of a span; what is asked again meanwhile is the same span.
  }, [chosen, custom, line, at, shifts.data, shifts.loading, shifts.error, Math.floor(live.now() / 60_000)]);
}

/** What of a span moves on with the time. */
export function endOf({ to, at }: LineSpan): string {
  return `${to} ${at}`;
}

/** To the end of its minute, so that the question stays the same while the page is drawn again. */
function roundUp(time: number): number {
  return Math.ceil(time / 60_000) * 60_000;
}

/** Begin of a day by the clock of the plant. */
function startOfDay(time: number, timeZone: string): number {
  const clock = new PlantClock(timeZone);
  return clock.startOfDay(clock.at(time).day);
}
