import { Select } from 'antd';
import type { Signal } from '@linetwin/model';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { workbenchApi } from '../../live/workbench-api.ts';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { ANALYSES } from './analysis.ts';
import { AnalysisChart, type AxisName } from './analysis-charts.tsx';
import { MAX_ANALYSED_VALUES, MAX_WATERFALL_BURSTS } from './analysis-limits.ts';
import type { AnalysisOrder, AnalysisSource } from './analysis-messages.ts';
import { expectedMarks } from './expected-marks.ts';
import { NumberField, Kinds } from './analysis-fields.tsx';
import type { TimeWindow } from './time-window.ts';
import { useAnalysis, type Analysed } from './use-analysis.ts';
import { useAnalysisChoice, type AnalysisChoice } from './use-analysis-choice.ts';
import { hasHistory } from './signal-picker.tsx';
import { signalName } from './use-lanes.ts';

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
  const [choice, change] = useAnalysisChoice();
  const { kind } = choice;
  const isBurst = choice.source === 'burst' && kind !== 'xy';
  const of = signals.find(({ address }) => address === choice.of) ?? signals[0];
  const against =
    signals.find(({ address }) => address === choice.against) ?? signals.find((one) => one !== of);
  const sensors = useSensors(signals);
  const sensor = sensors.find(({ address }) => address === choice.sensor) ?? sensors[0];
  const bursts = useFetchedAt(
    isBurst && sensor ? `bursts ${sensor.equipment}` : null,
    (at, abort) => workbenchApi.bursts(sensor.equipment, at, abort),
    REFRESH_MS,
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
      return { type: 'bursts', equipment: sensor.equipment, channel: sensor.id, times: wanted };
    }
    if (!of || (kind === 'xy' && !against)) return null;
    const y = kind === 'xy' ? against!.address : undefined;
    return { type: 'range', x: of.address, y, from: window.from, to: window.to };
  }, [isBurst, kind, times, burst, sensor, of, against, window]);
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
        <Result analysed={analysed} of={isBurst ? sensor : of} against={against} isBurst={isBurst} />
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

function BurstFields(props: {
  sensors: readonly Signal[];
  sensor: Signal | undefined;
  times: readonly number[];
  burst: number | undefined;
  isOne: boolean;
  change: Change;
}) {
  const { sensors, sensor, times, burst, isOne, change } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  return (
    <>
      <Field label={t('analysis.machine')}>
        <Select
          className="wide-select"
          aria-label={t('analysis.machine')}
          showSearch={{ optionFilterProp: 'label' }}
          value={sensor?.address as string | undefined}
          options={sensors.map((one) => ({
            value: one.address as string,
            label: signalName(one, index, language),
          }))}
          onChange={(address) => change({ sensor: address, burst: undefined })}
        />
      </Field>
      {isOne && times.length > 0 && (
        <Field label={t('analysis.burstAt')}>
          <Select
            aria-label={t('analysis.burstAt')}
            value={burst}
            options={times.map((time) => ({ value: time, label: formatMoment(time, zone) }))}
            onChange={(time) => change({ burst: time })}
          />
        </Field>
      )}
    </>
  );
}

function BandFields({ band, change }: { band: AnalysisChoice['band']; change: Change }) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { lowHz, highHz } = band ?? {};
  const put = (low: number | undefined, high: number | undefined) =>
    change({ band: high === undefined ? undefined : { lowHz: low ?? 0, highHz: high } });
  return (
    <>
      <NumberField
        label={t('analysis.bandFrom')}
        value={lowHz}
        placeholder={t('analysis.bandBest')}
        onChange={(next) => put(next, highHz ?? (next === undefined ? undefined : next * 2))}
      />
      <NumberField
        label={t('analysis.bandTo')}
        value={highHz}
        placeholder={t('analysis.bandBest')}
        onChange={(next) => put(lowHz, next)}
      />
    </>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label>
      <span>{label}</span>
      {children}
    </label>
  );
}

function Result(props: {
  analysed: Analysed;
  of: Signal | undefined;
  against: Signal | undefined;
  isBurst: boolean;
}) {
  const { analysed, of, against, isBurst } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { answer, isRunning } = analysed;
  const result = answer && 'result' in answer ? answer.result : undefined;
  const nameOf = (signal: Signal | undefined): AxisName => ({
    name: signal ? signalName(signal, index, language) : '',
    unit: signal?.unit ?? '',
  });
  const [x, y] = [nameOf(of), nameOf(against)];
  const speed = result && 'speedRpm' in result ? result.speedRpm : null;
  const marks = useMemo(() => {
    const machine = of && index.equipment(of.equipment);
    if (!isBurst || !machine || speed === null || !result) return [];
    return expectedMarks(machine, of.id, result.kind === 'order' ? 60 : speed, theme);
  }, [isBurst, of, index, speed, result, theme]);
  return (
    <div className="analysis-result" aria-busy={isRunning}>
      <p className="note" role="status">
        {isRunning
          ? t('analysis.running')
          : answer && 'problem' in answer
            ? t('analysis.failed', {
                detail: t(`analysis.problems.${answer.problem}`, {
                  max: formatCount(MAX_ANALYSED_VALUES, language),
                  detail: answer.detail,
                }),
              })
            : ''}
      </p>
      {result && <AnalysisChart result={result} x={x} y={y} marks={marks} />}
    </div>
  );
}

/** Waveform signals; those of the machines that are looked at come first. */
function useSensors(signals: readonly Signal[]): Signal[] {
  const { index } = usePlant();
  return useMemo(() => {
    const machines = new Set(signals.map(({ equipment }) => equipment));
    const all = index.model.signals.filter((signal) => !hasHistory(signal));
    return [
      ...all.filter(({ equipment }) => machines.has(equipment)),
      ...all.filter(({ equipment }) => !machines.has(equipment)),
    ];
  }, [signals, index]);
}
