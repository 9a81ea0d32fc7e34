import type { FindingDetail } from '@linetwin/contracts';
import { lineOf, type Signal } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { formatAge, formatNumber, NO_VALUE, withUnit } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { isSeamColumn, SEAM_COLUMNS } from '../seams/drawn-verdict.ts';
import { TrendPanel, TrendRangePicker } from '../shared/trend-panel.tsx';
import {
  doesHold,
  readValueEvidence,
  sensorNumbers,
  type RuleSign,
  type SensorSigns,
} from './value-signs.ts';

/** Component of findings that come from the verdicts of seams. */
const SEAM = 'seam';

/** What the values of a machine said when a rule or a sensor watch named the fault, and how they go on. */
export function ValueEvidence({ finding }: { finding: FindingDetail }) {
  const { t } = useTranslation();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const evidence = useMemo(() => readValueEvidence(finding.diagnosis), [finding.diagnosis]);
  const signals = useMemo(() => {
    const ids = new Set([finding.component, ...(evidence?.rule?.map(({ signal }) => signal) ?? [])]);
    const addresses = [...ids].map((id) => `${finding.equipment}/${id}`);
    if (evidence?.against) addresses.push(evidence.against);
    return addresses.flatMap((address) => index.signal(address) ?? []);
  }, [evidence, finding.component, finding.equipment, index]);
  // What judges a seam is measured by any machine of its cell.
  const named = useMemo(
    () =>
      finding.component === SEAM
        ? index.equipmentOf(lineOf(finding.equipment)).flatMap((one) => index.signalsOf(one))
        : signals,
    [finding.component, finding.equipment, signals, index],
  );
  return (
    <section className="evidence">
      {evidence?.rule && <RuleTable signs={evidence.rule} signals={named} />}
      {evidence?.sensor && <SensorTable signs={evidence.sensor} signal={signals[0]} />}
      {finding.component === SEAM && (
        <p>
          <Link to={linkTo('/seams', { machine: finding.equipment })}>{t('seam.of')}</Link>
        </p>
      )}
      {signals.length > 0 && (
        <>
          <div className="evidence-head">
            <TrendRangePicker />
          </div>
          <TrendPanel signals={signals} />
        </>
      )}
    </section>
  );
}

function RuleTable({ signs, signals }: { signs: readonly RuleSign[]; signals: readonly Signal[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const columnOf = ({ signal }: RuleSign) => (isSeamColumn(signal) ? SEAM_COLUMNS[signal] : undefined);
  const signalOf = (sign: RuleSign) => signals.find(({ id }) => id === sign.signal);
  const quantity = (sign: RuleSign, value: number | null) =>
    value === null
      ? NO_VALUE
      : withUnit(
          formatNumber(value, language, signalOf(sign)?.decimals),
          columnOf(sign)?.unit ?? signalOf(sign)?.unit ?? '',
        );
  return (
    <StackTable
      compact
      rows={signs}
      rowKey={(sign) => `${sign.signal} ${sign.feature} ${sign.is}`}
      rowProps={({ holds }) => ({ 'data-named': holds })}
      columns={[
        {
          title: t('findings.sign'),
          cell: (sign) => {
            const column = columnOf(sign);
            const name = column ? t(`seam.${column.text}`) : signalOf(sign)?.name[language];
            return `${name ?? sign.signal} · ${t(`findings.feature.${sign.feature}`)}`;
          },
        },
        { title: t('findings.measured'), className: 'num', cell: (sign) => quantity(sign, sign.value) },
        {
          title: t('findings.criterion'),
          className: 'num',
          cell: (sign) =>
            sign.threshold === null
              ? NO_VALUE
              : `${sign.is === 'above' ? '>' : '<'} ${quantity(sign, sign.threshold)}`,
        },
        { title: t('findings.usual'), className: 'num', cell: (sign) => quantity(sign, sign.reference) },
        {
          title: t('findings.holds'),
          cell: (sign) => {
            const holds = doesHold(sign);
            if (holds === null) return t('findings.holdsUnknown');
            return t(holds ? 'findings.holdsYes' : 'findings.holdsNo');
          },
        },
      ]}
    />
  );
}

function SensorTable({ signs, signal }: { signs: SensorSigns; signal: Signal | undefined }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const written = {
    quantity: (value: number) =>
      withUnit(formatNumber(value, language, signal?.decimals), signal?.unit ?? ''),
    ratio: (value: number) => formatNumber(value, language, 2),
    count: (value: number) => formatNumber(value, language, Number.isInteger(value) ? 0 : 1),
  };
  return (
    <ul className="finding-facts">
      {sensorNumbers(signs).map(({ name, value, as }) => (
        <li className="fact" key={name}>
          <span className="fact-label">{t(`findings.sensor.${name}`)}</span>
          <span className="fact-value">
            <b>{name === 'silentMs' ? formatAge(value) : written[as](value)}</b>
          </span>
        </li>
      ))}
    </ul>
  );
}
