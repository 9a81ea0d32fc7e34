import type { FindingDetail } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { TimeLinesChart } from '../../plots/time-lines-chart.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import type { DrawnShaftDiagnosis } from './shaft-diagnosis.ts';

/** The first two lines of the shaft over the bursts before this one. */
export function BurstTrend({
  finding,
  diagnosis,
}: {
  finding: FindingDetail;
  diagnosis: DrawnShaftDiagnosis;
}) {
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
