import type { Line } from '@linetwin/model';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useKpi, useLivePaint, usePlant } from '../../live/session-context.ts';
import { formatClock, formatDate, formatList } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { setText } from '../shared/live-value.tsx';
import { byShifts, timeLeft } from './shifts.ts';

/** Whose wall this is, which shift works, how the connection is, and the plant's time. */
export function WallHeader({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { site } = index.model;
  const { phase, lastFrameAt } = useConnection();
  return (
    <header className="wall-header">
      <Mark size={56} />
      <h1>{site.name[language]}</h1>
      <ShiftsNow lines={lines} />
      <span className="wall-phase" data-phase={phase} role="status">
        <i aria-hidden="true" />
        {phase === 'live' || lastFrameAt === null
          ? t(`connection.${phase}`)
          : t('wall.staleSince', { time: formatClock(lastFrameAt, site.timeZone) })}
      </span>
      <Clock />
    </header>
  );
}

/** The shift that works now; where lines change at different times, that of each. */
function ShiftsNow({ lines }: { lines: readonly Line[] }) {
  const { language } = usePreferences();
  const groups = useMemo(() => byShifts(lines), [lines]);
  return (
    <span className="wall-shifts" data-several={groups.length > 1}>
      {groups.map((together) => {
        const names = together.map(({ name }) => name[language]);
        return (
          <ShiftNow
            key={together[0].id}
            line={together[0]}
            of={groups.length > 1 ? formatList(names, language) : undefined}
          />
        );
      })}
    </span>
  );
}

function ShiftNow({ line, of }: { line: Line; of: string | undefined }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const kpi = useKpi(line.id);
  const shift = line.shifts.find(({ id }) => id === kpi?.shift);
  if (!kpi || !shift) return null;
  return (
    <span className="wall-shift">
      {of && <small>{of}</small>}
      {shift.name[language]}
      <small>{timeLeft(kpi, shift, t)}</small>
    </span>
  );
}

function Clock() {
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const date = useRef<HTMLSpanElement>(null);
  const time = useRef<HTMLElement>(null);
  useLivePaint((_live, now) => {
    setText(date.current!, formatDate(now, zone));
    setText(time.current!, formatClock(now, zone));
  });
  return (
    <span className="wall-clock">
      <span ref={date} /> <b ref={time} />
    </span>
  );
}
