import type { SeamMessage } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant, useSeam } from '../../live/session-context.ts';
import { SeamChart, type SeamCurve } from '../../plots/seam-chart.tsx';
import { formatMoment, formatPercent, formatQuantity } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';

/** Last weld seam of a machine, millimetre by millimetre; nothing where the machine does not weld. */
export function SeamPanel({ equipment, compact }: { equipment: string; compact?: boolean }) {
  const seam = useSeam(equipment);
  return seam ? <SeamContent seam={seam} compact={compact} /> : null;
}

function SeamContent({ seam, compact }: { seam: SeamMessage; compact?: boolean }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index, live } = usePlant();
  const { result } = seam.perMm;
  const shareOf = (verdict: number) =>
    formatPercent(
      result.length ? result.filter((r) => r === verdict).length / result.length : null,
      language,
      0,
    );
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
    ];
    return compact ? all.slice(0, 1) : all;
  }, [seam, t, compact]);

  return (
    <Panel
      title={t('seam.title', { seam: seam.seam })}
      extra={<span className="muted">{formatMoment(seam.time, index.model.site.timeZone, live.now())}</span>}
    >
      <p className="seam-facts">
        <span>
          {t('seam.part')} {seam.part}
        </span>
        <span>
          {t('seam.length')} {formatQuantity(seam.lengthMm, 'mm', language, 0)}
        </span>
        <span>{t('seam.share', { good: shareOf(0), suspect: shareOf(1), bad: shareOf(2) })}</span>
      </p>
      {charts.map(({ title, unit, curves }) => (
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
            unit={unit}
            result={result}
            lengthMm={seam.lengthMm}
            positionLabel={`${t('seam.position')} (mm)`}
            label={`${t('seam.title', { seam: seam.seam })}: ${title}`}
            language={language}
            theme={theme}
            height={compact ? 130 : 150}
            syncKey="seam"
          />
        </div>
      ))}
    </Panel>
  );
}
