import type { LineKpi } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../ui/format.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import { LineFigures } from './line-figures.tsx';

/** Energy for each good part of the shift, so far. */
export function EnergyTile({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  return (
    <LineFigures
      name="energy-per-part"
      title={t('wall.tile.energy-per-part')}
      note={t('kpi.soFar')}
      lines={lines}
      figures={(kpi) => <Energy kpi={kpi} />}
    />
  );
}

function Energy({ kpi }: { kpi: LineKpi }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  return (
    <p className="wall-figures">
      {kpi.kwhPerGoodPart === null ? (
        <span className="wall-label">{t('wall.noPartsYet')}</span>
      ) : (
        <span>
          <b className="wall-mid">{formatNumber(kpi.kwhPerGoodPart, language)}</b>
          <span className="wall-unit">{t('wall.kwhPerPart')}</span>
        </span>
      )}
    </p>
  );
}
