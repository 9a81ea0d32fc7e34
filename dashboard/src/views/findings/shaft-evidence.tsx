import type { FindingDetail } from '@linetwin/contracts';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { SpectrumChart, type MarkedLine } from '../../plots/spectrum-chart.tsx';
import { TimeLinesChart } from '../../plots/time-lines-chart.tsx';
import { formatMoment, formatNumber, NO_VALUE, withUnit, type Language } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import { OverlayKeys } from './overlay-keys.tsx';
import {
  isSideband,
  lineName,
  lookAlikes,
  shownLines,
  type DrawnShaftDiagnosis,
  type ShaftSign,
  type ShownLine,
} from './shaft-diagnosis.ts';

/** The order spectrum of a shaft over its own healthy one, with the lines that speak for the cause, and what decided. */
export function ShaftEvidence({
  finding,
  diagnosis,
}: {
  finding: FindingDetail;
  diagnosis: DrawnShaftDiagnosis;
}) {
  const lines = useMemo(() => shownLines(diagnosis), [diagnosis]);
  return (
    <section className="evidence">
      <OrderSpectrum diagnosis={diagnosis} lines={lines} />
      <div className="finding-words">
        <LineTable lines={lines} />
        <SignTable signs={diagnosis.signs.filter(({ role }) => role !== 'excludes')} />
      </div>
      <LookAlikes diagnosis={diagnosis} />
      <BurstTrend finding={finding} diagnosis={diagnosis} />
    </section>
  );
}

function OrderSpectrum({
  diagnosis,
  lines,
}: {
  diagnosis: DrawnShaftDiagnosis;
  lines: readonly ShownLine[];
}) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index, live } = usePlant();
  const { evidence, references } = diagnosis;
  const healthy = references?.spectrum;
  const palette = PALETTES[theme];
  const overlays = useMemo(
    () =>
      healthy
        ? [
            {
              label: t('shaft.healthy', {
                time: formatMoment(healthy.at, index.model.site.timeZone, live.now()),
                speed: formatNumber(healthy.speedRpm, language, 0),
              }),
              colour: PALETTES[theme].series[2],
              frequencyHz: healthy.order,
              amplitude: healthy.mmPerS,
            },
          ]
        : [],
    [healthy, t, index, live, language, theme],
  );
  const marks = useMemo(
    () =>
      lines
        .map((line): MarkedLine => ({
          label: lineName(line.key, { belt: t('shaft.belt'), fixed: fixedLabel(diagnosis, language) }),
          frequencyHz: line.order,
          toleranceHz: line.tolerance,
          hit: line.hasRisen,
          harmonic: isSideband(line.key) ? 0 : 1,
          colour: line.counts ? PALETTES[theme].series[5] : PALETTES[theme].text3,
        }))
        // Labels that count are placed first.
        .sort((a, b) => Number(b.colour !== palette.text3) - Number(a.colour !== palette.text3)),
    [lines, diagnosis, t, language, theme, palette.text3],
  );
  return (
    <>
      <ul className="line-legend">
        <OverlayKeys overlays={overlays} />
        {lines.some(({ counts }) => counts) && (
          <li>
            <i style={{ background: 'var(--series-5)' }} /> {t('shaft.counts')}
          </li>
        )}
        <li>
          <i className="key-hit" /> {t('shaft.risen')}
        </li>
        <li>
          <i className="key-missed" /> {t('shaft.notRisen')}
        </li>
      </ul>
      <SpectrumChart
        frequencyHz={evidence.spectrum.order}
        amplitude={evidence.spectrum.mmPerS}
        unit="mm/s"
        marks={marks}
        overlays={overlays}
        frequencyLabel={t('shaft.order')}
        amplitudeLabel={t('shaft.velocity')}
        label={t('shaft.spectrum')}
        language={language}
        theme={theme}
        height={260}
      />
    </>
  );
}

function fixedLabel({ fixedHz }: DrawnShaftDiagnosis, language: Language): string {
  return fixedHz === null ? '' : withUnit(formatNumber(fixedHz, language, 1), 'Hz');
}

