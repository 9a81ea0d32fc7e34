import type { PlanInput, PlanOrder, StartPlan } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatCount, formatMoment, formatNumber, formatQuantity } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { durationText } from '../production/reason-text.ts';
import { useOrderName } from './order-name.ts';
import { endOfOrder } from './plan-layout.ts';
import { useResourceName } from './resource-name.ts';

/** What is planned, when it is due and when it is done. */
export function PlanOrders({ plan }: { plan: StartPlan }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const orderName = useOrderName();
  const moment = (time: number) => formatMoment(time, index.model.site.timeZone);
  const productOf = (id: string) =>
    index.model.production.products.find((product) => product.id === id)?.name[language] ?? id;
  return (
    <Panel title={t('planner.orders')} flush>
      <StackTable<PlanOrder>
        rows={plan.orders}
        rowKey={({ id }) => id}
        columns={[
          {
            title: t('planner.order'),
            cell: (order) => (
              <>
                {orderName(order)}{' '}
                {order.source === 'shift' && <span className="muted">{t('planner.fromShift')}</span>}
              </>
            ),
          },
          { title: t('planner.product'), cell: ({ product }) => productOf(product) },
          {
            title: t('planner.quantity'),
            className: 'num',
            cell: ({ quantity }) => formatCount(Math.round(quantity), language),
          },
          {
            title: t('planner.duration'),
            className: 'num',
            cell: ({ quarters }) => t('planner.hours', { hours: formatNumber(quarters / 4, language) }),
          },
          { title: t('planner.due'), className: 'nowrap', cell: ({ dueAt }) => moment(dueAt) },
          {
            title: t('planner.end'),
            className: 'nowrap',
            cell: ({ id }) => {
              const end = endOfOrder(plan, plan.plan.spans, id);
              return end === undefined ? '–' : moment(end);
            },
          },
          { title: '', cell: (order) => <Kept order={order} end={plan.from + plan.quarters * 900_000} /> },
        ]}
      />
    </Panel>
  );
}

function Kept({ order, end }: { order: PlanOrder; end: number }) {
  const { t } = useTranslation();
  const { lateMinutes, unplacedMinutes, dueAt } = order;
  if (lateMinutes + unplacedMinutes === 0)
    return <span className="muted">{dueAt > end ? t('planner.beyond') : t('planner.kept')}</span>;
  return (
    <strong className="tone-warn" role="status">
      {lateMinutes > 0 && t('planner.late', { time: durationText(lateMinutes * 60) })}{' '}
      {unplacedMinutes > 0 && t('planner.unplaced', { time: durationText(unplacedMinutes * 60) })}
    </strong>
  );
}

/** Powers and pace that the plan rests on, and where they are from. */
export function PlanInputs({ plan }: { plan: StartPlan }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const nameOf = useResourceName(plan);
  const kw = (value: number) => formatQuantity(value, 'kW', language);
  return (
    <Panel title={t('planner.inputs')} flush>
      <StackTable<PlanInput>
        rows={plan.inputs}
        rowKey={({ resource }) => resource}
        columns={[
          { title: t('planner.resource'), cell: ({ resource }) => nameOf(resource) },
          { title: t('planner.running'), className: 'num', cell: ({ runningKw }) => kw(runningKw) },
          { title: t('planner.readyKw'), className: 'num', cell: ({ readyKw }) => kw(readyKw) },
          {
            title: t('planner.restKw'),
            className: 'num',
            cell: ({ restKw, canRest }) => (canRest ? kw(restKw) : t('planner.never')),
          },
          {
            title: t('planner.warmUp'),
            className: 'num',
            cell: ({ warmUpMinutes, canRest }) =>
              canRest ? t('planner.minutes', { minutes: warmUpMinutes }) : '–',
          },
          {
            title: t('planner.pace'),
            className: 'num',
            cell: ({ secondsPerPart }) =>
              secondsPerPart === null ? '–' : formatQuantity(secondsPerPart, 's', language),
          },
          { title: t('planner.source'), cell: ({ source }) => t(`planner.sources.${source}`) },
        ]}
      />
    </Panel>
  );
}
