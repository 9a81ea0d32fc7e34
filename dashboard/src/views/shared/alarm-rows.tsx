import type { Alarm } from '@linetwin/contracts';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isUnacknowledged } from '../../live/record-store.ts';
import { useLivePaint, usePlant } from '../../live/session-context.ts';
import { formatAge, formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { AcknowledgeButton } from './acknowledge.tsx';
import { alarmTexts } from './alarm-text.ts';
import { setText } from './live-value.tsx';
import { AlarmGlyph } from './machine-glyph.tsx';

/** Alarms as short rows, for panels beside something else. */
export function AlarmRows({ alarms, withMachine }: { alarms: readonly Alarm[]; withMachine?: boolean }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  return (
    <ul className="rows">
      {alarms.map((alarm) => {
        const texts = alarmTexts(alarm, index, language, t);
        return (
          <li key={alarm.id} className="row alarm-row" data-state={alarm.state}>
            <AlarmGlyph priority={alarm.priority} pulsing={isUnacknowledged(alarm)} size={16} />
            <div className="row-main">
              <div className="row-title">{texts.message}</div>
              <div className="row-detail">
                {withMachine && (
                  <Link to={linkTo(`/equipment/${alarm.equipment}`)}>
                    {texts.machineId} {texts.machine}
                  </Link>
                )}
                <span>
                  {texts.value} <span className="muted">({texts.setPoint})</span>
                </span>
                <AgeOf time={alarm.raisedAt} />
                {alarm.state !== 'Unacknowledged' && <span>{t(`alarms.stateName.${alarm.state}`)}</span>}
                {alarm.acknowledgedBy && <span>{alarm.acknowledgedBy}</span>}
              </div>
            </div>
            <AcknowledgeButton alarm={alarm} compact />
          </li>
        );
      })}
    </ul>
  );
}

/** How long ago something was, moving by itself, with the moment as its title. */
export const AgeOf = memo(function AgeOf({ time }: { time: number }) {
  const { index } = usePlant();
  const { t } = useTranslation();
  const box = useRef<HTMLTimeElement>(null);
  useLivePaint((_live, now) => setText(box.current!, t('common.ago', { age: formatAge(now - time) })));
  return (
    <time
      ref={box}
      dateTime={new Date(time).toISOString()}
      title={formatMoment(time, index.model.site.timeZone)}
    />
  );
});
