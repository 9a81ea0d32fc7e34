import type { LineKpi } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../../../ui/format.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import { OverEffectiveWord } from '../../shared/over-effective-note.tsx';
import { LineFigures } from './line-figures.tsx';

/** OEE of the shift so far with its three factors, in the order in which they multiply. */
export function OeeTile({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  return (
    <LineFigures
      name="oee"
      title={t('wall.tile.oee')}
      note={t('kpi.soFar')}
      lines={lines}
      figures={(kpi) => <Oee kpi={kpi} />}
      beside={(kpi) => <OverEffectiveWord over={kpi.overEffective} named />}
    />
  );
}

function Oee({ kpi }: { kpi: LineKpi }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const factors = [
    ['A', t('kpi.availability'), kpi.availability],
    ['E', t('kpi.effectiveness'), kpi.effectiveness],
    ['Q', t('kpi.quality'), kpi.qualityRatio],
  ] as const;
  return (
    <div className="wall-oee">
      <b className="wall-big">{formatPercent(kpi.oee, language)}</b>
      <ul className="wall-factors">
        {factors.map(([letter, name, value]) => (
          <li key={letter}>
            <span title={name}>{letter}</span>
            <b>{formatPercent(value, language, 0)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
