import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SpectrumChart, type MarkedLine } from '../../plots/spectrum-chart.tsx';
import {
  formatNumber,
  formatPercent,
  formatQuantity,
  NO_VALUE,
  withUnit,
  type Language,
} from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import type { DrawnMotorDiagnosis, DrawnMotorFeatures } from './motor-diagnosis.ts';
import { SignTable } from './sign-table.tsx';

/** Lowest level that is drawn: below is noise of the converter. */
const LOWEST_DB = -100;
const HALF_WIDTH_HZ = 0.15;

/** The current around its supply line, with the lines that broken bars would draw, and what decided. */
export function MotorEvidence({
  diagnosis,
  features,
}: {
  diagnosis: DrawnMotorDiagnosis;
  features: DrawnMotorFeatures;
}) {
  const { t } = useTranslation('translation', { keyPrefix: 'motor' });
  const { language, theme } = usePreferences();
  const { evidence, parameters } = diagnosis;
  const marks = useMemo(() => {
    const { series, text3 } = PALETTES[theme];
    const stands = ({ prominence }: { prominence: number }) =>
      prominence >= (parameters?.lines.minimumProminence ?? 4.5);
    const mark = (label: string, hz: number, hit: boolean, colour: string): MarkedLine => ({
      label,
      frequencyHz: hz,
      toleranceHz: HALF_WIDTH_HZ,
      hit,
      harmonic: 1,
      colour,
    });
    const { supplyHz, lower, upper, swing } = features;
    return [
      mark(t('rotorLower'), lower.hz, stands(lower), series[5]),
      mark(t('rotorUpper'), upper.hz, stands(upper), series[5]),
      mark(t('supply'), supplyHz, true, text3),
      ...(swing ? [mark(t('swing'), swing.hz, true, series[1])] : []),
    ];
  }, [features, parameters, t, theme]);
  return (
    <section className="evidence">
      <ul className="line-legend">
        <li>
          <i style={{ background: 'var(--series-5)' }} /> {t('expected')}
        </li>
      </ul>
      <SpectrumChart
        frequencyHz={evidence.spectrum.hz}
        amplitude={evidence.spectrum.db}
        amplitudeRange={[LOWEST_DB, 0]}
        unit="dB"
        marks={marks}
        frequencyLabel={t('frequency')}
        amplitudeLabel={t('level')}
        label={t('spectrum')}
        language={language}
        theme={theme}
        height={260}
      />
      {parameters && (
        <p className="muted small">
          {t('watchFrom', {
            watch: decibels(parameters.rotorBar.watchDb, language),
            fault: decibels(parameters.rotorBar.faultDb, language),
          })}
        </p>
      )}
      {diagnosis.watch && <p>{t('watch')}</p>}
      <div className="finding-words">
        <MotorLines diagnosis={diagnosis} features={features} />
        <MotorSigns diagnosis={diagnosis} />
      </div>
    </section>
  );
}

function MotorLines({
  diagnosis: { evidence },
  features,
}: {
  diagnosis: DrawnMotorDiagnosis;
  features: DrawnMotorFeatures;
}) {
  const { t } = useTranslation('translation', { keyPrefix: 'motor' });
  const { language } = usePreferences();
  const { reference } = evidence;
  const hertz = (hz: number) => withUnit(formatNumber(hz, language, 2), 'Hz');
  const share = (value: number | null | undefined) =>
    value == null ? NO_VALUE : formatPercent(value, language, 2);
  const level = (db: number | undefined) => (db === undefined ? NO_VALUE : decibels(db, language));
  const { lower, upper, secondLower, secondUpper, negativeShare, voltage } = features;
  const usualVoltage = reference?.voltageNegative;
  const side = (key: string, { hz, db }: DrawnMotorFeatures['lower']) => ({
    key,
    where: hertz(hz),
    now: level(db),
    usual: NO_VALUE,
  });
  const rows = [
    side(t('rotorLower'), lower),
    side(t('rotorUpper'), upper),
    side(t('secondLower'), secondLower),
    side(t('secondUpper'), secondUpper),
    {
      key: t('eccentric'),
      where: hertz(features.eccentricityHz),
      now: level(features.eccentricityDb),
      usual: level(reference?.eccentricityDb),
    },
    {
      key: t('third'),
      where: hertz(3 * features.supplyHz),
      now: level(features.thirdDb),
      usual: level(reference?.thirdDb),
    },
    {
      key: t('negative'),
      where: hertz(features.supplyHz),
      now: share(negativeShare),
      usual: share(reference?.negativeShare),
    },
    ...(voltage
      ? [
          {
            key: t('voltageUnbalance'),
            where: hertz(features.supplyHz),
            now: share(voltage.unbalance),
            usual: share(usualVoltage && Math.hypot(usualVoltage.re, usualVoltage.im)),
          },
          { key: t('distortion'), where: NO_VALUE, now: share(voltage.distortion), usual: NO_VALUE },
        ]
      : []),
  ];
  return (
    <StackTable
      compact
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { title: t('line'), cell: ({ key }) => key },
        { title: t('where'), className: 'num', cell: ({ where }) => where },
        { title: t('now'), className: 'num', cell: ({ now }) => now },
        { title: t('usual'), className: 'num', cell: ({ usual }) => usual },
      ]}
    />
  );
}

function MotorSigns({ diagnosis: { signs } }: { diagnosis: DrawnMotorDiagnosis }) {
  const { t } = useTranslation('translation', { keyPrefix: 'motor' });
  const { language } = usePreferences();
  const rows = signs.map(({ quantity, value, than, holds }, i) => ({
    key: `${quantity} ${i}`,
    name: t(`sign.${quantity}` as never, { defaultValue: quantity }),
    measured: value === null ? NO_VALUE : inUnit(quantity, value, language),
    criterion: `≥ ${inUnit(quantity, than, language)}`,
    holds,
  }));
  return <SignTable title={t('decided')} rows={rows} />;
}

const IN_PERCENT: ReadonlySet<string> = new Set(['load', 'negative-rise', 'voltage-unbalance']);

/** Levels in dB, shares in percent, the rest as a factor over the floor. */
function inUnit(quantity: string, value: number, language: Language): string {
  if (quantity.endsWith('-db')) return decibels(value, language);
  if (IN_PERCENT.has(quantity)) return formatPercent(value, language, 1);
  return `${formatNumber(value, language, 1)}×`;
}

function decibels(value: number, language: Language): string {
  return formatQuantity(value, 'dB', language, 1);
}
