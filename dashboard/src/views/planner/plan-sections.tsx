import { MAX_ASSUMED_SHARE, type PlanSection, type SectionHold, type StartPlan } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatCount, formatMoment, formatNumber, formatPercent, formatQuantity } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { PlanHold } from './plan-hold.tsx';
import { QUARTER_MS, runsOf } from './plan-layout.ts';
import { PlanStockChart } from './plan-stock-chart.tsx';
import { useResourceName } from './resource-name.ts';

/** When a section works by the plan and today, and what its stock does meanwhile. */
export function PlanSectionPanel(props: { plan: StartPlan; section: PlanSection; hold?: SectionHold }) {
  const { plan, section, hold } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const nameOf = useResourceName(plan);
  const line = index.line(section.line)!;
  const stationOf = (id: string) => line.stations.find((one) => one.id === id)?.name[language] ?? id;
  const { stock, stayMinutes, pieces, stations } = section;
  const count = (value: number) => formatCount(Math.round(value), language);
  const facts = [
    { name: t('planner.stockNow'), text: count(stock.now) },
    { name: t('planner.inFurnace'), text: count(stock.inFurnace) },
    { name: t('planner.madeInPlan'), text: count(pieces) },
    { name: t('planner.room'), text: count(stock.room) },
  ];
  return (
    <Panel
      title={t('planner.sectionTitle', { line: line.name[language], section: nameOf(section.id) })}
      extra={
        <span className="muted">
          {t('planner.sectionHint', {
            from: stationOf(stations[0]),
            to: stationOf(stations[1]),
            furnace: nameOf(section.furnace),
            hours: formatNumber(stayMinutes / 60, language, 0),
          })}
        </span>
      }
    >
      <div className="plan-section">
        <div>
          <dl className="plan-facts">
            {facts.map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {text} <small>{t('planner.pieces')}</small>
                </dd>
              </div>
            ))}
          </dl>
          {stock.assumedShare > MAX_ASSUMED_SHARE && (
            <p className="tone-warn" role="status">
              {t('planner.assumed', { share: formatPercent(stock.assumedShare, language) })}
            </p>
          )}
          {hold && <PlanHold hold={hold} />}
          <SectionRuns plan={plan} section={section} />
        </div>
        <PlanStockChart plan={plan} section={section} />
      </div>
    </Panel>
  );
}

/** Starts and stops of a section by the plan, one below the other. */
function SectionRuns({ plan, section }: { plan: StartPlan; section: PlanSection }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const moment = (quarter: number) =>
    formatMoment(plan.from + quarter * QUARTER_MS, index.model.site.timeZone);
  const runs = runsOf(plan.plan.spans, section.id);
  if (runs.length === 0) return <p className="muted">{t('planner.noRun')}</p>;
  const all = runs.reduce((sum, { from, to }) => sum + to - from, 0);
  return (
    <StackTable
      rows={runs}
      rowKey={({ from }) => String(from)}
      columns={[
        { title: t('planner.start'), className: 'nowrap', cell: ({ from }) => moment(from) },
        { title: t('planner.stop'), className: 'nowrap', cell: ({ to }) => moment(to) },
        {
          title: t('planner.duration'),
          className: 'num',
          cell: ({ from, to }) => t('planner.hours', { hours: formatNumber((to - from) / 4, language, 2) }),
        },
        {
          title: t('planner.piecesMade'),
          className: 'num',
          cell: ({ from, to }) => formatCount(Math.round((section.pieces * (to - from)) / all), language),
        },
      ]}
    />
  );
}

/** What each section and line takes and costs, planned against today. */
export function PlanParts({ plan }: { plan: StartPlan }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const nameOf = useResourceName(plan);
  const yuan = (value: number) => formatQuantity(value, t('energy.yuan'), language);
  const both = plan.today.parts.flatMap((today) => {
    const own = plan.plan.parts.find(({ part }) => part === today.part);
    return own ? [{ part: today.part, today, own }] : [];
  });
  if (both.length < 2) return null;
  return (
    <Panel title={t('planner.parts')} flush>
      <StackTable
        rows={both}
        rowKey={({ part }) => part}
        columns={[
          { title: t('planner.resource'), cell: ({ part }) => nameOf(part) },
          {
            title: t('planner.todayCost'),
            className: 'num',
            cell: ({ today }) => yuan(today.energyYuan),
          },
          { title: t('planner.planCost'), className: 'num', cell: ({ own }) => yuan(own.energyYuan) },
          {
            title: t('planner.saving'),
            className: 'num',
            cell: ({ today, own }) => yuan(today.energyYuan - own.energyYuan),
          },
          {
            title: t('planner.todayKwh'),
            className: 'num',
            cell: ({ today }) => formatQuantity(today.kwh, 'kWh', language),
          },
          {
            title: t('planner.planKwh'),
            className: 'num',
            cell: ({ own }) => formatQuantity(own.kwh, 'kWh', language),
          },
          {
            title: t('planner.highestOwn'),
            className: 'num',
            cell: ({ today, own }) =>
              `${formatQuantity(today.maximumKw, 'kW', language)} → ${formatQuantity(own.maximumKw, 'kW', language)}`,
          },
        ]}
      />
    </Panel>
  );
}
