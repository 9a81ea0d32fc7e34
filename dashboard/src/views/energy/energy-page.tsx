import type { EnergySeries } from '@linetwin/contracts';
import { MeterTree } from '@linetwin/model';
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { energyApi, type EnergySpan } from '../../live/api/energy-api.ts';
import { useIsReplay, usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useFollow, useReplayInstant } from '../../live/use-fetched-at.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { AttributionPanel } from './attribution-panel.tsx';
import { BillPanel } from './bill-panel.tsx';
import { ClassPanel } from './class-panel.tsx';
import { DemandPanel } from './demand-panel.tsx';
import { DemandWarning } from './demand-warning.tsx';
import './energy.css';
import { EnergyTiles } from './energy-tiles.tsx';
import { EnpiPanel } from './enpi-panel.tsx';
import { IdleLossPanel } from './idle-loss-panel.tsx';
import { LoadDurationPanel } from './load-duration-panel.tsx';
import { MetersPanel } from './meters-panel.tsx';
import { SankeyPanel } from './sankey-panel.tsx';
import { ReadingsPanel } from './readings-panel.tsx';
import { SavingsPanel } from './savings-panel.tsx';
import { WeekPanel } from './week-panel.tsx';

const DAY_MS = 86_400_000;
const SPANS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS };
type SpanName = keyof typeof SPANS;
/** A quarter of an hour goes by before anything new is to be seen. */
const REFRESH_MS = 120_000;
/** The forecast of the running quarter changes while it runs. */
const DEMAND_REFRESH_MS = 15_000;
const QUARTER_MS = 900_000;

/** Where every kilowatt-hour went, what it cost, and what of it made nothing. */
export default function EnergyPage() {
  const { t } = useTranslation();
  const linkTo = useLinkTo();
  const [chosen, choose] = useUrlState('span', 'week');
  const name: SpanName = chosen in SPANS ? (chosen as SpanName) : 'week';
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('energy.title')}</h1>
        <Segmented
          value={name}
          options={(Object.keys(SPANS) as SpanName[]).map((value) => ({
            value,
            label: t(`energy.span.${value}`),
          }))}
          onChange={choose}
        />
        <Link to={linkTo('/planner')}>{t('planner.link')}</Link>
      </header>
      <EnergyOf key={name} name={name} />
    </div>
  );
}

function EnergyOf({ name }: { name: SpanName }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const tree = useMemo(() => new MeterTree(index.model.energy.meters), [index]);
  const { answer, parts, site, until, retry } = useEnergy(name, tree, live);
  const isReplay = useIsReplay();
  // A forecast is of the present; the past has its measured quarters.
  const demand = useFetched(isReplay ? null : 'demand', energyApi.demand, DEMAND_REFRESH_MS).data;
  if (answer.loading || parts.loading)
    return (
      <Panel>
        <Loading rows={10} />
      </Panel>
    );
  if (!answer.data || !parts.data)
    return (
      <Panel>
        <Failure
          what={t('energy.loadFailed')}
          detail={(answer.error ?? parts.error)?.message}
          retry={retry}
        />
      </Panel>
    );
  if (answer.data.meters.length === 0)
    return (
      <Panel>
        <Empty>{t(isReplay ? 'energy.emptyThen' : 'energy.empty')}</Empty>
      </Panel>
    );
  const { rows } = parts.data;
  const series: EnergySeries | undefined = site.data;
  return (
    <>
      {/* What is about to happen now has no place above a page of the past. */}
      <DemandWarning demand={demand} />
      <EnergyTiles answer={answer.data} rows={rows} tree={tree} series={series} />
      <div className="energy-grid">
        <SankeyPanel tree={tree} meters={answer.data.meters} />
        <ClassPanel rows={rows} />
        <MetersPanel tree={tree} answer={answer.data} />
        <IdleLossPanel rows={rows} tree={tree} span={parts.data} />
        <AttributionPanel span={answer.data} />
        <BillPanel until={until} />
        <WeekPanel series={series} />
        <LoadDurationPanel series={series} contractKw={tree.root.contractKw} />
        <DemandPanel series={series} demand={demand} contractKw={tree.root.contractKw} />
        <EnpiPanel span={answer.data} />
        <SavingsPanel tree={tree} span={answer.data} />
        <ReadingsPanel tree={tree} onImported={retry} />
      </div>
    </>
  );
}

function useEnergy(name: SpanName, tree: MeterTree, live: { now(): number }) {
  const at = useReplayInstant();
  // Of the past only quarters of an hour that were over: the one that ran holds what came later.
  const until = at && Math.floor(at / QUARTER_MS) * QUARTER_MS;
  const span = (): EnergySpan => {
    const to = until ?? live.now();
    return { from: to - SPANS[name], to };
  };
  const answer = useFetched(`energy ${name}`, (abort) => energyApi.overview(span(), abort), REFRESH_MS);
  const parts = useFetched(
    `energy by meter ${name}`,
    (abort) => energyApi.attribution(span(), ['meter'], abort),
    REFRESH_MS,
  );
  const site = useFetched(
    `energy of the site ${name}`,
    (abort) => energyApi.series(span(), tree.root.id, abort),
    REFRESH_MS,
  );
  useFollow(until, answer, parts, site);
  // All of them: figures of one page are of one time.
  const retry = () => [answer, parts, site].forEach((one) => one.retry());
  return { answer, parts, site, until, retry };
}
