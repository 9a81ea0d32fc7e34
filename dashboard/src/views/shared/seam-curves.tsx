import type { SeamMessage, SeamVerdictSummary } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { gradesPerMm, toneOf } from '../../live/seam-grades.ts';
import { SeamChart, type SeamBand, type SeamCurve } from '../../plots/seam-chart.tsx';
import { formatPercent, formatQuantity } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { defectName } from './seam-grade.tsx';

/** Part, length and what the cell's own monitor said. */
export function SeamFacts({ seam }: { seam: SeamMessage }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { result } = seam.perMm;
  const shareOf = (grade: number) =>
    formatPercent(
      result.length ? result.filter((r) => r === grade).length / result.length : null,
      language,
      0,
    );
  return (
    <p className="seam-facts">
      <span>
        {t('seam.part')} {seam.part}
      </span>
      {seam.program && (
        <span>
          {t('seam.program')} {seam.program}
        </span>
      )}
      <span>
        {t('seam.length')} {formatQuantity(seam.lengthMm, 'mm', language, 0)}
      </span>
      <span>{t('seam.share', { good: shareOf(0), suspect: shareOf(1), bad: shareOf(2) })}</span>
    </p>
  );
}

/** A weld seam millimetre by millimetre, with the stretches of its defects marked. */
export function SeamCurves(props: { seam: SeamMessage; verdict?: SeamVerdictSummary; compact?: boolean }) {
  const { seam, verdict, compact } = props;
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const charts = useMemo(() => {
    const { depthMm, gapMm, offsetMm, thermalV, plasmaV, reflectionV } = seam.perMm;
    const curve = (name: string, values: readonly number[], colour: number): SeamCurve => ({
      name,
      values,
      colour,
    });
    const all = [
      { title: t('seam.depth'), unit: 'mm', curves: [curve(t('seam.depth'), depthMm, 0)] },
      {
        title: `${t('seam.gap')}, ${t('seam.offset')}`,
        unit: 'mm',
        curves: [curve(t('seam.gap'), gapMm, 1), curve(t('seam.offset'), offsetMm, 2)],
      },
      {
        title: t('seam.photodiodes'),
        unit: 'V',
        curves: [
          curve(t('seam.thermal'), thermalV, 5),
          curve(t('seam.plasma'), plasmaV, 3),
          curve(t('seam.reflection'), reflectionV, 4),
        ],
      },
      // A stirring tool has no gap and no light to measure: its columns are empty.
    ].filter(({ curves }, i) => i === 0 || curves.some(({ values }) => values.some((value) => value !== 0)));
    return compact ? all.slice(0, 1) : all;
  }, [seam, t, compact]);
  const grades = useMemo(() => gradesPerMm(seam, verdict), [seam, verdict]);
  const bands = useMemo(
    () =>
      (verdict?.defects ?? []).map((defect): SeamBand => ({
        fromMm: defect.fromMm,
        toMm: defect.toMm,
        tone: toneOf(defect),
        name: defectName(t, defect.kind),
      })),
    [verdict, t],
  );
  return charts.map(({ title, unit, curves }) => (
    <div key={title}>
      <ul className="trend-legend">
        {curves.map(({ name, colour }) => (
          <li key={name}>
            <i style={{ background: `var(--series-${colour})` }} />
            {name}
          </li>
        ))}
      </ul>
      <SeamChart
        curves={curves}
        bands={bands}
        unit={unit}
        result={grades}
        lengthMm={seam.lengthMm}
        positionLabel={`${t('seam.position')} (mm)`}
        label={`${t('seam.one', { seam: seam.seam })}: ${title}`}
        language={language}
        theme={theme}
        height={compact ? 130 : 150}
        syncKey="seam"
      />
    </div>
  ));
}
