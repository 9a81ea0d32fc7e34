import { Select } from 'antd';
import type { Signal } from '@linetwin/model';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { NumberField } from './analysis-fields.tsx';
import type { AnalysisChoice } from './use-analysis-choice.ts';
import { signalName } from './use-lanes.ts';

type Change = (change: Partial<AnalysisChoice>) => void;

/** Which sensor, and which of its bursts. */
export function BurstFields(props: {
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

/** Band of an envelope. */
export function BandFields({ band, change }: { band: AnalysisChoice['band']; change: Change }) {
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

export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label>
      <span>{label}</span>
      {children}
    </label>
  );
}
