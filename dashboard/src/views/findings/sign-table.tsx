import { useTranslation } from 'react-i18next';
import { StackTable } from '../../ui/stack-table.tsx';

/** A measurement that decided: its value, what it was asked, and whether it holds; null where it was not measured. */
export interface SignRow {
  key: string;
  name: string;
  measured: string;
  criterion: string;
  holds: boolean | null;
}

/** The measurements that decided, against what they were asked. */
export function SignTable({ title, rows }: { title: string; rows: readonly SignRow[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <StackTable
      compact
      rows={rows}
      rowKey={({ key }) => key}
      rowProps={({ holds }) => ({ 'data-named': holds === true })}
      columns={[
        { title, cell: ({ name }) => name },
        { title: t('findings.measured'), className: 'num', cell: ({ measured }) => measured },
        { title: t('findings.criterion'), className: 'num', cell: ({ criterion }) => criterion },
        {
          title: t('findings.holds'),
          cell: ({ holds }) =>
            holds === null ? t('shaft.notMeasured') : t(holds ? 'findings.holdsYes' : 'findings.holdsNo'),
        },
      ]}
    />
  );
}
