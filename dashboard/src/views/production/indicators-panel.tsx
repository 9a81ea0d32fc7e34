import type { IndicatorRow } from '@linetwin/contracts';
import { overEffective } from '@linetwin/kpi';
import type { Line } from '@linetwin/model';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productionApi, type LineSpan } from '../../live/api/production-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useFollow } from '../../live/use-fetched-at.ts';
import { formatCount, formatDate, formatPercent, NO_VALUE } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable, type Column } from '../../ui/stack-table.tsx';
import { useLinkTo, useUrlState } from '../../ui/use-url-state.ts';
import { OverEffectiveWord } from '../shared/over-effective-note.tsx';
import { durationText, mtbfText } from './reason-text.ts';
import { isRecorded } from './recorded.ts';
import { endOf } from './use-period.ts';

const KEYS = ['machine', 'shift', 'product', 'order', 'day'] as const;
type Key = (typeof KEYS)[number];
const REFRESH_MS = 15_000;

/** Every indicator of ISO 22400 that people ask for, by machine of the flow, or of the line by shift, product, order or day. */
export function IndicatorsPanel(props: { line: Line; span: LineSpan; machines: readonly IndicatorRow[] }) {
  const { line, span, machines } = props;
  const { t } = useTranslation();
  const { index } = usePlant();
  const [chosen, choose] = useUrlState('by', 'machine');
  const key: Key = KEYS.find((one) => one === chosen) ?? 'machine';
  const order = new Map<string, number>(index.model.equipment.map(({ address }, i) => [address, i]));
  const place = ({ machine }: IndicatorRow) => order.get(machine!) ?? 0;
  return (
    <Panel
      flush
      title={t('production.indicators')}
      extra={
        <Segmented
          size="small"
          aria-label={t('production.indicators')}
          value={key}
          options={KEYS.map((value) => ({ value, label: t(`production.by.${value}`) }))}
          onChange={choose}
        />
      }
      className="production-wide"
    >
      {key === 'machine' ? (
        <IndicatorTable line={line} by={key} rows={machines.toSorted((a, b) => place(a) - place(b))} />
      ) : (
        <FetchedTable key={key} line={line} span={span} by={key} />
      )}
    </Panel>
  );
}

function FetchedTable({ line, span, by }: { line: Line; span: LineSpan; by: Exclude<Key, 'machine'> }) {
  const { t } = useTranslation();
  const answer = useFetched(
    `indicators ${span.line} ${span.from} by ${by}`,
    (abort) => productionApi.indicators(span, by, abort),
    REFRESH_MS,
  );
  useFollow(endOf(span), answer);
  if (answer.data) return <IndicatorTable line={line} by={by} rows={answer.data} />;
  if (answer.loading) return <Loading rows={3} />;
  return <Failure what={t('production.loadFailed')} detail={answer.error?.message} retry={answer.retry} />;
}

function IndicatorTable({ line, by, rows }: { line: Line; by: Key; rows: readonly IndicatorRow[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const nameOf = useRowName(line, by);
  if (rows.length === 0) return <Empty>{t('production.empty')}</Empty>;
  const number = (title: string, cell: Column<IndicatorRow>['cell']): Column<IndicatorRow> => ({
    title,
    className: 'num',
    cell,
  });
  const percent = (title: string, value: (row: IndicatorRow) => number | null) =>
    number(title, (row) => formatPercent(value(row), language));
  const count = (row: IndicatorRow, value: number) =>
    isRecorded(row) ? formatCount(value, language) : NO_VALUE;
  const duration = (seconds: number | null) => (seconds === null ? NO_VALUE : durationText(seconds));
  return (
    <StackTable
      rows={rows}
      rowKey={(row) => String(row[by === 'day' ? 'from' : by])}
      columns={[
        { title: t(`production.by.${by}`), cell: nameOf },
        number(t('production.oee'), (row) =>
          row.PBT > 0 ? (
            <b>{formatPercent(row.oee, language)}</b>
          ) : (
            t(isRecorded(row) ? 'production.noPlan' : 'production.noRecord')
          ),
        ),
        percent(t('production.availability'), ({ availability }) => availability),
        number(t('production.effectiveness'), (row) => (
          <span>
            {formatPercent(row.effectiveness, language)}
            <OverEffectiveWord over={overEffective(row)} />
          </span>
        )),
        percent(t('production.quality'), ({ qualityRatio }) => qualityRatio),
        percent('NEE', ({ nee }) => nee),
        number(t('production.made'), (row) => count(row, row.GQ)),
        number(t('production.scrap'), (row) => (
          <>
            {count(row, row.SQ)}
            {isRecorded(row) && (
              <small className="muted block">{formatPercent(row.scrapRatio, language)}</small>
            )}
          </>
        )),
        percent(t('production.firstPass'), ({ firstPassYield }) => firstPassYield),
        percent(t('production.setup'), ({ setupRatio }) => setupRatio),
        number(t('production.microStops'), (row) => (
          <>
            {count(row, row.microStops)}
            {row.microStops > 0 && <small className="muted block">{durationText(row.microStopS)}</small>}
          </>
        )),
        number(t('production.failures'), (row) => count(row, row.FE)),
        number('MTBF', ({ mtbfS, FE }) => mtbfText(mtbfS, FE)),
        number('MTTR', ({ meanRepairS }) => duration(meanRepairS)),
      ]}
    />
  );
}

function useRowName(line: Line, by: Key): Column<IndicatorRow>['cell'] {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const { products } = index.model.production;
  const zone = index.model.site.timeZone;
  return ({ machine, shift, product, order, from }) => {
    switch (by) {
      case 'machine': {
        const equipment = index.equipment(machine!);
        return (
          <Link to={linkTo(`/equipment/${machine}`)}>
            <b>{equipment?.id ?? machine}</b> {equipment?.name[language]}
          </Link>
        );
      }
      case 'shift':
        return <b>{line.shifts.find(({ id }) => id === shift)?.name[language] ?? t('production.noShift')}</b>;
      case 'product':
        return <b>{products.find(({ id }) => id === product)?.name[language] ?? line.product[language]}</b>;
      case 'order':
        return <b>{order || t('production.noOrder')}</b>;
      case 'day':
        return <b>{formatDate(from ?? NaN, zone)}</b>;
    }
  };
}
