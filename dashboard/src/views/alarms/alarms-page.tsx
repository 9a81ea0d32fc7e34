import type { Alarm } from '@linetwin/contracts';
import { Button, Input, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../live/api/api.ts';
import { isUnacknowledged } from '../../live/record-store.ts';
import { useAlarms, usePlant, useQuietAlarms, useRecordsLoaded } from '../../live/session-context.ts';
import { useFetchedAt, useReplayInstant } from '../../live/use-fetched-at.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { AlarmPerformance } from './alarm-performance.tsx';
import { AlarmTable } from './alarm-table.tsx';
import { QuietAlarms, TakeOutButton } from './quiet-alarms.tsx';
import { useAlarmFilter } from './use-alarm-filter.ts';

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
          {tab === 'history' && <SpanPicker />}
          {tab === 'history' && <Exports line={line} priority={priority} search={search} />}
          {tab === 'quiet' && <TakeOutButton />}
          {tab !== 'performance' && (
            <>
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
            </>
          )}
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

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SPANS = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, year: 365 * DAY_MS };
type Span = keyof typeof SPANS;
/** Alarms that are listed; the files hold all. */
const MOST_LISTED = 500;

function useSpan(): [Span, (span: Span) => void] {
  const [text, set] = useUrlState('span', 'day');
  return [text in SPANS ? (text as Span) : 'day', set];
}

function SpanPicker() {
  const { t } = useTranslation();
  const [span, setSpan] = useSpan();
  return (
    <Select<Span>
      size="small"
      aria-label={t('condition.history.span')}
      value={span}
      style={{ minWidth: 120 }}
      options={(Object.keys(SPANS) as Span[]).map((value) => ({
        value,
        label: t(`condition.history.${value}`),
      }))}
      onChange={setSpan}
    />
  );
}

/** What happened in the chosen time to the alarms that are shown, to take along. */
function Exports(filter: { line: string; priority: string; search: string }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { live } = usePlant();
  const [span] = useSpan();
  const instant = useReplayInstant();
  const take = (kind: 'csv' | 'xlsx') => {
    const to = instant ?? live.now();
    const url = api.alarmEventsUrl(kind, { from: to - SPANS[span], to, lang: language, ...filter });
    window.open(url, '_self');
  };
  return (
    <>
      <Button size="small" onClick={() => take('csv')}>
        {t('performance.exportCsv')}
      </Button>
      <Button size="small" onClick={() => take('xlsx')}>
        {t('performance.exportXlsx')}
      </Button>
    </>
  );
}

function History({ filter }: { filter: (alarm: Alarm) => boolean }) {
  const { t } = useTranslation();
  const { live } = usePlant();
  const [span] = useSpan();
  const { data, error, loading, retry } = useFetchedAt(
    `history ${span}`,
    (at, abort) => {
      const to = at ?? live.now();
      return api.alarmHistory({ from: to - SPANS[span], to, at, limit: MOST_LISTED }, abort);
    },
    30_000,
  );
  const shown = useMemo(
    () => (data ?? []).filter(filter).sort((a, b) => b.raisedAt - a.raisedAt),
    [data, filter],
  );
  if (loading) return <Loading rows={8} />;
  if (error && !data) return <Failure what={t('alarms.loadFailed')} detail={error.message} retry={retry} />;
  if (shown.length === 0)
    return <Empty>{t(data?.length ? 'alarms.emptyFilter' : 'alarms.emptyHistory')}</Empty>;
  return (
    <>
      {data!.length >= MOST_LISTED && <p className="note">{t('alarms.cut', { count: MOST_LISTED })}</p>}
      <AlarmTable alarms={shown} past />
    </>
  );
}
