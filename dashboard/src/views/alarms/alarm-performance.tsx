import type { AlarmPerformanceAnswer } from '@linetwin/contracts';
import { InputNumber, Segmented } from 'antd';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api/api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { formatMoment, formatNumber, formatPercent, NO_VALUE, type Language } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { CustomSpan } from '../shared/custom-span.tsx';

const DAY_MS = 86_400_000;
const DAYS = ['1', '7', '30', '90'];
const CUSTOM = 'custom';

interface Measure {
  name: string;
  value: string;
  target: string;
  /** `undefined` where there is nothing to judge. */
  met: boolean | undefined;
}

/** The table of ISA-18.2 over the chosen time: value, target, met or not; and what lies behind it. */
export function AlarmPerformance() {
  const { t } = useTranslation();
  const { live } = usePlant();
  const [days, setDays] = useUrlState('days', '7');
  const [between, setBetween] = useUrlState('between', '');
  const custom = days === CUSTOM ? spanOf(between) : undefined;
  const [operators, setOperators] = useUrlState('operators', '1');
  const { data, error, loading, retry } = useFetchedAt(
    days === CUSTOM && !custom ? null : `performance ${days} ${between} ${operators}`,
    (at, abort) => {
      const now = at ?? live.now();
      const to = Math.min(custom?.to ?? now, now);
      const from = custom?.from ?? to - Number(days) * DAY_MS;
      return api.alarmPerformance({ from, to, operators: Number(operators) }, abort);
    },
    60_000,
  );
  return (
    <>
      <Panel
        title={t('performance.title')}
        flush
        extra={
          <span className="work-row">
            <Segmented
              size="small"
              value={days}
              options={[
                ...DAYS.map((count) => ({ value: count, label: t('performance.days', { days: count }) })),
                { value: CUSTOM, label: t('production.period.custom') },
              ]}
              onChange={setDays}
            />
            {days === CUSTOM && (
              <CustomSpan span={custom} choose={({ from, to }) => setBetween(`${from}-${to}`)} />
            )}
            <label className="work-row">
              {t('performance.operators')}
              <InputNumber
                size="small"
                min={1}
                max={100}
                precision={0}
                value={Number(operators)}
                onChange={(next) => setOperators(next === null ? null : String(next))}
              />
            </label>
          </span>
        }
      >
        {loading ? (
          <Loading rows={8} />
        ) : data ? (
          <Measures data={data} />
        ) : error ? (
          <Failure what={t('performance.loadFailed')} detail={error.message} retry={retry} />
        ) : (
          <Empty>{t('performance.choose')}</Empty>
        )}
      </Panel>
      {data && <Behind data={data} />}
    </>
  );
}

