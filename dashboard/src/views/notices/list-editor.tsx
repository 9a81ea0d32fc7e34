import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Panel } from '../../ui/panel.tsx';

/** A panel of entries, each with its fields and a button that takes it out. */
export function ListEditor<Entry>(props: {
  title: string;
  empty: string;
  entries: readonly Entry[];
  add?: () => void;
  tools?: ReactNode;
  /** What is to be said of the entries as a whole. */
  note?: ReactNode;
  onChange: (entries: Entry[]) => void;
  fields: (entry: Entry, set: (part: Partial<Entry>) => void, at: number) => ReactNode;
}) {
  const { title, empty, entries, add, tools, note, onChange, fields } = props;
  const { t } = useTranslation();
  return (
    <Panel
      title={title}
      extra={
        tools ??
        (add && (
          <Button size="small" onClick={add}>
            {t('notices.add')}
          </Button>
        ))
      }
    >
      {entries.length === 0 && <Empty>{empty}</Empty>}
      {note}
      {entries.map((entry, at) => (
        <div className="list-entry" key={at}>
          <div className="list-fields">
            {fields(
              entry,
              (part) => onChange(entries.map((one, n) => (n === at ? { ...one, ...part } : one))),
              at,
            )}
          </div>
          <Button size="small" onClick={() => onChange(entries.filter((_, n) => n !== at))}>
            {t('notices.remove')}
          </Button>
        </div>
      ))}
    </Panel>
  );
}

/** A field with its name above it. */
export function Field({
  name,
  hint,
  wide,
  children,
}: {
  name: string;
  hint?: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <label className={wide ? 'field wide' : 'field'}>
      <span>{name}</span>
      {children}
      {hint && <small className="muted">{hint}</small>}
    </label>
  );
}

/** An id that is not taken yet. */
export function freeId(stem: string, taken: readonly { id: string }[]): string {
  for (let n = 1; ; n++) if (!taken.some(({ id }) => id === `${stem}-${n}`)) return `${stem}-${n}`;
}
