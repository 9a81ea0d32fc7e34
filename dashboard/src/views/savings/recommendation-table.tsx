import type { MeasureModeRow, Recommendation } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { formatMinute, formatNumber, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { ApplyButton } from './apply-button.tsx';
import { useEndReason, useMeasureName } from './measure-name.ts';
import { Payback } from './payback.tsx';

const TONES: Record<Recommendation['state'], string> = {
  proposed: 'wait',
  applied: 'on',
  measured: 'off',
  verified: 'on',
  refuted: 'bad',
  expired: 'off',
  declined: 'bad',
};

/** Recommendations with their reasons; those that wait can be applied. */
export function RecommendationTable(props: {
  rows: readonly Recommendation[];
  /** What each measure may do; left out while it is not known, and of what has ended. */
  modes?: readonly MeasureModeRow[];
  /** Mean price of the plant, for what people do; left out while it is not known. */
  yuanPerKwh?: number;
  onChanged: () => void;
}) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const measureName = useMeasureName();
  const endReason = useEndReason();
  const zone = index.model.site.timeZone;
  const kwh = (value: number | null) => (value === null ? NO_VALUE : formatQuantity(value, 'kWh', language));
  return (
    <StackTable
      rows={props.rows}
      rowKey={({ id }) => id}
      rowProps={({ measure }) => ({ 'data-measure': measure })}
      columns={[
        {
          title: t('savings.machine'),
          cell: ({ equipment }) => {
            const machine = index.equipment(equipment);
            return (
              <NavLink to={linkTo(`/equipment/${equipment}`)}>
                <strong>{machine?.id ?? equipment}</strong>
                <small className="muted block">{machine?.name[language]}</small>
              </NavLink>
            );
          },
        },
        {
          title: t('savings.what'),
          cell: ({ measure, readyAt }) => (
            <>
              {measureName(measure)}
              {readyAt !== null && (
                <small className="muted block">
                  {t('savings.until', { time: formatMinute(readyAt, zone) })}
                </small>
              )}
            </>
          ),
        },
        { title: t('savings.why'), className: 'muted', cell: ({ because }) => <Reasons because={because} /> },
        {
          title: t('savings.estimated'),
          className: 'num',
          cell: (row) => (
            <>
              {kwh(row.estimatedKwh)}
              <small className="muted block">
                {t('savings.within', {
                  hours: formatNumber(row.estimatedHours, language, row.estimatedHours < 10 ? 1 : 0),
                })}
              </small>
              {row.setting === null && row.state === 'proposed' && (
                <Payback recommendation={row} yuanPerKwh={props.yuanPerKwh} />
              )}
            </>
          ),
        },
        { title: t('savings.measured'), className: 'num', cell: ({ measuredKwh }) => kwh(measuredKwh) },
        {
          title: t('savings.state'),
          cell: ({ state, by, endedBy }) => (
            <>
              <span className="state-tag" data-tone={TONES[state]}>
                {t(`savings.stateName.${state}`)}
                {by !== null && by !== 'rules' && ` · ${by}`}
              </span>
              {endedBy !== null && <small className="muted block">{endReason(endedBy)}</small>}
            </>
          ),
        },
        {
          title: '',
          className: 'col-action',
          cell: (row) => <ApplyButton recommendation={row} modes={props.modes} onChanged={props.onChanged} />,
        },
      ]}
    />
  );
}

/** Seconds are said as minutes, shares as percent. */
function Reasons({ because }: { because: Recommendation['because'] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const names = t('savings.reason', { returnObjects: true }) as Record<string, string>;
  const said = Object.entries(because).filter(([name, value]) => name in names && value !== 0);
  const shown = ([name, value]: [string, number]) => {
    if (name.endsWith('S')) return formatNumber(value / 60, language, 0);
    return name.endsWith('Share')
      ? `${formatNumber(100 * value, language, 0)} %`
      : formatNumber(value, language);
  };
  return said.map((entry) => (
    <span key={entry[0]} className="block">
      {names[entry[0]].replace('{{value}}', shown(entry))}
    </span>
  ));
}
