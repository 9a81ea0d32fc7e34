import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { energyApi } from '../../live/api/energy-api.ts';
import { savingsApi } from '../../live/api/savings-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { byWorth } from './by-worth.ts';
import { LedgerTable } from './ledger-table.tsx';
import { LimitsTable } from './limits-table.tsx';
import { ModesTable } from './modes-table.tsx';
import { RecommendationTable } from './recommendation-table.tsx';
import { meanPriceOf } from './yuan-per-year.ts';

/** Rules look every half minute. */
const REFRESH_MS = 15_000;
/** The price of the last month says what a year of savings is worth. */
const PRICE_MS = 30 * 86_400_000;

/** What would save energy now, what was done and what it saved, and what rules may do. */
export default function SavingsPage() {
  const { t } = useTranslation();
  const linkTo = useLinkTo();
  const open = useFetched('savings open', (abort) => savingsApi.open(abort), REFRESH_MS);
  const ended = useFetched('savings ended', (abort) => savingsApi.ended(abort), REFRESH_MS);
  const ledger = useFetched('savings ledger', (abort) => savingsApi.ledger(abort), REFRESH_MS);
  const modes = useFetched('savings modes', (abort) => savingsApi.modes(abort));
  const limits = useFetched('savings limits', (abort) => savingsApi.limits(abort));
  const { index } = usePlant();
  const price = useFetched('savings price', (abort) => {
    const to = Date.now();
    return energyApi.overview({ from: to - PRICE_MS, to }, abort);
  });
  const root = index.model.energy.meters.find(({ level }) => level === 'site');
  const yuanPerKwh = price.data && root && meanPriceOf(price.data, root.id);
  const changed = () => {
    open.retry();
    ended.retry();
    ledger.retry();
  };
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('nav.savings')}</h1>
        <span className="muted">{t('savings.hint')}</span>
        <Link to={linkTo('/planner')}>{t('planner.link')}</Link>
      </header>
      <Panel title={t('savings.open')} flush>
        <Fetched from={open} empty={t('savings.openEmpty')}>
          {(rows) => (
            <RecommendationTable
              rows={byWorth(rows)}
              modes={modes.data}
              yuanPerKwh={yuanPerKwh}
              onChanged={changed}
            />
          )}
        </Fetched>
      </Panel>
      <Panel title={t('savings.ledger')} flush>
        <Fetched from={ledger} empty={t('savings.ledgerEmpty')}>
          {(rows) => <LedgerTable rows={rows} />}
        </Fetched>
      </Panel>
      <Panel title={t('savings.ended')} flush>
        <Fetched from={ended} empty={t('savings.endedEmpty')}>
          {(rows) => <RecommendationTable rows={rows} onChanged={changed} />}
        </Fetched>
      </Panel>
      <Panel title={t('savings.modes')} flush>
        <p className="muted savings-note">{t('savings.modesHint')}</p>
        <Fetched from={modes} empty={t('savings.openEmpty')}>
          {(rows) => <ModesTable rows={rows} onChanged={modes.retry} />}
        </Fetched>
      </Panel>
      <Panel title={t('savings.limits')} flush>
        <p className="muted savings-note">{t('savings.limitsHint')}</p>
        <Fetched from={limits} empty={t('savings.openEmpty')}>
          {(rows) => <LimitsTable rows={rows} onChanged={limits.retry} />}
        </Fetched>
      </Panel>
    </div>
  );
}

function Fetched<Row>(props: {
  from: { data: Row[] | undefined; loading: boolean; error?: Error; retry: () => void };
  empty: string;
  children: (rows: Row[]) => React.ReactNode;
}) {
  const { t } = useTranslation();
  const { data, loading, error, retry } = props.from;
  if (data && data.length > 0) return props.children(data);
  if (data) return <Empty>{props.empty}</Empty>;
  if (loading) return <Loading rows={3} />;
  return <Failure what={t('savings.loadFailed')} detail={error?.message} retry={retry} />;
}
