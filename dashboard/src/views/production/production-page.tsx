import { productionIntervalStart } from '@linetwin/kpi';
import type { Line } from '@linetwin/model';
import { Dropdown, Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { indicatorFile, productionApi, reportFile, type LineSpan } from '../../live/api/production-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useFollow, useReplayInstant } from '../../live/use-fetched-at.ts';
import { formatMoment } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import '../../ui/production.css';
import { useUrlState } from '../../ui/use-url-state.ts';
import { BlankPeriod } from './blank-period.tsx';
import { BottleneckPanel } from './bottleneck-panel.tsx';
import { ParetoPanel, WaterfallPanel } from './charts.tsx';
import { EnergyPanel } from './energy-panel.tsx';
import { IndicatorsPanel } from './indicators-panel.tsx';
import { LossTreePanel } from './loss-tree-panel.tsx';
import { OrdersPanel } from './orders-panel.tsx';
import { OutputPanel } from './output-panel.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { blankReason } from './recorded.ts';
import { StopsPanel } from './stops-panel.tsx';
import { Summary } from './summary.tsx';
import { endOf, usePeriod, type ChosenPeriod } from './use-period.ts';

const REFRESH_MS = 15_000;
const WEEK_MS = 7 * 86_400_000;

/** What a line made against its plan, where its time went, why it stood, and what is to be expected. */
export default function ProductionPage() {
  const { index } = usePlant();
  const { lines } = index.model;
  const [id, setLine] = useUrlState('line', lines[0].id);
  const line = index.line(id) ?? lines[0];
  // Shifts are known of two weeks before the page was opened.
  const week = Math.floor((useReplayInstant() ?? 0) / WEEK_MS);
  return <LineProduction key={`${line.id} ${week}`} line={line} chooseLine={setLine} />;
}

function LineProduction({ line, chooseLine }: { line: Line; chooseLine: (id: string) => void }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const chosen = usePeriod(line.id, useReplayInstant());
  const { span, shift } = chosen;
  const zone = index.model.site.timeZone;
  const until = span && countedUntil(span);
  return (
    <div className="page">
      <header className="page-head production-head">
        <h1>{t('production.title')}</h1>
        <Segmented
          aria-label={t('production.line')}
          value={line.id}
          options={index.model.lines.map(({ id, name }) => ({ value: id, label: name[language] }))}
          onChange={chooseLine}
        />
        <PeriodPicker chosen={chosen} />
        {span && <Export span={span} />}
      </header>
      {span && (
        <p className="muted production-span">
          {shift && `${shift.name[language]} · `}
          {formatMoment(span.from, zone).slice(0, 16)} – {formatMoment(until!, zone).slice(0, 16)}{' '}
          {t('common.plantTime')}
          {span.at !== undefined && ` · ${t('production.wholeQuarters')}`}
        </p>
      )}
      {span ? (
        <SpanView line={line} span={span} />
      ) : (
        <Panel>
          <NoSpan chosen={chosen} />
        </Panel>
      )}
    </div>
  );
}

/** What there is to do where no span is shown. */
function NoSpan({ chosen }: { chosen: ChosenPeriod }) {
  const { t } = useTranslation();
  if (chosen.period === 'custom') return <Empty>{t('production.period.choose')}</Empty>;
  if (chosen.loading) return <Loading rows={8} />;
  const { shiftsError } = chosen;
  return shiftsError ? (
    <Failure
      what={t('production.period.shiftsFailed')}
      detail={shiftsError.message}
      retry={chosen.retryShifts}
    />
  ) : (
    <Empty>{t('production.period.none')}</Empty>
  );
}

/** Of an instant the quarters are counted that were over by then. */
function countedUntil({ from, to, at }: LineSpan): number {
  return at === undefined ? to : Math.max(from, Math.min(to, productionIntervalStart(at)));
}

function SpanView({ line, span }: { line: Line; span: LineSpan }) {
  const { t } = useTranslation();
  const key = `${span.line} ${span.from}`;
  const overview = useFetched(`overview ${key}`, (abort) => productionApi.overview(span, abort), REFRESH_MS);
  const stops = useFetched(`stops ${key}`, (abort) => productionApi.stops(span, false, abort), REFRESH_MS);
  useFollow(endOf(span), overview, stops);
  if (overview.error && !overview.data)
    return (
      <Panel>
        <Failure what={t('production.loadFailed')} detail={overview.error.message} retry={overview.retry} />
      </Panel>
    );
  if (!overview.data)
    return (
      <Panel>
        <Loading rows={10} />
      </Panel>
    );
  const { data } = overview;
  const blank = blankReason(data);
  if (blank)
    return (
      <>
        <BlankPeriod reason={blank} overview={data} />
        <div className="production-grid">
          <OrdersPanel line={line} />
        </div>
      </>
    );
  return (
    <>
      <Summary overview={data} />
      <div className="production-grid">
        <WaterfallPanel overview={data} />
        <LossTreePanel overview={data} />
        <OutputPanel overview={data} />
        <ParetoPanel overview={data} />
        <BottleneckPanel overview={data} />
        <EnergyPanel overview={data} />
        <StopsPanel
          span={span}
          stops={stops.data}
          onExplained={() => {
            stops.retry();
            overview.retry();
          }}
        />
        <OrdersPanel line={line} />
        <IndicatorsPanel line={line} span={span} machines={data.machines} />
      </div>
    </>
  );
}

function Export({ span }: { span: LineSpan }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const files = [
    { text: t('production.report'), href: reportFile(span, language) },
    ...(['xlsx', 'csv'] as const).flatMap((format) => {
      const name = { format: format.toUpperCase() };
      return [
        { text: t('production.byMachine', name), href: indicatorFile(span, 'machine', format) },
        { text: t('production.byHour', name), href: indicatorFile(span, 'hour', format) },
      ];
    }),
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: files.map(({ text, href }) => ({
          key: href,
          label: (
            <a href={href} download>
              {text}
            </a>
          ),
        })),
      }}
    >
      <Button>{t('production.export')}</Button>
    </Dropdown>
  );
}
