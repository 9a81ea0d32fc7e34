import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BAND_COLOURS, BandChart } from '../../plots/band-chart.tsx';
import { formatNumber, withUnit } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
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
      {signs.length > 0 && <MountSigns signs={signs} />}
    </section>
  );
}

function MountSigns({ signs }: { signs: readonly DrawnMountSign[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const decibels = (value: number) => withUnit(formatNumber(value, language, 1), 'dB');
  return (
    <div className="table-scroll">
      <table className="table compact">
        <thead>
          <tr>
            <th>{t('mount.decided')}</th>
            <th className="num">{t('findings.measured')}</th>
            <th className="num">{t('findings.criterion')}</th>
            <th>{t('findings.holds')}</th>
          </tr>
        </thead>
        <tbody>
          {signs.map(({ sign, valueDb, is, limitDb, holds }) => (
            <tr key={sign} data-named={holds}>
              <td>{t(`mount.sign.${sign}` as never, { defaultValue: sign })}</td>
              <td className="num">{decibels(valueDb)}</td>
              <td className="num">
                {is === 'above' ? '>' : '<'} {decibels(limitDb)}
              </td>
              <td>{t(holds ? 'findings.holdsYes' : 'findings.holdsNo')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
