import type { LineKpi } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { BulletBar } from '../../../ui/bullet-bar.tsx';
import { formatCount, NO_VALUE } from '../../../ui/format.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import { LineFigures } from './line-figures.tsx';

/** Good parts of the shift against its plan, and what it will come to. */
export function OutputTile({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  return (
    <LineFigures
      name="output"
      title={t('wall.tile.output')}
      note={t('wall.goodOfPlan')}
      lines={lines}
      figures={(kpi) => <Output kpi={kpi} />}
      beside={(kpi) => <Expected kpi={kpi} />}
    />
  );
}

function Output({ kpi }: { kpi: LineKpi }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { good, planned, expectedByShiftEnd: expected } = kpi;
  const count = (value: number) => formatCount(value, language);
  // What no machine ever told is not zero.
  const known = kpi.coverage > 0;
  return (
    <>
      <p className="wall-figures">
        <b className="wall-big">{known ? count(good) : NO_VALUE}</b>
        <span className="wall-of">/ {planned === null ? NO_VALUE : count(planned)}</span>
      </p>
      {known && planned !== null && (
        <BulletBar
          value={good}
          max={Math.max(planned, expected ?? 0) * 1.05}
          target={planned}
          outlook={expected}
          label={`${t('kpi.output')} ${count(good)} / ${count(planned)}`}
        />
      )}
    </>
  );
}

/** What the shift will come to; loud only where that is less than planned. */
function Expected({ kpi }: { kpi: LineKpi }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { planned, expectedByShiftEnd: expected } = kpi;
  if (planned === null) return <span>{t('wall.noPlan')}</span>;
  if (expected === null) return <span>{t('wall.expectedUnknown')}</span>;
  return (
    <span data-behind={expected < planned}>
      {t('wall.expected', { count: formatCount(expected, language) })}
    </span>
  );
}
