import type { StartPlan } from '@linetwin/contracts';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { energyApi } from '../../live/api/energy-api.ts';
import { plannerApi } from '../../live/api/planner-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { DemandWarning } from '../energy/demand-warning.tsx';
import { NewPlan } from './new-plan.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanFigures } from './plan-figures.tsx';
import { PlanGantt } from './plan-gantt.tsx';
import { PlanPowerChart } from './plan-power-chart.tsx';
import { PlanParts, PlanSectionPanel } from './plan-sections.tsx';
import { PlanInputs, PlanOrders } from './plan-tables.tsx';
import { useResourceName } from './resource-name.ts';
import './planner.css';

const REFRESH_MS = 15_000;
/** While a worker computes. */
const WAITING_MS = 1500;
/** A worker that is free needs half a minute; after this something else is wrong. */
const SLOW_MS = 90_000;

/** Starts of lines and furnaces against tariff and demand: today's way and the plan, one above the other. */
export default function PlannerPage() {
  const { t } = useTranslation();
  const [chosen, choose] = useUrlState('plan', '');
  const [asked, setAsked] = useState<{ id: string; at: number }>();
  const plans = useFetched('plans', plannerApi.newest, asked ? WAITING_MS : REFRESH_MS);
  const demand = useFetched('demand', energyApi.demand, REFRESH_MS);
  const holds = useFetched('holds', plannerApi.holds, REFRESH_MS);
  const { data } = plans;
  useEffect(() => {
    if (!asked || !data?.some(({ id }) => id === asked.id)) return;
    choose(asked.id);
    setAsked(undefined);
  }, [data, asked, choose]);
  const plan = data?.find(({ id }) => id === chosen) ?? data?.[0];
  const isSlow = asked !== undefined && Date.now() - asked.at > SLOW_MS;
  return (
    <div className="page planner">
      <header className="page-head">
        <h1>{t('planner.title')}</h1>
        <span className="muted">{t('planner.hint')}</span>
        <div className="plan-tools">
          {asked && <span role="status">{isSlow ? t('planner.slow') : t('planner.computing')}</span>}
          {plan && <Choice plans={data!} plan={plan} onChoose={choose} />}
          {plan && <PlanActions plan={plan} onChanged={plans.retry} />}
          <NewPlan onAsked={(id) => setAsked({ id, at: Date.now() })} />
        </div>
      </header>
      <DemandWarning demand={demand.data} />
      {plan ? (
        <>
          <PlanFigures plan={plan} />
          <PlanGantt plan={plan} />
          {plan.sections.map((section) => (
            <PlanSectionPanel
              key={section.id}
              plan={plan}
              section={section}
              hold={holds.data?.find((one) => one.plan === plan.id && one.section === section.id)}
            />
          ))}
          <PlanPowerChart plan={plan} />
          <PlanParts plan={plan} />
          <PlanOrders plan={plan} />
          <PlanInputs plan={plan} />
        </>
      ) : (
        <Panel>
          {plans.loading ? (
            <Loading rows={8} />
          ) : plans.error ? (
            <Failure what={t('planner.loadFailed')} detail={plans.error.message} retry={plans.retry} />
          ) : (
            <Empty>{t('planner.empty')}</Empty>
          )}
        </Panel>
      )}
    </div>
  );
}

function Choice(props: { plans: readonly StartPlan[]; plan: StartPlan; onChoose: (id: string) => void }) {
  const { plans, plan, onChoose } = props;
  const { t } = useTranslation();
  const { index } = usePlant();
  const nameOf = useResourceName();
  const label = (one: StartPlan) => {
    const by = one.by === 'shift' ? t('planner.byShift') : one.by;
    const made = t('planner.made', { time: formatMoment(one.madeAt, index.model.site.timeZone), by });
    return `${t(`planner.state.${one.state}`)} · ${one.lines.map(nameOf).join(' + ')} · ${made}`;
  };
  return (
    <Select
      className="plan-choice"
      value={plan.id}
      onChange={onChoose}
      aria-label={t('planner.which')}
      options={plans.map((one) => ({ value: one.id, label: label(one) }))}
    />
  );
}
