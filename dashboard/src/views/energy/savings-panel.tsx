import type { BaselineAnswer, BaselineObjection, PerformanceAnswer } from '@linetwin/contracts';
import type { MeterTree } from '@linetwin/model';
import { Button, Tooltip } from 'antd';
import { useMemo, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { energyApi, type EnergySpan } from '../../live/energy-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useReplayInstant } from '../../live/use-fetched-at.ts';
import { EChart } from '../../plots/echart.tsx';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { chartLook } from './chart-look.ts';
import { formatEnergy } from './format-energy.ts';

const DAY_MS = 86_400_000;
/** A baseline that is made here rests on so many days before today. */
const BASELINE_DAYS = 90;

/** What was saved against each baseline, with its interval, or why nothing can be said. */
export function SavingsPanel({ tree, span }: { tree: MeterTree; span: EnergySpan }) {
  const { t } = useTranslation();
  const at = useReplayInstant();
  const baselines = useFetched('baselines', (abort) => energyApi.baselines(abort));
  const known = baselines.data?.filter((one) => at === undefined || one.at <= at);
  return (
    <Panel
      title={t('energy.savings')}
      extra={<MakeBaseline tree={tree} onMade={baselines.retry} />}
      className="energy-wide"
    >
      {baselines.loading ? (
        <Loading rows={3} />
      ) : !known ? (
        <Failure what={t('energy.loadFailed')} detail={baselines.error?.message} retry={baselines.retry} />
      ) : known.length === 0 ? (
        <Empty>{t('energy.noBaseline')}</Empty>
      ) : (
        known.map((one) => <Performance key={one.id} baseline={one} tree={tree} span={span} />)
      )}
    </Panel>
  );
}

function MakeBaseline({ tree, onMade }: { tree: MeterTree; onMade: () => void }) {
  const { t } = useTranslation();
  const { live } = usePlant();
  const reason = useReasonAgainst('engineer');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const to = live.now();
      const name = t('energy.baselineName', { date: new Date(to).toISOString().slice(0, 10) });
      await energyApi.makeBaseline({ name, meter: tree.root.id, from: to - BASELINE_DAYS * DAY_MS, to });
      onMade();
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <>
      {problem && <span className="tone-warn">{problem}</span>}
      <Tooltip title={reason}>
        <Button size="small" disabled={reason !== undefined} loading={busy} onClick={() => void make()}>
          {t('energy.makeBaseline', { days: BASELINE_DAYS })}
        </Button>
      </Tooltip>
    </>
  );
}

function Performance(props: { baseline: BaselineAnswer; tree: MeterTree; span: EnergySpan }) {
  const { baseline, tree, span } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const answer = useFetched(`performance ${baseline.id} ${span.from}`, (abort) =>
    energyApi.performance(baseline.id, span, abort),
  );
  const meter = tree.meter(baseline.meter);
  return (
    <section className="energy-classes">
      <h3>
        {baseline.name}{' '}
        <span className="muted">
          {meter?.name[language] ?? baseline.meter} ·{' '}
          {t('energy.model', {
            days: baseline.days,
            r2: formatNumber(baseline.r2, language),
            scatter: formatPercent(baseline.cvRmse, language),
          })}
        </span>
      </h3>
      {answer.loading ? (
        <Loading rows={3} />
      ) : !answer.data ? (
        <Failure what={t('energy.loadFailed')} detail={answer.error?.message} retry={answer.retry} />
      ) : (
        <>
          <Verdict answer={answer.data} />
          {answer.data.days.length > 1 && <Cusum answer={answer.data} />}
        </>
      )}
    </section>
  );
}

function Verdict({ answer }: { answer: PerformanceAnswer }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { saving } = answer;
  if (saving.kind === 'refused')
    return (
      <p className="tone-warn">
        {saving.reasons.length === 0
          ? t('energy.noDays', { count: answer.leftOut })
          : `${t('energy.refused')} ${saving.reasons.map((reason) => objectionText(t, reason, language)).join('; ')}`}
      </p>
    );
  const percent = (share: number) => formatPercent(share, language);
  return (
    <p>
      <b>{t(`energy.verdict.${saving.verdict}`)}</b>{' '}
      {t('energy.interval', {
        share: percent(saving.share),
        lower: percent(saving.lowerShare),
        upper: percent(saving.upperShare),
        energy: formatEnergy(saving.savingKwh, language),
      })}{' '}
      {answer.leftOut > 0 && (
        <span className="muted">{t('energy.daysLeftOut', { count: answer.leftOut })}</span>
      )}
    </p>
  );
}

function Cusum({ answer }: { answer: PerformanceAnswer }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const option = useMemo(() => {
    const look = chartLook(theme);
    return {
      grid: look.grid,
      tooltip: {
        ...look.tooltip,
        trigger: 'axis',
        valueFormatter: (value: number) => formatEnergy(value, language),
      },
      xAxis: { type: 'category', data: answer.days.map(({ day }) => day.slice(5)), ...look.axis },
      yAxis: { type: 'value', name: 'kWh', ...look.axis },
      series: [
        {
          type: 'line',
          name: t('energy.cusum'),
          showSymbol: false,
          lineStyle: { color: look.palette.series[0], width: 1.5 },
          areaStyle: { color: look.palette.series[0], opacity: 0.1 },
          data: answer.days.map(({ cusumKwh }) => cusumKwh),
          markLine: {
            symbol: 'none',
            silent: true,
            lineStyle: { color: look.palette.warning, type: 'dashed' },
            label: { ...look.text, formatter: ({ name }: { name: string }) => name },
            data: answer.changes.map(({ day, direction }) => ({
              xAxis: day.slice(5),
              name: t(`energy.change.${direction}`),
            })),
          },
        },
      ],
    };
  }, [answer, theme, language, t]);
  return <EChart option={option} height={180} label={t('energy.cusum')} />;
}

function objectionText(
  t: TFunction,
  reason: BaselineObjection,
  language: Parameters<typeof formatNumber>[1],
): string {
  switch (reason.kind) {
    case 'fit':
      return t('energy.objection.fit', { r2: formatNumber(reason.r2, language) });
    case 'scatter':
      return t('energy.objection.scatter', { scatter: formatPercent(reason.cvRmse, language) });
    case 'variable':
      return t('energy.objection.variable', { name: reason.name, p: formatNumber(reason.p, language) });
    case 'autocorrelation':
      return t('energy.objection.autocorrelation', { value: formatNumber(reason.value, language) });
    case 'extrapolation':
      return t('energy.objection.extrapolation', {
        name: reason.name,
        share: formatPercent(reason.outside, language, 0),
      });
    case 'shift':
      return t('energy.objection.shift', {
        name: reason.name,
        deviations: formatNumber(reason.deviations, language),
      });
  }
}
