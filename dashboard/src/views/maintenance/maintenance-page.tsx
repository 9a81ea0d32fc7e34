import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAccount } from '../../live/account.ts';
import { incidentsApi } from '../../live/api/incidents-api.ts';
import { useIncidents, usePlant, useRecordsLoaded } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { formatMoment, formatPercent, NO_VALUE } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { IncidentRows } from './incident-rows.tsx';
import { NotifySwitch } from './notify-switch.tsx';
import { useResponses } from './use-incidents.ts';

/** For maintenance staff, on a phone first: incidents, work orders, and how often named causes were right. */
export default function MaintenancePage() {
  const { t } = useTranslation();
  const [tab, setTab] = useUrlState('tab', 'open');
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('maintenance.title')}</h1>
        <Segmented
          value={tab}
          options={(['open', 'mine', 'orders', 'precision'] as const).map((value) => ({
            value,
            label: t(`maintenance.${value}`),
          }))}
          onChange={setTab}
        />
        <div className="page-tools">
          <NotifySwitch />
        </div>
      </header>
      <Panel flush>
        {(tab === 'open' || tab === 'mine') && <Incidents mine={tab === 'mine'} />}
        {tab === 'orders' && <Orders />}
        {tab === 'precision' && <Precision />}
      </Panel>
    </div>
  );
}

function Incidents({ mine }: { mine: boolean }) {
  const { t } = useTranslation();
  const { user } = useAccount();
  const loaded = useRecordsLoaded();
  const incidents = useIncidents();
  const responses = useResponses(incidents);
  const orders = useFetchedAt(
    mine ? 'work orders' : null,
    (at, abort) => incidentsApi.workOrders(at, abort),
    30_000,
  );
  if (!loaded) return <Loading rows={6} />;
  const assigned = new Set(
    orders.data?.filter(({ assignee }) => assignee === user?.name).map(({ incident }) => incident),
  );
  const shown = mine
    ? incidents.filter(({ id }) => assigned.has(id) || (user && responses.get(id)?.by === user.name))
    : incidents;
  if (shown.length === 0) return <Empty>{t(mine ? 'maintenance.emptyMine' : 'maintenance.empty')}</Empty>;
  return <IncidentRows incidents={shown} responses={responses} />;
}

function Orders() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const linkTo = useLinkTo();
  const { data, error, loading, retry } = useFetchedAt(
    'all work orders',
    (at, abort) => incidentsApi.workOrders(at, abort),
    30_000,
  );
  if (loading) return <Loading rows={6} />;
  if (!data) return <Failure what={t('maintenance.loadFailed')} detail={error?.message} retry={retry} />;
  if (data.length === 0) return <Empty>{t('maintenance.emptyOrders')}</Empty>;
  return (
    <StackTable
      rows={data}
      rowKey={({ incident }) => incident}
      columns={[
        {
          title: t('maintenance.order'),
          cell: ({ incident, equipment }) => {
            const machine = index.equipment(equipment);
            return (
              <Link to={linkTo(`/maintenance/${encodeURIComponent(incident)}`)}>
                <span className="tree-id">{machine?.id}</span> {machine?.name[language] ?? equipment}
              </Link>
            );
          },
        },
        { title: t('maintenance.cause'), cell: ({ cause, title }) => title?.[language] ?? cause },
        { title: t('maintenance.assignee'), cell: ({ assignee }) => assignee ?? t('maintenance.nobody') },
        {
          title: t('maintenance.since'),
          className: 'nowrap',
          cell: ({ openedAt }) => formatMoment(openedAt, index.model.site.timeZone, live.now()),
        },
        {
          title: t('alarms.state'),
          cell: ({ state, closedAt }) =>
            state === 'closed'
              ? `${t('maintenance.closed')} ${closedAt ? formatMoment(closedAt, index.model.site.timeZone, live.now()) : ''}`
              : t('maintenance.open'),
        },
      ]}
    />
  );
}

function Precision() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { data, error, loading, retry } = useFetchedAt('precision', (at, abort) =>
    incidentsApi.precision(at, abort),
  );
  if (loading) return <Loading rows={4} />;
  if (!data) return <Failure what={t('maintenance.loadFailed')} detail={error?.message} retry={retry} />;
  if (data.length === 0) return <Empty>{t('maintenance.emptyPrecision')}</Empty>;
  return (
    <StackTable
      rows={data}
      rowKey={({ cause }) => cause}
      columns={[
        { title: t('maintenance.cause'), cell: ({ cause, title }) => title?.[language] ?? cause },
        { title: t('maintenance.right'), className: 'num', cell: ({ right }) => right },
        { title: t('maintenance.wrong'), className: 'num', cell: ({ wrong }) => wrong },
        {
          title: t('maintenance.share'),
          className: 'num',
          cell: ({ right, wrong }) =>
            right + wrong > 0 ? formatPercent(right / (right + wrong), language, 0) : NO_VALUE,
        },
      ]}
    />
  );
}
