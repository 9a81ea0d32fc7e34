import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { SpectrumChart, type MarkedLine } from '../../plots/spectrum-chart.tsx';
import { formatMoment, formatNumber, withUnit, type Language } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import { OverlayKeys } from './overlay-keys.tsx';
import { isSideband, lineName, type DrawnShaftDiagnosis, type ShownLine } from './shaft-diagnosis.ts';

/** The order spectrum over the one of the healthy machine, with the lines of the shaft and its drive marked. */
export function OrderSpectrum({
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