function Measures({ data }: { data: AlarmPerformanceAnswer }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const since = formatMoment(data.counted.from, index.model.site.timeZone, live.now());
  return (
    <>
      {data.counted.from > data.from && (
        <p className="note">
          {data.counted.from < data.counted.to ? t('performance.since', { since }) : t('performance.noLog')}
        </p>
      )}
      {data.cut && <p className="note">{t('performance.cut')}</p>}
      <StackTable
        rows={measuresOf(data, t, language)}
        rowKey={({ name }) => name}
        columns={[
          { title: t('performance.measure'), cell: ({ name }) => name },
          { title: t('performance.value'), className: 'num', cell: ({ value }) => <b>{value}</b> },
          { title: t('performance.target'), className: 'num', cell: ({ target }) => target },
          {
            title: t('performance.met'),
            cell: ({ met }) => (
              <span className="verdict" data-met={met}>
                {met === undefined
                  ? t('performance.none')
                  : met
                    ? `✓ ${t('performance.yes')}`
                    : `✗ ${t('performance.no')}`}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

/** `from-to`, ms since 1970 UTC. */
function spanOf(text: string): { from: number; to: number } | undefined {
  const [from, to] = text.split('-').map(Number);
  return to > from ? { from, to } : undefined;
}

/** Targets of ISA-18.2, IEC 62682 and EEMUA 191 (domain.md 2.12). */
function measuresOf(data: AlarmPerformanceAnswer, t: TFunction, language: Language): Measure[] {
  const number = (value: number) => formatNumber(value, language, value < 10 ? 1 : 0);
  const percent = (share: number | null) => (share === null ? NO_VALUE : formatPercent(share, language, 1));
  const share = (count: number) => (data.raised === 0 ? null : count / data.raised);
  const [top, high] = [share(data.byPriority[1]), share(data.byPriority[2])];
  const rest = share(data.byPriority[3] + data.byPriority[4]);
  return [
    {
      name: t('performance.perOperatorDay'),
      value: number(data.perOperatorDay),
      target: t('performance.atMost', { value: 150 }),
      // Some hours are no day, good or bad.
      met: data.counted.to - data.counted.from < DAY_MS ? undefined : data.perOperatorDay <= 150,
    },
    {
      name: t('performance.peak'),
      value: number(data.peakPerTenMinutes),
      target: t('performance.atMost', { value: 10 }),
      met: data.peakPerTenMinutes <= 10,
    },
    {
      name: t('performance.floodShare'),
      value: percent(data.floodShare),
      target: t('performance.below', { value: '1 %' }),
      met: data.floodShare < 0.01,
    },
    {
      name: t('performance.topTen'),
      value: percent(data.topTenShare),
      target: t('performance.atMost', { value: '5 %' }),
      met: data.topTenShare === null ? undefined : data.topTenShare <= 0.05,
    },
    {
      name: t('performance.chattering'),
      value: String(data.chattering.length),
      target: '0',
      met: data.chattering.length === 0,
    },
    {
      name: t('performance.stale'),
      value: String(data.stale.length),
      target: t('performance.below', { value: 5 }),
      met: data.stale.length < 5,
    },
    {
      name: t('performance.priorities'),
      value: [top, high, rest].map(percent).join(' / '),
      target: t('performance.about', { value: '5 / 15 / 80 %' }),
      met: top === null || high === null ? undefined : top <= 0.05 && top + high <= 0.2,
    },
  ];
}

function Behind({ data }: { data: AlarmPerformanceAnswer }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const moment = (at: number) => formatMoment(at, index.model.site.timeZone, live.now());
  const list = (rows: { key: string; text: ReactNode; count: string }[], empty: string) =>
    rows.length === 0 ? (
      <Empty>{empty}</Empty>
    ) : (
      <ul className="plain-list">
        {rows.map(({ key, text, count }) => (
          <li key={key}>
            {text} <span className="muted">{count}</span>
          </li>
        ))}
      </ul>
    );
  return (
    <div className="behind">
      <Panel title={t('performance.topTenList')}>
        {list(
          data.topTen.map(({ point, raised }) => ({
            key: point,
            text: <PointName point={point} rules={data.rules} />,
            count: t('performance.times', { count: raised }),
          })),
          t('performance.empty'),
        )}
      </Panel>
      <Panel title={t('performance.chattering')}>
        {list(
          data.chattering.map(({ point, raised }) => ({
            key: point,
            text: <PointName point={point} rules={data.rules} />,
            count: t('performance.times', { count: raised }),
          })),
          t('performance.empty'),
        )}
      </Panel>
      <Panel title={t('performance.stale')}>
        {list(
          data.stale.map(({ point, hours }) => ({
            key: point,
            text: <PointName point={point} rules={data.rules} />,
            count: t('performance.hours', { count: Math.round(hours) }),
          })),
          t('performance.empty'),
        )}
      </Panel>
      <Panel title={t('performance.floods')}>
        {list(
          data.floods.map(({ from, to, alarms }) => ({
            key: String(from),
            text: t('performance.floodLine', { from: moment(from), to: moment(to), count: alarms }),
            count: '',
          })),
          t('performance.noFloods'),
        )}
      </Panel>
    </div>
  );
}

/** A limit by machine, signal and kind of limit; a rule by machine and name. */
function PointName({ point, rules }: { point: string; rules: AlarmPerformanceAnswer['rules'] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const rule = rules[point];
  if (rule)
    return (
      <>
        <span className="tree-id">{index.equipment(rule.equipment)?.id}</span>{' '}
        {t('limit.ofRule', { rule: rule.name[language] })}
      </>
    );
  const parts = point.split('.');
  const limit = parts.pop() as 'low';
  const signal = index.signal(parts.join('/'));
  if (!signal) return point;
  return (
    <>
      <span className="tree-id">{index.equipment(signal.equipment)?.id}</span> {signal.name[language]}{' '}
      {t(`limit.${limit}`)}
    </>
  );
}
