import { TARIFF_PERIODS } from '@linetwin/model';
import type { PlanSpan, StartPlan } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatMinute, formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { zoneOffset } from '../energy/plant-offset.ts';
import { hoursOf, periodsOf, QUARTER_MS, runsOf, stretchOf, type Stretch } from './plan-layout.ts';
import { useOrderName } from './order-name.ts';
import { useResourceName } from './resource-name.ts';

const WAYS = ['today', 'plan'] as const;
const WHATS = ['run', 'ready', 'rest', 'warm-up'] as const;
/** Colours of the series, over and over. */
const ORDER_COLOURS = 6;

/** Today's way above the plan, over the periods of the tariff: runs of orders, and how machines and furnaces wait. */
export function PlanGantt({ plan }: { plan: StartPlan }) {
  const { t } = useTranslation();
  const { index } = usePlant();
  const { timeZone } = index.model.site;
  const hours = useMemo(
    () => hoursOf(plan, zoneOffset(timeZone), plan.quarters > 64 ? 2 : 1),
    [plan, timeZone],
  );
  const periods = TARIFF_PERIODS.filter((one) => plan.period.includes(one));
  return (
    <Panel title={t('planner.gantt')}>
      <ul className="plan-legend">
        {periods.map((one) => (
          <li key={one}>
            <i className={`plan-key tariff-${one}`} />
            {t(`energy.periods.${one}`)}
          </li>
        ))}
        {WHATS.map((what) => (
          <li key={what}>
            <i className={`plan-key plan-${what}`} />
            {t(`planner.legend.${what}`)}
          </li>
        ))}
      </ul>
      {/* On a phone it is moved aside, with keys too. */}
      <div className="plan-scroll" role="group" aria-label={t('planner.gantt')} tabIndex={0}>
        <div className="plan-gantt">
          {WAYS.map((way) => (
            <section key={way} aria-label={t(`planner.${way}`)} data-way={way}>
              <h3>
                {t(`planner.${way}`)} {way === 'today' && <small>{t('planner.todayHint')}</small>}
              </h3>
              <Rows plan={plan} spans={plan[way].spans} />
            </section>
          ))}
          <div className="plan-row plan-hours" aria-hidden="true">
            <span />
            <div className="plan-track">
              {hours.map(({ at, hour }) => (
                <span key={at} style={{ left: `${100 * at}%` }}>
                  {hour}
                </span>
              ))}
            </div>
          </div>
        </div>
      </div>
    </Panel>
  );
}

function Rows({ plan, spans }: { plan: StartPlan; spans: readonly PlanSpan[] }) {
  const nameOf = useResourceName(plan);
  const resources = plan.inputs.map(({ resource }) => resource);
  return resources.map((resource) => (
    <div className="plan-row" key={resource}>
      <span className="plan-name" title={nameOf(resource)}>
        {nameOf(resource)}
      </span>
      <div className="plan-track">
        {periodsOf(plan).map((one) => (
          <i
            key={one.from}
            className={`plan-period tariff-${one.period}`}
            style={place(stretchOf(one, plan.quarters))}
          />
        ))}
        {spansOf(plan, spans, resource).map((span) => (
          <Span key={span.from} plan={plan} span={span} isLine={plan.lines.includes(resource)} />
        ))}
        {plan.lines.includes(resource) && <DueDates plan={plan} line={resource} />}
      </div>
    </div>
  ));
}

/** Lots of a section that follow each other are one run. */
function spansOf(plan: StartPlan, spans: readonly PlanSpan[], resource: string): PlanSpan[] {
  const own = spans.filter((span) => span.resource === resource);
  if (!plan.sections.some(({ id }) => id === resource)) return own;
  const runs = runsOf(own, resource).map((run): PlanSpan => ({
    resource,
    what: 'run',
    order: resource,
    ...run,
  }));
  return [...own.filter(({ what }) => what !== 'run'), ...runs];
}

function Span({ plan, span, isLine }: { plan: StartPlan; span: PlanSpan; isLine: boolean }) {
  const { t } = useTranslation();
  const { index } = usePlant();
  const { timeZone } = index.model.site;
  const at = (quarter: number) => formatMoment(plan.from + quarter * QUARTER_MS, timeZone);
  const orderName = useOrderName();
  const order = plan.orders.findIndex(({ id }) => id === span.order);
  const isSection = plan.sections.some(({ id }) => id === span.resource);
  const hour = (quarter: number) => formatMinute(plan.from + quarter * QUARTER_MS, timeZone);
  // Of a section the hours matter: its lots belong to no one order.
  const name = isSection
    ? span.what === 'run' && `${hour(span.from)}–${hour(span.to)}`
    : order >= 0
      ? orderName(plan.orders[order])
      : span.order;
  const what = t(`planner.legend.${span.what}`);
  const title = `${(!isSection && name) || what}: ${at(span.from)} – ${at(span.to)}`;
  return (
    <b
      className={`plan-span plan-${span.what}${isSection ? ' plan-of-section' : ''}`}
      style={{
        ...place(stretchOf(span, plan.quarters)),
        ...(order >= 0 && { '--run': `var(--series-${order % ORDER_COLOURS})` }),
      }}
      title={title}
      data-order={span.order ?? undefined}
      data-what={span.what}
    >
      {(isLine || isSection) && name}
    </b>
  );
}

function DueDates({ plan, line }: { plan: StartPlan; line: string }) {
  const { t } = useTranslation();
  const orderName = useOrderName();
  const due = plan.orders.filter((order) => order.line === line);
  return due.map((order) => {
    const { id, dueAt } = order;
    const at = (dueAt - plan.from) / QUARTER_MS / plan.quarters;
    if (at <= 0 || at > 1) return null;
    return (
      <i
        key={id}
        className="plan-due"
        style={{ left: `${100 * at}%` }}
        title={`${orderName(order)} ${t('planner.due')}`}
      />
    );
  });
}

function place({ left, width }: Stretch) {
  return { left: `${100 * left}%`, width: `${100 * width}%` };
}
