import type { Line } from '@linetwin/model';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useKpi, useLivePaint, usePlant } from '../../live/session-context.ts';
import { formatAge, formatClock, formatDate } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { setText } from '../shared/live-value.tsx';

const HOUR_MS = 3_600_000;

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
      <ShiftNow line={lines[0]} />
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

/** The shift of the first line: lines of a plant change together. */
function ShiftNow({ line }: { line: Line | undefined }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const kpi = useKpi(line?.id ?? '');
  const shift = line?.shifts.find(({ id }) => id === kpi?.shift);
  if (!kpi || !shift) return <span className="wall-shift" />;
  return (
    <span className="wall-shift">
      {shift.name[language]}
      <small>{t('wall.shiftLeft', { age: formatAge(kpi.since + shift.hours * HOUR_MS - kpi.time) })}</small>
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
