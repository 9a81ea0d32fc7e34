import type { HTMLAttributes, ReactNode } from 'react';

export interface Column<Row> {
  /** Empty for the column of buttons. */
  title: string;
  className?: string;
  cell: (row: Row) => ReactNode;
}

/** A table whose rows become cards on a phone: the first column is their heading, the others say their title beside the value. */
export function StackTable<Row>(props: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** With little air between rows, as among other evidence. */
  compact?: boolean;
  /** What tests and styles find a row by. */
  rowProps?: (row: Row) => HTMLAttributes<HTMLTableRowElement> & Record<`data-${string}`, unknown>;
}) {
  const { columns, rows, rowKey, compact, rowProps } = props;
  return (
    <div className="table-scroll">
      <table className={`table stack-table${compact ? ' compact' : ''}`}>
        <thead>
          <tr>
            {columns.map(({ title, className }) => (
              // What does not wrap in a row may wrap in the head.
              <th key={title} className={className === 'nowrap' ? undefined : className}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} {...rowProps?.(row)}>
              {columns.map(({ title, className, cell }, i) => (
                <td key={title} className={className} data-label={i > 0 && title ? title : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
