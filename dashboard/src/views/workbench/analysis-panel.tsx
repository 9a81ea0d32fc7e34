import { Select } from 'antd';
import type { Signal } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { runsApi } from '../../live/api/runs-api.ts';
import { workbenchApi } from '../../live/api/workbench-api.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { ANALYSES } from './analysis.ts';
import { AnalysisResult } from './analysis-result.tsx';
import { MAX_WATERFALL_BURSTS } from './analysis-limits.ts';
import type { AnalysisOrder, AnalysisSource } from './analysis-messages.ts';
import { BandFields, BurstFields, Field } from './burst-fields.tsx';
import { NumberField, Kinds } from './analysis-fields.tsx';
import type { TimeWindow } from './time-window.ts';
import { useAnalysis } from './use-analysis.ts';
import { useAnalysisChoice, type AnalysisChoice } from './use-analysis-choice.ts';
import { hasHistory } from './signal-picker.tsx';
import { signalName } from './use-lanes.ts';
import { useWorkbenchRun } from './workbench-run.ts';

const REFRESH_MS = 30_000;

/** Analyses of the visible range of a signal, or of a vibration burst. */
export function AnalysisPanel(props: {
  signals: readonly Signal[];
  window: TimeWindow;
  /** Nothing is asked of the server before. */
  isReady: boolean;
}) {
  const { signals, window, isReady } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const run = useWorkbenchRun()?.id;
  const [choice, change] = useAnalysisChoice();
  const { kind } = choice;
  const isBurst = choice.source === 'burst' && kind !== 'xy';
  const of = signals.find(({ address }) => address === choice.of) ?? signals[0];
  const against =
    signals.find(({ address }) => address === choice.against) ?? signals.find((one) => one !== of);
  const sensors = useSensors(signals);
  const sensor = sensors.find(({ address }) => address === choice.sensor) ?? sensors[0];
  const bursts = useFetchedAt(
    isBurst && sensor ? `bursts ${run ?? ''} ${sensor.equipment}` : null,
    (at, abort) =>
      run === undefined
        ? workbenchApi.bursts(sensor.equipment, at, abort)
        : runsApi.bursts(run, sensor.equipment, undefined, abort),
    run === undefined ? REFRESH_MS : undefined,
  );
  const times = useMemo(
    () => (bursts.data ?? []).filter(({ channel }) => channel === sensor?.id).map(({ time }) => time),
    [bursts.data, sensor],
  );
  const burst = times.find((time) => time === choice.burst) ?? times[0];
  const source = useMemo((): AnalysisSource | null => {
    if (isBurst) {
      const wanted = kind === 'waterfall' ? times.slice(0, MAX_WATERFALL_BURSTS) : [burst];
      if (!sensor || burst === undefined) return null;
      return { type: 'bursts', run, equipment: sensor.equipment, channel: sensor.id, times: wanted };
    }
    if (!of || (kind === 'xy' && !against)) return null;
    const y = kind === 'xy' ? against!.address : undefined;
    return { type: 'range', run, x: of.address, y, from: window.from, to: window.to };
  }, [run, isBurst, kind, times, burst, sensor, of, against, window]);
  const { band, speedRpm } = choice;
  const order: Omit<AnalysisOrder, 'id'> | null =
    isReady && source ? { kind, source, options: { band, speedRpm } } : null;
  const analysed = useAnalysis(order);
  const missing = isBurst
    ? sensor
      ? bursts.data && times.length === 0 && t('analysis.noBursts')
      : t('analysis.noSensors')
    : kind === 'xy' && signals.length < 2
      ? t('analysis.pickTwo')
      : signals.length === 0 && t('analysis.pickSignal');
  return (
    <Panel title={t('analysis.title')}>
      <Kinds kinds={ANALYSES} chosen={kind} onChoose={(next) => change({ kind: next })} />
      <div className="analysis-fields">
        <SourceFields choice={choice} change={change} isBurst={isBurst} />
        {isBurst ? (
          <BurstFields {...{ sensors, sensor, times, burst, change }} isOne={kind !== 'waterfall'} />
        ) : (
          <SignalFields {...{ signals, of, against, change }} isPair={kind === 'xy'} />
        )}
        {kind === 'envelope' && <BandFields band={band} change={change} />}
        {(kind === 'order' || kind === 'envelope') && (
          <NumberField
            label={t('analysis.speed')}
            value={speedRpm}
            onChange={(next) => change({ speedRpm: next })}
          />
        )}
      </div>
      {missing ? (
        <Empty>{missing}</Empty>
      ) : (
        <AnalysisResult analysed={analysed} of={isBurst ? sensor : of} against={against} isBurst={isBurst} />
      )}
    </Panel>
  );
}

type Change = (change: Partial<AnalysisChoice>) => void;

function SourceFields(props: { choice: AnalysisChoice; change: Change; isBurst: boolean }) {
  const { choice, change, isBurst } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  if (choice.kind === 'xy' || choice.kind === 'waterfall') return null;
  return (
    <Field label={t('analysis.source')}>
      <Select
        aria-label={t('analysis.source')}
        value={isBurst ? 'burst' : 'range'}
        options={[
          { value: 'range', label: t('analysis.visible') },
          { value: 'burst', label: t('analysis.burst') },
        ]}
        onChange={(source: AnalysisChoice['source']) => change({ source })}
      />
    </Field>
  );
}

function SignalFields(props: {
  signals: readonly Signal[];
  of: Signal | undefined;
  against: Signal | undefined;
  isPair: boolean;
  change: Change;
}) {
  const { signals, of, against, isPair, change } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language } = usePreferences();
  const { index } = usePlant();
  const options = signals.map((signal) => ({
    value: signal.address as string,
    label: signalName(signal, index, language),
  }));
  const select = (label: string, value: string | undefined, onChange: (address: string) => void) => (
    <Field label={label}>
      <Select
        className="wide-select"
        aria-label={label}
        value={value}
        options={options}
        onChange={onChange}
      />
    </Field>
  );
  return (
    <>
      {select(t('analysis.signal'), of?.address, (address) => change({ of: address }))}
      {isPair && select(t('analysis.against'), against?.address, (address) => change({ against: address }))}
    </>
  );
}

/** Waveform signals; those of the machines that are looked at come first. */
function useSensors(signals: readonly Signal[]): Signal[] {
  const { index } = usePlant();
  const run = useWorkbenchRun();
  return useMemo(() => {
    const machines = new Set(signals.map(({ equipment }) => equipment));
    const all = index.model.signals.filter(
      (signal) =>
        !hasHistory(signal) && (!run || run.lines.includes(index.equipment(signal.equipment)!.line)),
    );
    return [
      ...all.filter(({ equipment }) => machines.has(equipment)),
      ...all.filter(({ equipment }) => !machines.has(equipment)),
    ];
  }, [signals, index, run]);
}
