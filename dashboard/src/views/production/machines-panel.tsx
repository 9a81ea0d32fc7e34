import type { IndicatorRow } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { formatCount, formatPercent, NO_VALUE } from '../../ui/format.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { OverEffectiveNote } from './over-effective-note.tsx';
import { durationText } from './reason-text.ts';
import { isRecorded } from './recorded.ts';

/** Every machine of the flow with its own indicators. */
export function MachinesPanel({ rows }: { rows: readonly IndicatorRow[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const order = new Map<string, number>(index.model.equipment.map(({ address }, i) => [address, i]));
  const sorted = rows.toSorted((a, b) => (order.get(a.machine!) ?? 0) - (order.get(b.machine!) ?? 0));
  const percent = (title: string, value: (row: IndicatorRow) => number | null) => ({
    title,
    className: 'num',
    cell: (row: IndicatorRow) => formatPercent(value(row), language),
  });
  const count = (title: string, value: (row: IndicatorRow) => number) => ({
    title,
    className: 'num',
    cell: (row: IndicatorRow) => (isRecorded(row) ? formatCount(value(row), language) : NO_VALUE),
  });
  return (
    <Panel flush title={t('production.machines')} className="production-wide">
      {sorted.length === 0 ? (
        <Empty>{t('production.empty')}</Empty>
      ) : (
        <StackTable
          rows={sorted}
          rowKey={({ machine }) => machine!}
          columns={[
            {
              title: t('production.machine'),
              cell: ({ machine }) => {
                const equipment = index.equipment(machine!);
                return (
                  <Link to={linkTo(`/equipment/${machine}`)}>
                    <b>{equipment?.id ?? machine}</b> {equipment?.name[language]}
                  </Link>
                );
              },
            },
            {
              title: t('production.oee'),
              className: 'num',
              cell: (row) =>
                row.PBT > 0 ? (
                  <b>{formatPercent(row.oee, language)}</b>
                ) : (
                  t(isRecorded(row) ? 'production.noPlan' : 'production.noRecord')
                ),
            },
            percent(t('production.availability'), ({ availability }) => availability),
            {
              title: t('production.effectiveness'),
              className: 'num',
              cell: (row) => (
                <span>
                  {formatPercent(row.effectiveness, language)}
                  <OverEffectiveNote of={row} short />
                </span>
              ),
            },
            percent(t('production.quality'), ({ qualityRatio }) => qualityRatio),
            count(t('production.made'), ({ GQ }) => GQ),
            count(t('production.scrap'), ({ SQ }) => SQ),
            percent(t('production.setup'), ({ setupRatio }) => setupRatio),
            count(t('production.failures'), ({ FE }) => FE),
            {
              title: t('production.mttr'),
              className: 'num',
              cell: ({ meanRepairS }) => (meanRepairS === null ? NO_VALUE : durationText(meanRepairS)),
            },
          ]}
        />
      )}
    </Panel>
  );
}