/** What each line is, against what it was while the machine was healthy. */
function LineTable({ lines }: { lines: readonly ShownLine[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const rows = lines.filter(({ key }) => key !== 'fixed');
  if (rows.length === 0) return null;
  const number = (value: number | null, decimals: number) =>
    value === null ? NO_VALUE : formatNumber(value, language, decimals);
  return (
    <div className="table-scroll">
      <table className="table compact">
        <thead>
          <tr>
            <th>{t('shaft.line')}</th>
            <th className="num">{t('shaft.orderShort')}</th>
            <th className="num">{t('shaft.now')} (mm/s)</th>
            <th className="num">{t('shaft.baseline')} (mm/s)</th>
            <th className="num">{t('shaft.ratio')}</th>
            <th className="num">{t('findings.criterion')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, order, mmPerS, referenceMmPerS, ratio, readable, counts, hasRisen }) => (
            <tr key={key} data-named={counts && hasRisen}>
              <td>
                {lineName(key, { belt: t('shaft.belt'), fixed: '' })}
                {!readable && <span className="muted small"> {t('shaft.unreadable')}</span>}
              </td>
              <td className="num">{number(order, 2)}</td>
              <td className="num">{number(mmPerS, 2)}</td>
              <td className="num">{number(referenceMmPerS, 2)}</td>
              <td className="num">{ratio === null ? NO_VALUE : `${number(ratio, 1)}×`}</td>
              <td className="num">{counts ? '≥ 2×' : NO_VALUE}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SignTable({ signs }: { signs: readonly ShaftSign[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  if (signs.length === 0) return null;
  return (
    <div className="table-scroll">
      <table className="table compact">
        <thead>
          <tr>
            <th>{t('shaft.decided')}</th>
            <th className="num">{t('findings.measured')}</th>
            <th className="num">{t('findings.criterion')}</th>
            <th>{t('findings.holds')}</th>
          </tr>
        </thead>
        <tbody>
          {signs.map((sign) => (
            <tr key={`${sign.quantity} ${sign.is} ${sign.than}`} data-named={sign.holds === true}>
              <td>{quantityName(t, sign.quantity)}</td>
              <td className="num">{quantityText(sign.quantity, sign.value, language)}</td>
              <td className="num">{criterionText(sign, language)}</td>
              <td>
                {sign.holds === null
                  ? t('shaft.notMeasured')
                  : t(sign.holds ? 'findings.holdsYes' : 'findings.holdsNo')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What else it could be: excluded by which measurement, or not excluded and what would do it. */
function LookAlikes({ diagnosis }: { diagnosis: DrawnShaftDiagnosis }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const rows = useMemo(() => lookAlikes(diagnosis), [diagnosis]);
  if (diagnosis.grade === 'none' || rows.length === 0) return null;
  return (
    <div>
      <h3>{t('shaft.lookAlikes')}</h3>
      <ul className="plain-list">
        {rows.map(({ name, isOpen, sign }) => (
          <li key={name}>
            <strong>{t(`shaft.cause.${name}` as never, { defaultValue: name })}</strong>{' '}
            <span className={isOpen ? 'tone-warn' : 'muted'}>
              {t(isOpen ? 'shaft.notExcluded' : 'shaft.excluded')}
            </span>
            {sign && (
              <span className="muted">
                {t('shaft.bySign', {
                  sign: quantityName(t, sign.quantity),
                  value:
                    sign.value === null
                      ? t('shaft.notMeasured')
                      : quantityText(sign.quantity, sign.value, language),
                  criterion: criterionText(sign, language),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The first two lines of the shaft over the bursts before this one. */
function BurstTrend({ finding, diagnosis }: { finding: FindingDetail; diagnosis: DrawnShaftDiagnosis }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const { features, evidence, references } = diagnosis;
  const bursts = useMemo(() => {
    const before = references?.history ?? [];
    if (!features) return before;
    const now = features.lines;
    const harmonics = ['1x', '2x'].map((key) => now.find((line) => line.key === key)?.mmPerS ?? 0);
    const isNew = finding.lastSeenAt > (before.at(-1)?.at ?? 0);
    const { velocityRmsMmPerS } = features;
    return isNew ? [...before, { at: finding.lastSeenAt, harmonics, velocityRmsMmPerS }] : before;
  }, [references, features, finding.lastSeenAt]);
  const { series, text3, text2 } = PALETTES[theme];
  if (bursts.length < 3) return null;
  const baseline = evidence.comparedWith > 0 ? evidence.reference['1x'] : undefined;
  const lines = [
    { name: 'RMS', colour: text2, of: (i: number) => bursts[i].velocityRmsMmPerS ?? null },
    { name: '1×', colour: series[5], of: (i: number) => bursts[i].harmonics[0] ?? null },
    { name: '2×', colour: series[1], of: (i: number) => bursts[i].harmonics[1] ?? null },
  ].map((line) => ({ ...line, values: bursts.map((_, i) => line.of(i)) }));
  const shown = lines.filter(({ values }) => values.some((value) => value !== null));
  return (
    <div>
      <h3>{t('shaft.trend')}</h3>
      <ul className="line-legend">
        {shown.map(({ name, colour }) => (
          <li key={name}>
            <i style={{ background: colour }} /> {name}
          </li>
        ))}
      </ul>
      <TimeLinesChart
        time={bursts.map(({ at }) => at)}
        lines={shown.map(({ values, colour }) => ({ values, colour, width: 1.5 }))}
        limits={baseline ? [{ at: 2 * baseline, label: t('shaft.twiceBaseline'), colour: text3 }] : []}
        least={baseline ? 2 * baseline : 0}
        axisLabel={`${t('shaft.velocity')} (mm/s)`}
        label={t('shaft.trend')}
        timeZone={index.model.site.timeZone}
        language={language}
        theme={theme}
        height={180}
      />
    </div>
  );
}

function quantityName(t: TFunction, quantity: string): string {
  return t(`shaft.quantity.${quantity}` as never, { defaultValue: quantity });
}

const UNITS: readonly [RegExp, string][] = [
  [/-db$/, 'dB'],
  [/-deg$/, '°'],
  [/-hz$/, 'Hz'],
];

function quantityText(quantity: string, value: number | null, language: Language): string {
  if (value === null) return NO_VALUE;
  const unit = UNITS.find(([pattern]) => pattern.test(quantity))?.[1];
  if (/-share$/.test(quantity)) return withUnit(formatNumber(100 * value, language, 0), '%');
  return withUnit(
    formatNumber(value, language, Number.isInteger(value) ? 0 : unit === 'dB' ? 1 : 2),
    unit ?? '',
  );
}

function criterionText({ quantity, is, than }: ShaftSign, language: Language): string {
  return `${is === 'above' ? '≥' : '<'} ${quantityText(quantity, than, language)}`;
}
