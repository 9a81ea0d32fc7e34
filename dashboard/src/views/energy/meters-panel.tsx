import type { EnergyAnswer, MeterEnergy } from '@linetwin/contracts';
import type { MeterTree } from '@linetwin/model';
import { useTranslation } from 'react-i18next';
import { formatPercent, NO_VALUE } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { formatEnergy } from './format-energy.ts';

/** Meters above the machines: what they measured, what is missing, and whether they balance with what hangs below. */
export function MetersPanel({ tree, answer }: { tree: MeterTree; answer: EnergyAnswer }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const rows = answer.meters.filter(({ meter }) => {
    const level = tree.meter(meter)?.level;
    return level !== 'machine' && level !== 'load';
  });
  const balance = ({ meter }: MeterEnergy) => {
    const found = answer.imbalances.find((one) => one.meter === meter);
    if (!found) return <span className="muted">{t('energy.isSum')}</span>;
    const tone = { balanced: 'on', unbalanced: 'bad', unknown: 'wait' }[found.state];
    return (
      <span className="state-tag" data-tone={tone}>
        {t(`energy.balance.${found.state}`, {
          share: found.share === null ? NO_VALUE : formatPercent(found.share, language, 2),
        })}
      </span>
    );
  };
  return (
    <Panel title={t('energy.meters')} extra={<span className="muted">{t('energy.metersHint')}</span>} flush>
      <StackTable
        rows={rows}
        rowKey={({ meter }) => meter}
        columns={[
          {
            title: t('energy.meter'),
            cell: ({ meter }) => (
              <>
                <strong>{tree.meter(meter)!.name[language]}</strong>
                <small className="muted block">{t(`energy.level.${tree.meter(meter)!.level}`)}</small>
              </>
            ),
          },
          {
            title: t('energy.used'),
            className: 'num',
            cell: ({ kwh }) => formatEnergy(kwh, language),
          },
          {
            title: t('energy.notKnown'),
            className: 'num',
            cell: ({ missing }) => formatPercent(missing, language),
          },
          { title: t('energy.balanceTitle'), cell: balance },
        ]}
      />
    </Panel>
  );
}
