import type { KeptBurst } from '@linetwin/contracts';
import { isWaveform, type Signal } from '@linetwin/model';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { runsApi } from '../../live/api/runs-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched, type Fetched } from '../../live/use-fetched.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import type { AnalysisKind } from '../workbench/analysis.ts';
import { Kinds, NumberField } from '../workbench/analysis-fields.tsx';
import { MAX_WATERFALL_BURSTS } from '../workbench/analysis-limits.ts';
import type { AnalysisSource } from '../workbench/analysis-messages.ts';
import { AnalysisResult } from '../workbench/analysis-result.tsx';
import { BandFields, BurstFields } from '../workbench/burst-fields.tsx';
import { useAnalysis } from '../workbench/use-analysis.ts';
import { useAnalysisChoice } from '../workbench/use-analysis-choice.ts';
import '../workbench/workbench.css';

/** Analyses that are made of bursts. */
const KINDS: readonly AnalysisKind[] = ['spectrum', 'envelope', 'order', 'waterfall', 'kurtogram'];

/** Vibration bursts of a run, of whichever machine is chosen. */
export function RunBursts({ run, lines }: { run: string; lines: readonly string[] }) {
  const { index } = usePlant();
  const sensors = useMemo(
    () =>
      index.model.signals.filter(
        (one) => isWaveform(one) && lines.includes(index.equipment(one.equipment)!.line),
      ),
    [index, lines],
  );
  const [choice] = useAnalysisChoice();
  const sensor = sensors.find(({ address }) => address === choice.sensor) ?? sensors[0];
  const bursts = useFetched(sensor ? `bursts of ${run} ${sensor.equipment}` : null, (abort) =>
    runsApi.bursts(run, sensor.equipment, undefined, abort),
  );
  return <BurstAnalysis {...{ run, sensors, sensor, bursts }} />;
}

/** Bursts of one machine that had been taken at the cursor of a replay of a run; nothing of a machine without a sensor. */
export function RunBurstsAtCursor(props: { run: string; equipment: string; name: string }) {
  const { run, equipment, name } = props;
  const { index } = usePlant();
  const sensors = useMemo(
    () => index.model.signals.filter((one) => one.equipment === equipment && isWaveform(one)),
    [index, equipment],
  );
  const bursts = useFetchedAt(sensors.length > 0 ? `bursts of ${run} ${equipment}` : null, (at, abort) =>
    runsApi.bursts(run, equipment, at, abort),
  );
  if (sensors.length === 0) return null;
  return <BurstAnalysis {...{ run, sensors, bursts, sensor: sensors[0], name }} />;
}

function BurstAnalysis(props: {
  run: string;
  sensors: readonly Signal[];
  sensor: Signal | undefined;
  bursts: Fetched<KeptBurst[]>;
  /** Of the run, where two are looked at. */
  name?: string;
}) {
  const { run, sensors, sensor, bursts, name } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'runs' });
  const { t: common } = useTranslation('translation', { keyPrefix: 'workbench' });
  const [choice, change] = useAnalysisChoice();
  const kind = KINDS.includes(choice.kind) ? choice.kind : 'spectrum';
  const times = useMemo(
    () => (bursts.data ?? []).filter(({ channel }) => channel === sensor?.id).map(({ time }) => time),
    [bursts.data, sensor],
  );
  const burst = times.find((time) => time === choice.burst) ?? times[0];
  const source = useMemo((): AnalysisSource | null => {
    if (!sensor || burst === undefined) return null;
    const { equipment, id: channel } = sensor;
    const wanted = kind === 'waterfall' ? times.slice(0, MAX_WATERFALL_BURSTS) : [burst];
    return { type: 'bursts', run, equipment, channel, times: wanted };
  }, [run, kind, times, burst, sensor]);
  const { band, speedRpm } = choice;
  const analysed = useAnalysis(source && { kind, source, options: { band, speedRpm } });
  const title = name === undefined ? t('bursts.title') : `${t('bursts.title')} · ${name}`;
  let shown: ReactNode;
  if (!sensor) shown = <Empty>{t('bursts.noSensors')}</Empty>;
  else if (bursts.data && burst === undefined) shown = <Empty>{t('bursts.none')}</Empty>;
  else if (bursts.data)
    shown = <AnalysisResult analysed={analysed} of={sensor} against={undefined} isBurst />;
  else if (bursts.error)
    shown = <Failure what={t('bursts.failed')} detail={bursts.error.message} retry={bursts.retry} />;
  else shown = <Loading rows={4} />;
  return (
    <Panel title={title}>
      <Kinds kinds={KINDS} chosen={kind} onChoose={(next) => change({ kind: next })} />
      <div className="analysis-fields">
        <BurstFields {...{ sensors, sensor, times, burst, change }} isOne={kind !== 'waterfall'} />
        {kind === 'envelope' && <BandFields band={band} change={change} />}
        {(kind === 'order' || kind === 'envelope') && (
          <NumberField
            label={common('analysis.speed')}
            value={speedRpm}
            onChange={(next) => change({ speedRpm: next })}
          />
        )}
      </div>
      {shown}
    </Panel>
  );
}
