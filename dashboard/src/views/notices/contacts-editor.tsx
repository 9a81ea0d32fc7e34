import { Button, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field, freeId, ListEditor } from './list-editor.tsx';
import type { EditorProps } from './editor-props.ts';

/** Who can be told: language, and channels in the order in which they are tried. */
export function ContactsEditor({ setup, change }: EditorProps) {
  const { t } = useTranslation();
  const channels = setup.channels.map(({ id, name }) => ({ value: id, label: name }));
  const add = () =>
    change({
      contacts: [
        ...setup.contacts,
        {
          id: freeId('contact', setup.contacts),
          name: '',
          language: 'zh',
          routes: [{ channel: setup.channels[0]?.id ?? '', address: '' }],
        },
      ],
    });
  return (
    <ListEditor
      title={t('notices.contacts')}
      empty={t('notices.noContacts')}
      entries={setup.contacts}
      add={add}
      onChange={(contacts) => change({ contacts })}
      fields={({ name, language, login, routes }, set) => (
        <>
          <Field name={t('notices.name')}>
            <Input value={name} maxLength={64} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          <Field name={t('notices.language')}>
            <Segmented
              value={language}
              options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`notices.${value}`) }))}
              onChange={(next) => set({ language: next })}
            />
          </Field>
          <Field name={t('notices.login')}>
            <Input value={login} onChange={(event) => set({ login: event.target.value || undefined })} />
          </Field>
          <div className="field wide">
            <span>{t('notices.routes')}</span>
            {routes.map(({ channel, address }, hop) => {
              const setRoute = (part: { channel?: string; address?: string }) =>
                set({ routes: routes.map((one, n) => (n === hop ? { ...one, ...part } : one)) });
              return (
                <div className="work-row" key={hop}>
                  <b>{hop + 1}</b>
                  <Select
                    value={channel || undefined}
                    options={channels}
                    style={{ minWidth: 160 }}
                    onChange={(next) => setRoute({ channel: next })}
                  />
                  <Input
                    value={address}
                    aria-label={t('notices.address')}
                    placeholder={t('notices.addressHint')}
                    onChange={(event) => setRoute({ address: event.target.value })}
                  />
                  {routes.length > 1 && (
                    <Button size="small" onClick={() => set({ routes: routes.filter((_, n) => n !== hop) })}>
                      {t('notices.remove')}
                    </Button>
                  )}
                </div>
              );
            })}
            <Button
              size="small"
              disabled={routes.length >= 6 || channels.length === 0}
              onClick={() => set({ routes: [...routes, { channel: channels[0].value, address: '' }] })}
            >
              {t('notices.add')}
            </Button>
          </div>
        </>
      )}
    />
  );
}
