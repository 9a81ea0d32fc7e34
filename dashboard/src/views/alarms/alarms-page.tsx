import type { Alarm } from '@linetwin/contracts';
import { Button, Input, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../live/api/api.ts';
import { isUnacknowledged } from '../../live/record-store.ts';
import { useAlarms, usePlant, useQuietAlarms, useRecordsLoaded } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { TREND_RANGES } from '../../plots/trend-data.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { AlarmPerformance } from './alarm-performance.tsx';
import { AlarmTable } from './alarm-table.tsx';
import { QuietAlarms, TakeOutButton } from './quiet-alarms.tsx';
import { useAlarmFilter } from './use-alarm-filter.ts';
import { TrendRangePicker, useTrendRange } from '../shared/trend-panel.tsx';

/** Standing alarms by urgency, and what was before. */
export default function AlarmsPage() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const [tab, setTab] = useUrlState('tab', 'active');
  const [line, setLine] = useUrlState('line', '');
  const [priority, setPriority] = useUrlState('priority', '');
  const [search, setSearch] = useUrlState('search', '');
  const standing = useAlarms();
  const waiting = standing.filter(isUnacknowledged).length;
  const reason = useReasonAgainstAcknowledging();
  const filter = useAlarmFilter({ line, priority, search });
  const quiet = useQuietAlarms().length;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('alarms.title')}</h1>
        <Segmented
          value={tab}
          options={[
            { value: 'active', label: `${t('alarms.active')} ${standing.length}` },
            { value: 'quiet', label: `${t('handling.quiet')} ${quiet}` },
            { value: 'performance', label: t('performance.title') },
            { value: 'history', label: t('alarms.history') },
          ]}
          onChange={setTab}
        />
        {waiting > 0 && <span className="waiting">{t('alarms.unacknowledged', { count: waiting })}</span>}
        {waiting > 0 && reason && <span className="note">{reason}</span>}
        <div className="page-tools">
          <Link to={linkTo('/rules')}>{t('nav.rules')}</Link>
          {tab === 'history' && <TrendRangePicker />}
          {tab === 'history' && <Exports />}
          {tab === 'quiet' && <TakeOutButton />}
          <Input
            size="small"
            allowClear
            aria-label={t('handling.filterText')}
            placeholder={t('handling.filterText')}
            value={search}
            style={{ width: 180 }}
            onChange={(event) => setSearch(event.target.value || null)}
          />
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
      {tab === 'performance' ? (
        <AlarmPerformance />
      ) : (
        <Panel flush>
          {tab === 'history' && <History filter={filter} />}
          {tab === 'quiet' && <QuietAlarms filter={filter} />}
          {tab === 'active' && <Standing alarms={standing} filter={filter} />}
        </Panel>
      )}
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

/** The log of the chosen time, to take along. */
function Exports() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { live } = usePlant();
  const [range] = useTrendRange();
  const url = (kind: 'csv' | 'xlsx') =>
    api.alarmEventsUrl(kind, { from: live.now() - TREND_RANGES[range], to: live.now(), lang: language });
  return (
    <>
      <Button size="small" href={url('csv')} download>
        {t('performance.exportCsv')}
      </Button>
      <Button size="small" href={url('xlsx')} download>
        {t('performance.exportXlsx')}
      </Button>
    </>
  );
}

function History({ filter }: { filter: (alarm: Alarm) => boolean }) {
  const { t } = useTranslation();
  const { live } = usePlant();
  const [range] = useTrendRange();
  const { data, error, loading, retry } = useFetchedAt(
    `history ${range}`,
    (at, abort) => {
      const to = at ?? live.now();
      return api.alarmHistory({ from: to - TREND_RANGES[range], to, at, limit: 500 }, abort);
    },
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
