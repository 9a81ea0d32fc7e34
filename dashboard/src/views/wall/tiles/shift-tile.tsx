import type { LineKpi } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../../live/session-context.ts';
import { formatMinute } from '../../../ui/format.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import { HOUR_MS, timeLeft } from '../shifts.ts';
import { LineFigures } from './line-figures.tsx';

/** Which shift works, since when, and how much of it is left. */
export function ShiftTile({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  return (
    <LineFigures
      name="shift"
      title={t('wall.tile.shift')}
      lines={lines}
      figures={(kpi, line) => <Shift kpi={kpi} line={line} />}
    />
  );
}

function Shift({ kpi, line }: { kpi: LineKpi; line: Line }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const shift = line.shifts.find(({ id }) => id === kpi.shift);
  if (!shift) return <p className="wall-label">{t('kpi.noShift')}</p>;
  const length = shift.hours * HOUR_MS;
  const gone = Math.min(1, Math.max(0, (kpi.time - kpi.since) / length));
  return (
    <>
      <p className="wall-figures wall-spread">
        <b className="wall-mid">{shift.name[language]}</b>
        <span className="wall-unit">
          {t('wall.shiftSince', { time: formatMinute(kpi.since, index.model.site.timeZone) })} ·{' '}
          {timeLeft(kpi, shift, t)}
        </span>
      </p>
      <i className="wall-bar" aria-hidden="true">
        <i style={{ width: `${gone * 100}%` }} />
      </i>
    </>
  );
}
