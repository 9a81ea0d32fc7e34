import type { Alarm } from '@linetwin/contracts';
import { Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../live/api.ts';
import { isUnacknowledged } from '../../live/record-store.ts';
import { useAlarms, usePlant, useRecordsLoaded } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { TREND_RANGES } from '../../plots/trend-data.ts';
import { formatAge, formatMoment, NO_VALUE } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { AcknowledgeButton } from '../shared/acknowledge.tsx';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { alarmTexts } from '../shared/alarm-text.ts';
import { AgeOf } from '../shared/alarm-rows.tsx';
import { AlarmGlyph } from '../shared/machine-glyph.tsx';
import { TrendRangePicker, useTrendRange } from '../shared/trend-panel.tsx';

/** Standing alarms by urgency, and what was before. */
export default function AlarmsPage() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const [tab, setTab] = useUrlState('tab', 'active');
  const [line, setLine] = useUrlState('line', '');
  const [priority, setPriority] = useUrlState('priority', '');
  const standing = useAlarms();
  const waiting = standing.filter(isUnacknowledged).length;
  const reason = useReasonAgainstAcknowledging();
  const filter = useMemo(
    () => (alarm: Alarm) =>
      (!line || alarm.equipment.split('/')[2] === line) && (!priority || alarm.priority === Number(priority)),
    [line, priority],
  );
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('alarms.title')}</h1>
        <Segmented
          value={tab}
          options={[
            { value: 'active', label: `${t('alarms.active')} ${standing.length}` },
            { value: 'history', label: t('alarms.history') },
          ]}
          onChange={setTab}
        />
        {waiting > 0 && <span className="waiting">{t('alarms.unacknowledged', { count: waiting })}</span>}
        {waiting > 0 && reason && <span className="note">{reason}</span>}
        <div className="page-tools">
          {tab === 'history' && <TrendRangePicker />}
          <Select
            size="small"
            aria-label={t('alarms.filterLine')}
            value={line}
            style={{ minWidth: 150 }}
            options={[
              { value: '', label: `${t('alarms.filterLine')}: ${t('common.all')}` },
              ...index.model.lines.map(({ id, name }) => ({ value: id, label: name[language] })),
            ]}
            onChange={(next) => setLine(next || null)}
          />
          <Select
            size="small"
            aria-label={t('alarms.filterPriority')}
            value={priority}
            style={{ minWidth: 140 }}
            options={[
              { value: '', label: `${t('alarms.filterPriority')}: ${t('common.all')}` },
              ...([1, 2, 3, 4] as const).map((p) => ({
                value: String(p),
                label: `${p} ${t(`alarms.p${p}`)}`,
              })),
            ]}
            onChange={(next) => setPriority(next || null)}
          />
        </div>
      </header>
      <Panel flush>
        {tab === 'history' ? <History filter={filter} /> : <Standing alarms={standing} filter={filter} />}
      </Panel>
    </div>
  );
}

function Standing({ alarms, filter }: { alarms: readonly Alarm[]; filter: (alarm: Alarm) => boolean }) {
  const { t } = useTranslation();
  const loaded = useRecordsLoaded();
  const shown = alarms.filter(filter);
  if (!loaded) return <Loading rows={8} />;
  if (shown.length === 0) return <Empty>{t(alarms.length ? 'alarms.emptyFilter' : 'alarms.empty')}</Empty>;
  return <AlarmTable alarms={shown} />;
}

function History({ filter }: { filter: (alarm: Alarm) => boolean }) {
  const { t } = useTranslation();
  const { live } = usePlant();
  const [range] = useTrendRange();
  const { data, error, loading, retry } = useFetched(
    `history ${range}`,
    (abort) =>
      api.alarmHistory({ from: live.now() - TREND_RANGES[range], to: live.now(), limit: 500 }, abort),
    30_000,
  );
  const shown = useMemo(
    () => (data ?? []).filter(filter).sort((a, b) => b.raisedAt - a.raisedAt),
    [data, filter],
  );
  if (loading) return <Loading rows={8} />;
  if (error && !data) return <Failure what={t('alarms.loadFailed')} detail={error.message} retry={retry} />;
  if (shown.length === 0) return <Empty>{t('alarms.emptyHistory')}</Empty>;
  return <AlarmTable alarms={shown} past />;
}

function AlarmTable({ alarms, past }: { alarms: readonly Alarm[]; past?: boolean }) {
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
                <td className="col-message">{texts.message}</td>
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
                    <AcknowledgeButton alarm={alarm} compact />
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
