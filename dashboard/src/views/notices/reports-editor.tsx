import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import type { EditorProps } from './editor-props.ts';
import { Field, ListEditor } from './list-editor.tsx';

/** Who gets the report of a shift by mail, of which lines. */
export function ReportsEditor({ setup, change }: EditorProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const mails = new Set(setup.channels.filter(({ kind }) => kind === 'email').map(({ id }) => id));
  const byMail = setup.contacts.filter(({ routes }) => routes.some(({ channel }) => mails.has(channel)));
  return (
    <ListEditor
      title={t('notices.reports')}
      empty={t('notices.noReports')}
      entries={setup.reports}
      add={() => change({ reports: [...setup.reports, { contacts: [], lines: [] }] })}
      onChange={(reports) => change({ reports })}
      fields={({ contacts, lines }, set) => (
        <>
          <Field name={t('notices.receivers')} wide>
            <Select
              mode="multiple"
              value={contacts}
              placeholder={t('notices.byMailOnly')}
              options={byMail.map(({ id, name }) => ({ value: id, label: name || id }))}
              onChange={(next) => set({ contacts: next })}
            />
          </Field>
          <Field name={t('notices.lines')}>
            <Select
              mode="multiple"
              value={lines}
              placeholder={t('notices.allLines')}
              options={index.model.lines.map(({ id, name }) => ({ value: id, label: name[language] }))}
              onChange={(next) => set({ lines: next })}
            />
          </Field>
        </>
      )}
    />
  );
}
