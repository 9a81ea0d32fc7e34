import type { BaselineAnswer, BaselineObjection, PerformanceAnswer } from '@linetwin/contracts';
import type { MeterTree } from '@linetwin/model';
import { App, Button, Popconfirm, Space } from 'antd';
import { useMemo, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { energyApi, type EnergySpan } from '../../live/api/energy-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { useReplayInstant } from '../../live/use-fetched-at.ts';
import { EChart } from '../../plots/echart.tsx';
import { formatDate, formatList, formatNumber, formatPercent, type Language } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { BaselineDialog } from './baseline-dialog.tsx';
import { chartLook } from './chart-look.ts';
import { EventDialog } from './event-dialog.tsx';
import { EventsList } from './events-list.tsx';
import { formatEnergy } from './format-energy.ts';
import { useVariableName } from './use-variable-name.ts';

/** What was saved against each baseline, with its interval, or why nothing can be said; and the events that no baseline can know. */
export function SavingsPanel({ tree, span }: { tree: MeterTree; span: EnergySpan }) {
  const { t } = useTranslation();
  const at = useReplayInstant();
  const reason = useReasonAgainst('engineer');
  const [open, setOpen] = useState<'baseline' | 'event'>();
  const baselines = useFetched('baselines', (abort) => energyApi.baselines(abort));
  const events = useFetched('energy events', (abort) => energyApi.events(abort));
  const known = baselines.data?.filter((one) => at === undefined || one.at <= at);
  const entered = events.data?.filter((one) => at === undefined || one.at <= at) ?? [];
  const close = () => setOpen(undefined);
  return (
    <Panel
      title={t('energy.savings')}
      extra={
        <Space size={8}>
          <Button size="small" disabled={!!reason} title={reason} onClick={() => setOpen('event')}>
            {t('energy.addEvent')}
          </Button>
          <Button size="small" disabled={!!reason} title={reason} onClick={() => setOpen('baseline')}>
            {t('energy.makeBaseline')}
          </Button>
        </Space>
      }
      className="energy-wide"
    >
      {baselines.loading ? (
        <Loading rows={3} />
      ) : !known ? (
        <Failure what={t('energy.loadFailed')} detail={baselines.error?.message} retry={baselines.retry} />
      ) : known.length === 0 ? (
        <Empty>{t('energy.noBaseline')}</Empty>
      ) : (
        known.map((one) => (
          <Performance
            key={one.id}
            baseline={one}
            tree={tree}
            span={span}
            // An event that was entered or withdrawn changes what was saved.
            events={entered.map(({ id }) => id).join()}
            onRetired={baselines.retry}
          />
        ))
      )}
      {entered.length > 0 && <EventsList events={entered} tree={tree} onChanged={events.retry} />}
      {open === 'baseline' && (
        <BaselineDialog
          tree={tree}
          onClose={close}
          onMade={() => {
            close();
            baselines.retry();
          }}
        />
      )}
      {open === 'event' && (
        <EventDialog
          tree={tree}
          onClose={close}
          onAdded={() => {
            close();
            events.retry();
          }}
        />
      )}
    </Panel>
  );
}

function Performance(props: {
  baseline: BaselineAnswer;
  tree: MeterTree;
  span: EnergySpan;
  events: string;
  onRetired: () => void;
}) {
  const { baseline, tree, span, events, onRetired } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { message } = App.useApp();
  const reason = useReasonAgainst('engineer');
  const nameOf = useVariableName();
  const zone = index.model.site.timeZone;
  const answer = useFetched(`performance ${baseline.id} ${span.from} ${events}`, (abort) =>
    energyApi.performance(baseline.id, span, abort),
  );
  const retire = async () => {
    try {
      await energyApi.retireBaseline(baseline.id);
      onRetired();
    } catch (error) {
      void message.error((error as Error).message);
    }
  };
  return (
    <section className="energy-classes">
      <h3>
        {baseline.name}{' '}
        <span className="muted">
          {tree.meter(baseline.meter)?.name[language] ?? baseline.meter} · {formatDate(baseline.from, zone)} –{' '}
          {formatDate(baseline.to, zone)} ·{' '}
          {t(`energy.model.${baseline.period}`, {
            days: baseline.days,
            periods: baseline.periods,
            r2: formatNumber(baseline.r2, language),
            scatter: formatPercent(baseline.cvRmse, language),
          })}
        </span>{' '}
        <Popconfirm
          title={t('energy.retireQuestion')}
          okText={t('energy.retire')}
          cancelText={t('common.cancel')}
          onConfirm={retire}
        >
          <Button size="small" type="text" disabled={!!reason} title={reason}>
            {t('energy.retire')}
          </Button>
        </Popconfirm>
      </h3>
      <p className="muted small">
        {t('energy.explainedBy', {
          variables: formatList(
            baseline.coefficients
              .filter(({ name }) => name !== 'constant')
              .map(({ name, p }) => `${nameOf(name)} (${pText(p, language)})`),
            language,
          ),
        })}
        {baseline.actsFrom &&
          t('energy.actsFrom', {
            name: nameOf(baseline.actsFrom.name),
            value: formatNumber(baseline.actsFrom.value, language),
          })}
      </p>
      <p className="muted small">
        {t('energy.residuals', {
          lags: baseline.residuals.lags,
          p: pText(baseline.residuals.p, language),
          independent: Math.floor(baseline.residuals.independent),
          periods: baseline.periods,
        })}
      </p>
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
  const nameOf = useVariableName();
  const { saving } = answer;
  if (saving.kind === 'refused')
    return (
      <p className="tone-warn">
        {saving.reasons.length === 0
          ? t(answer.ofBaseline > 0 ? 'energy.onlyBaseline' : 'energy.noPeriods', { count: answer.leftOut })
          : `${t('energy.refused')} ${saving.reasons.map((reason) => objectionText(t, reason, language, nameOf)).join('; ')}`}
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
      {answer.nonRoutineKwh !== 0 && (
        <span className="muted">
          {t('energy.eventsIn', { energy: formatEnergy(answer.nonRoutineKwh, language) })}{' '}
        </span>
      )}
      {answer.leftOut > 0 && (
        <span className="muted">{t('energy.periodsLeftOut', { count: answer.leftOut })} </span>
      )}
      {answer.ofBaseline > 0 && (
        <span className="muted">{t('energy.ofBaseline', { count: answer.ofBaseline })}</span>
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
  language: Language,
  nameOf: (name: string) => string,
): string {
  switch (reason.kind) {
    case 'fit':
      return t('energy.objection.fit', { r2: formatNumber(reason.r2, language) });
    case 'scatter':
      return t('energy.objection.scatter', { scatter: formatPercent(reason.cvRmse, language) });
    case 'variable':
      return t('energy.objection.variable', {
        name: nameOf(reason.name),
        p: formatNumber(reason.p, language),
      });
    case 'autocorrelation':
      return t('energy.objection.autocorrelation', { value: formatNumber(reason.value, language) });
    case 'extrapolation':
      return t('energy.objection.extrapolation', {
        name: nameOf(reason.name),
        share: formatPercent(reason.outside, language, 0),
      });
    case 'shift':
      return t('energy.objection.shift', {
        name: nameOf(reason.name),
        deviations: formatNumber(reason.deviations, language),
      });
  }
}

function pText(p: number, language: Language): string {
  return p < 0.001 ? 'p < 0.001' : `p ${formatNumber(p, language, 3)}`;
}
