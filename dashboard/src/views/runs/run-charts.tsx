import type { HistorySeries, RunLabel, RunSummary } from '@linetwin/contracts';
import { useMemo } from 'react';
import { usePlant } from '../../live/session-context.ts';
import { runsApi } from '../../live/api/runs-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { RunChart, type RunLine } from '../../plots/run-chart.tsx';
import { unitText } from '../../ui/format.ts';
import { Failure, Loading } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useRunNames, useRunTexts } from './run-texts.ts';

const POINTS = 800;

/** Signals of a run over its time; with a second run laid over the first, each from its own start. */
export function RunCharts(props: {
  run: RunSummary;
  other: RunSummary | undefined;
  signals: readonly string[];
  labels: readonly RunLabel[];
}) {
  const { run, other, signals, labels } = props;
  const t = useRunTexts();
  const names = useRunNames(run, other);
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const first = useRunHistory(run, signals);
  const second = useRunHistory(other, signals);
  // Two stories of the same length may have been set at different times.
  const shift = other ? run.beginAt - other.beginAt : 0;
  const to = Math.max(run.endAt, other ? other.endAt + shift : 0);
  const bands = useMemo(
    () => labels.map((label) => ({ from: label.from, to: label.to ?? run.endAt })),
    [labels, run.endAt],
  );
  if (first.loading || second.loading) return <Loading rows={6} />;
  const failed = first.error ?? second.error;
  if (failed) return <Failure what={t('loadFailed')} detail={failed.message} retry={first.retry} />;
  return signals.map((address) => {
    const signal = index.signal(address);
    const machine = signal && index.equipment(signal.equipment);
    const title = signal ? `${machine!.id} ${signal.name[language]}` : address;
    const lines = [
      lineOf(first.data?.series, address, 0),
      ...(other ? [lineOf(second.data?.series, address, shift)] : []),
    ];
    return (
      <figure key={address} className="run-chart">
        <figcaption>
          <b>{title}</b>
          <span className="run-key">{names[0]}</span>
          {other && (
            <span className="run-key" data-run="other">
              {names[1]}
            </span>
          )}
        </figcaption>
        {lines.some(({ time }) => time.length > 0) ? (
          <RunChart
            lines={lines}
            bands={bands}
            from={run.beginAt}
            to={to}
            label={t('look.chart', { signal: title })}
            axisLabel={unitText(signal?.unit ?? '')}
            timeZone={index.model.site.timeZone}
            language={language}
            theme={theme}
            height={180}
          />
        ) : (
          <p className="muted">{t('look.noValues')}</p>
        )}
      </figure>
    );
  });
}

function useRunHistory(run: RunSummary | undefined, signals: readonly string[]) {
  const key = run && signals.length > 0 ? `${run.id} ${signals.join()}` : null;
  return useFetched(key, (abort) =>
    runsApi.history(run!.id, { signals, from: run!.beginAt, to: run!.endAt, points: POINTS }, abort),
  );
}

function lineOf(series: readonly HistorySeries[] | undefined, address: string, shift: number): RunLine {
  const found = series?.find(({ signal }) => signal === address);
  if (!found) return { time: [], low: [], high: [], mean: [] };
  return {
    time: shift === 0 ? found.time : found.time.map((at) => at + shift),
    low: found.min,
    high: found.max,
    mean: found.mean,
  };
}
