import type { MeasureLimit } from '@linetwin/contracts';
import { App, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { savingsApi } from '../../live/api/savings-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { formatList, unitText, withUnit } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { useMeasureName } from './measure-name.ts';
import { leftLimit, shownLimit } from './shown-limit.ts';

interface LimitRow {
  limit: string;
  of: MeasureLimit[];
}

/** Limits within which measures act, a column for each line; engineers set them. */
export function LimitsTable({ rows, onChanged }: { rows: readonly MeasureLimit[]; onChanged: () => void }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const measureName = useMeasureName();
  const names = t('savings.limitName', { returnObjects: true }) as Record<string, string>;
  const nameOf = (limit: string) => names[limit] ?? limit;
  const byLimit = new Map<string, LimitRow>();
  for (const row of rows) {
    const known = byLimit.get(row.limit) ?? { limit: row.limit, of: [] };
    known.of.push(row);
    byLimit.set(row.limit, known);
  }
  const lines = [...new Set(rows.map(({ line }) => line))];
  return (
    <StackTable
      rows={[...byLimit.values()]}
      rowKey={({ limit }) => limit}
      columns={[
        {
          title: t('savings.limit'),
          cell: ({ limit, of }) => (
            <>
              {nameOf(limit)}
              <small className="muted block">
                {formatList([...new Set(of.flatMap(({ measures }) => measures))].map(measureName), language)}
              </small>
            </>
          ),
        },
        {
          title: t('savings.usualLimit'),
          className: 'num',
          cell: ({ of: [first] }) => {
            const { unit, shown } = shownLimit(first);
            return (
              <>
                {withUnit(String(shown(first.usual)), unit)}
                <small className="muted block">
                  {shown(first.low)} – {withUnit(String(shown(first.high)), unit)}
                </small>
              </>
            );
          },
        },
        ...lines.map((line) => ({
          title: index.line(line)?.name[language] ?? line,
          cell: ({ limit, of }: LimitRow) => {
            const row = of.find((one) => one.line === line);
            return (
              row && <LimitField key={row.value} row={row} label={nameOf(limit)} onChanged={onChanged} />
            );
          },
        })),
      ]}
    />
  );
}

function LimitField(props: { row: MeasureLimit; label: string; onChanged: () => void }) {
  const { row, label, onChanged } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refused = useReasonAgainst('engineer');
  const { unit, shown } = shownLimit(row);
  // What was typed last; `null` is an empty field, which goes back to the usual value.
  const [typed, setTyped] = useState<number | null>(shown(row.value));
  const set = async () => {
    const left = leftLimit(row, typed);
    setTyped(left.shown);
    if (left.send === undefined) return;
    try {
      await savingsApi.setLimit(row, left.send);
      onChanged();
    } catch (failure) {
      void message.error(t('savings.limitFailed', { detail: (failure as Error).message }));
    }
  };
  return (
    <InputNumber
      aria-label={label}
      className={row.value === row.usual ? 'savings-limit' : 'savings-limit savings-limit-set'}
      value={typed}
      min={shown(row.low)}
      max={shown(row.high)}
      controls={false}
      suffix={unit && <span className="muted">{unitText(unit)}</span>}
      disabled={refused !== undefined}
      title={refused}
      onChange={setTyped}
      onBlur={() => void set()}
      onPressEnter={() => void set()}
    />
  );
}
