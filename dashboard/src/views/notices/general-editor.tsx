import { Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/panel.tsx';
import { Field } from './list-editor.tsx';
import type { EditorProps } from './editor-props.ts';

/** What holds for all notices. */
export function GeneralEditor({ setup, change }: EditorProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t('notices.general')}>
      <div className="list-fields">
        <Field name={t('notices.pagesUrl')} hint={t('notices.pagesUrlHint')} wide>
          <Input
            value={setup.pagesUrl}
            placeholder="https://linetwin.plant.local"
            onChange={(event) => change({ pagesUrl: event.target.value })}
          />
        </Field>
        <Field name={t('notices.priority')}>
          <Select
            value={setup.priority}
            options={([1, 2, 3, 4] as const).map((value) => ({
              value,
              label: `${value} ${t(`alarms.p${value}`)}`,
            }))}
            onChange={(priority) => change({ priority })}
          />
        </Field>
        <Field name={t('notices.tellClosed')}>
          <Switch checked={setup.tellClosed} onChange={(tellClosed) => change({ tellClosed })} />
        </Field>
        <Field name={t('notices.cmms')}>
          <Select
            value={setup.cmms}
            options={[
              { value: '', label: t('notices.none') },
              ...setup.channels
                .filter(({ kind }) => kind === 'webhook')
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(cmms) => change({ cmms })}
          />
        </Field>
      </div>
    </Panel>
  );
}
