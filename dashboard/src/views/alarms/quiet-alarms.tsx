import type { Alarm } from '@linetwin/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlant, useQuietAlarms, useRecordsLoaded } from '../../live/session-context.ts';
import { formatMoment, NO_VALUE } from '../../ui/format.ts';
import { Empty, Loading } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { alarmTexts } from '../shared/alarm-text.ts';
import { AlarmGlyph } from '../shared/machine-glyph.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { PointButton } from './alarm-actions.tsx';
import { QuietDialog } from './quiet-dialog.tsx';

/** Alarms that are kept quiet: by whom, why, and until when. */
export function QuietAlarms({ filter }: { filter: (alarm: Alarm) => boolean }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const linkTo = useLinkTo();
  const loaded = useRecordsLoaded();
  const shown = useQuietAlarms().filter(filter);
  const zone = index.model.site.timeZone;
  if (!loaded) return <Loading rows={6} />;
  if (shown.length === 0) return <Empty>{t('handling.empty')}</Empty>;
  const moment = (time: number) => formatMoment(time, zone, live.now());
  return (
    <StackTable
      rows={shown}
      rowKey={({ id }) => id}
      rowProps={({ id }) => ({ 'data-alarm': id })}
      columns={[
        {
          title: t('alarms.message'),
          cell: (alarm) => (
            <>
              <AlarmGlyph priority={alarm.priority} size={16} />{' '}
              {alarmTexts(alarm, index, language, t).message}
            </>
          ),
        },
        {
          title: t('alarms.machine'),
          cell: (alarm) => {
            const { machineId, machine } = alarmTexts(alarm, index, language, t);
            return (
              <Link to={linkTo(`/equipment/${alarm.equipment}`)}>
                <span className="tree-id">{machineId}</span> {machine}
              </Link>
            );
          },
        },
        { title: t('alarms.state'), cell: ({ state }) => t(`alarms.stateName.${state}`) },
        {
          title: t('handling.by'),
          cell: ({ suppression }) =>
            suppression?.by ? (
              <>
                {suppression.by}
                <small className="muted block">{suppression.reason}</small>
              </>
            ) : (
              <span className="muted">{t('handling.byDesign')}</span>
            ),
        },
        {
          title: t('handling.since'),
          className: 'nowrap',
          cell: ({ suppression }) => (suppression ? moment(suppression.at) : NO_VALUE),
        },
        {
          title: t('handling.until'),
          className: 'nowrap',
          cell: ({ state, suppression }) => {
            if (state === 'SuppressedByDesign') return NO_VALUE;
            return suppression?.until ? moment(suppression.until) : t('handling.noEnd');
          },
        },
        {
          title: '',
          className: 'col-action',
          cell: (alarm) => (
            <>
              {alarm.state === 'Shelved' && <PointButton alarm={alarm} change="unshelve" />}
              {alarm.state === 'OutOfService' && <PointButton alarm={alarm} change="return" />}
            </>
          ),
        },
      ]}
    />
  );
}

/** Takes a limit out of service that need not stand. */
export function TakeOutButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const refused = useReasonAgainst('engineer');
  return (
    <>
      <Button size="small" disabled={refused !== undefined} title={refused} onClick={() => setOpen(true)}>
        {t('handling.takeOutOther')}
      </Button>
      {open && <QuietDialog what="take-out" onClose={() => setOpen(false)} />}
    </>
  );
}
