import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BAND_COLOURS, BandChart } from '../../plots/band-chart.tsx';
import { formatNumber, withUnit } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import { SignTable } from './sign-table.tsx';
import type { DrawnMountDiagnosis, DrawnMountSign } from './mount-diagnosis.ts';

/** Levels of the bands over those of the healthy machine, with the resonance of the mount marked, and what decided. */
export function MountEvidence({ diagnosis }: { diagnosis: DrawnMountDiagnosis }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { evidence, resonance, signs } = diagnosis;
  const { series } = PALETTES[theme];
  const mark = useMemo(
    () =>
      resonance && {
        hz: resonance.hz,
        label: t('mount.resonance', {
          frequency: withUnit(formatNumber(resonance.hz / 1000, language, 1), 'kHz'),
        }),
      },
    [resonance, t, language],
  );
  return (
    <section className="evidence">
      <ul className="line-legend">
        <li>
          <i style={{ background: 'var(--text-1)' }} /> {t('mount.now')}
        </li>
        <li>
          <i style={{ background: series[BAND_COLOURS.healthy] }} />{' '}
          {t('mount.healthy', { count: evidence.comparedWith })}
        </li>
        <li>
          <i className="key-range" style={{ background: `${series[BAND_COLOURS.healthy]}55` }} />{' '}
          {t('mount.range')}
        </li>
        {evidence.fittedDb.length > 0 && (
          <li>
            <i style={{ background: series[BAND_COLOURS.fitted] }} /> {t('mount.fitted')}
          </li>
        )}
      </ul>
      <BandChart
        frequencyHz={evidence.bandHz}
        now={evidence.levelDb}
        healthy={evidence.healthyDb}
        lowest={evidence.lowestDb}
        highest={evidence.highestDb}
        fitted={evidence.fittedDb}
        mark={mark}
        frequencyLabel={t('mount.frequency')}
        levelLabel={t('mount.level')}
        label={t('mount.levels')}
        language={language}
        theme={theme}
        height={260}
      />
      <MountSigns signs={signs} />
    </section>
  );
}

function MountSigns({ signs }: { signs: readonly DrawnMountSign[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const decibels = (value: number) => withUnit(formatNumber(value, language, 1), 'dB');
  const rows = signs.map(({ sign, valueDb, is, limitDb, holds }) => ({
    key: sign,
    name: t(`mount.sign.${sign}` as never, { defaultValue: sign }),
    measured: decibels(valueDb),
    criterion: `${is === 'above' ? '>' : '<'} ${decibels(limitDb)}`,
    holds,
  }));
  return <SignTable title={t('mount.decided')} rows={rows} />;
}
