import { MEASURE_MODES, type MeasureMode, type MeasureModeRow } from '@linetwin/contracts';
import { App, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { savingsApi } from '../../live/api/savings-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { useReasonAgainst } from '../shared/rights.ts';
import { useMeasureName } from './measure-name.ts';

interface MeasureRow {
  measure: string;
  modes: MeasureModeRow[];
}

/** What each measure may do, a column for each line. */
export function ModesTable({ rows, onChanged }: { rows: readonly MeasureModeRow[]; onChanged: () => void }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const measureName = useMeasureName();
  const byMeasure = new Map<string, MeasureRow>();
  for (const row of rows) {
    const known = byMeasure.get(row.measure) ?? { measure: row.measure, modes: [] };
    known.modes.push(row);
    byMeasure.set(row.measure, known);
  }
  const lines = [...new Set(rows.map(({ line }) => line))];
  return (
    <StackTable
      rows={[...byMeasure.values()]}
      rowKey={({ measure }) => measure}
      columns={[
        { title: t('savings.measure'), cell: ({ measure }) => measureName(measure) },
        ...lines.map((line) => ({
          title: index.line(line)?.name[language] ?? line,
          cell: ({ modes }: MeasureRow) => {
            const row = modes.find((one) => one.line === line);
            return row && <ModeSelect row={row} label={measureName(row.measure)} onChanged={onChanged} />;
          },
        })),
      ]}
    />
  );
}

function ModeSelect(props: { row: MeasureModeRow; label: string; onChanged: () => void }) {
  const { row, label, onChanged } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const refused = useReasonAgainst('engineer');
  const change = async (mode: MeasureMode) => {
    try {
      await savingsApi.setMode(row, mode);
      onChanged();
    } catch (failure) {
      void message.error(t('savings.modeFailed', { detail: (failure as Error).message }));
    }
  };
  return (
    <Select
      aria-label={label}
      className="savings-mode"
      value={row.mode}
      disabled={refused !== undefined}
      title={refused}
      options={MEASURE_MODES.map((value) => ({ value, label: t(`savings.modeName.${value}`) }))}
      onChange={(mode) => void change(mode)}
    />
  );
}
