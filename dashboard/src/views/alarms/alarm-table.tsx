import type { Alarm } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isUnacknowledged } from '../../live/record-store.ts';
import { usePlant } from '../../live/session-context.ts';
import { formatAge, formatMoment, NO_VALUE } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { AgeOf } from '../shared/alarm-rows.tsx';
import { alarmTexts } from '../shared/alarm-text.ts';
import { AlarmGlyph } from '../shared/machine-glyph.tsx';
import { AlarmActions } from './alarm-actions.tsx';
import { AlarmTags } from './alarm-tags.tsx';

/** Alarms one per row; in the past without actions. */
export function AlarmTable({ alarms, past }: { alarms: readonly Alarm[]; past?: boolean }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const linkTo = useLinkTo();
  const zone = index.model.site.timeZone;
  return (
    <div className="table-scroll">
      <table className="table alarm-table">
        <thead>
          <tr>
            <th className="col-priority">{t('alarms.priority')}</th>
            <th>{t('alarms.message')}</th>
            <th>{t('alarms.machine')}</th>
            <th>{t('alarms.since')}</th>
            <th className="num">{t('alarms.value')}</th>
            <th className="num">{t('alarms.setPoint')}</th>
            {past && <th className="num">{t('alarms.duration')}</th>}
            <th>{t('alarms.state')}</th>
            {!past && <th className="col-action">{t('alarms.action')}</th>}
          </tr>
        </thead>
        <tbody>
          {alarms.map((alarm) => {
            const texts = alarmTexts(alarm, index, language, t);
            const unseen = isUnacknowledged(alarm);
            return (
              <tr key={alarm.id} data-alarm={alarm.id} data-unseen={unseen}>
                <td className="col-priority">
                  <AlarmGlyph priority={alarm.priority} pulsing={unseen && !past} size={16} />
                  <span>{t(`alarms.p${alarm.priority}`)}</span>
                </td>
                <td className="col-message">
                  {texts.message} <AlarmTags alarm={alarm} now={live.now()} />
                </td>
                <td>
                  <Link to={linkTo(`/equipment/${alarm.equipment}`)}>
                    <span className="tree-id">{texts.machineId}</span> {texts.machine}
                  </Link>
                </td>
                <td className="nowrap">
                  {formatMoment(alarm.raisedAt, zone, live.now())}{' '}
                  {!past && (
                    <small className="muted">
                      <AgeOf time={alarm.raisedAt} />
                    </small>
                  )}
                </td>
                <td className="num">{texts.value}</td>
                <td className="num muted">{texts.setPoint}</td>
                {past && (
                  <td className="num">
                    {alarm.clearedAt === null
                      ? t('alarms.standing')
                      : formatAge(alarm.clearedAt - alarm.raisedAt)}
                  </td>
                )}
                <td>
                  {t(`alarms.stateName.${alarm.state}`)}
                  {alarm.acknowledgedAt !== null && (
                    <small className="muted block">
                      {t('alarms.acknowledgedBy', {
                        name: alarm.acknowledgedBy ?? NO_VALUE,
                        time: formatMoment(alarm.acknowledgedAt, zone, live.now()),
                      })}
                    </small>
                  )}
                </td>
                {!past && (
                  <td className="col-action">
                    <AlarmActions alarm={alarm} name={texts.message} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
