import type { StartPlan } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { formatPercent, formatQuantity } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { savingOf } from './plan-layout.ts';

/** Cost of both ways side by side, the saving, and how all of it is computed. */
export function PlanFigures({ plan }: { plan: StartPlan }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const yuan = (value: number) => formatQuantity(value, t('energy.yuan'), language);
  const kw = (value: number) => formatQuantity(value, 'kW', language);
  const { today } = plan;
  const saving = savingOf(plan);
  const rows = [
    { name: t('planner.energyCost'), of: (way: typeof today) => yuan(way.energyYuan) },
    { name: t('planner.demandCost'), of: (way: typeof today) => yuan(way.demandYuan) },
    { name: t('planner.total'), of: (way: typeof today) => yuan(way.totalYuan) },
    { name: t('planner.energy'), of: (way: typeof today) => formatQuantity(way.kwh, 'kWh', language) },
    { name: t('planner.highest'), of: (way: typeof today) => kw(way.maximumKw) },
  ];
  return (
    <Panel
      title={t('planner.cost')}
      extra={<span className="muted">{t(`planner.status.${plan.status}`)}</span>}
    >
      <div className="plan-figures">
        <div className="big-fact">
          <span className="fact-label">{t('planner.saving')}</span>
          <span className="big-value" data-figure="saving">
            {yuan(saving.yuan)}
          </span>
          <span className="fact-foot">
            <span>{t('planner.ofToday', { share: formatPercent(saving.share, language) })}</span>
            <span>{t('planner.startsSave', { yuan: yuan(plan.startsSaveYuan) })}</span>
          </span>
        </div>
        <StackTable
          rows={rows}
          rowKey={({ name }) => name}
          columns={[
            { title: t('planner.cost'), cell: ({ name }) => name },
            { title: t('planner.today'), className: 'num', cell: ({ of }) => of(today) },
            { title: t('planner.plan'), className: 'num', cell: ({ of }) => of(plan.plan) },
          ]}
        />
      </div>
      <details className="plan-how">
        <summary>{t('planner.how')}</summary>
        <p>
          {t('planner.howText', { reached: kw(plan.reachedKw), yuan: plan.demandYuanPerKw })}{' '}
          {t('planner.solver', { seconds: (plan.solver.ms / 1000).toFixed(1), ...plan.solver })}
        </p>
      </details>
    </Panel>
  );
}
