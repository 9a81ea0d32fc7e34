import { WALL_STAGES, WALL_THEMES, type WallPage } from '@linetwin/contracts';
import { App, Button, Checkbox, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { wallsApi } from '../../live/api/walls-api.ts';
import { LANGUAGES } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { TileList } from './tile-list.tsx';
import { MOST_PAGES, withCopyOf, withoutPage, withPage, type WallDraft } from './wall-draft.ts';

/** Lays out one wall: how it looks, its pages, and on each page lines, tiles and the middle. */
export function WallEditor(props: { draft: WallDraft; onClose: () => void; onKept: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [draft, setDraft] = useState(props.draft);
  const [shown, setShown] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const { content } = draft;
  const change = (next: Partial<typeof content>) => setDraft({ ...draft, content: { ...content, ...next } });
  const keep = async () => {
    setBusy(true);
    setError('');
    try {
      const wall = { name: draft.name, content };
      await (draft.id === null ? wallsApi.add(wall) : wallsApi.change(draft.id, wall));
      void message.success(t('walls.kept', { name: draft.name }));
      props.onKept();
    } catch (failure) {
      setError(t('access.users.failed', { detail: (failure as Error).message }));
      setBusy(false);
    }
  };
  return (
    <Panel title={draft.id === null ? t('walls.add') : t('walls.change', { name: props.draft.name })}>
      <div className="wall-edit">
        <label className="field">
          <span>{t('walls.name')}</span>
          <Input
            id="wall-name"
            value={draft.name}
            maxLength={64}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        </label>
        <div className="wall-edit-row">
          <Segmented
            aria-label={t('common.theme')}
            value={content.theme}
            options={WALL_THEMES.map((theme) => ({ value: theme, label: t(`walls.theme.${theme}`) }))}
            onChange={(theme) => change({ theme })}
          />
          <Segmented
            aria-label={t('common.language')}
            value={content.language}
            options={LANGUAGES.map((language) => ({
              value: language,
              label: t(`walls.language.${language}`),
            }))}
            onChange={(language) => change({ language })}
          />
        </div>
        <div className="wall-edit-row">
          <Segmented
            aria-label={t('walls.pages')}
            value={shown}
            options={content.pages.map((_, i) => ({ value: i, label: t('walls.page', { number: i + 1 }) }))}
            onChange={setShown}
          />
          <Button
            size="small"
            disabled={content.pages.length >= MOST_PAGES}
            onClick={() => {
              setDraft({ ...draft, content: withCopyOf(content, shown) });
              setShown(shown + 1);
            }}
          >
            {t('walls.addPage')}
          </Button>
          <Button
            size="small"
            disabled={content.pages.length === 1}
            onClick={() => {
              setDraft({ ...draft, content: withoutPage(content, shown) });
              setShown(Math.max(0, shown - 1));
            }}
          >
            {t('walls.removePage')}
          </Button>
        </div>
        <PageFields
          page={content.pages[shown]}
          alone={content.pages.length === 1}
          onChange={(next) => setDraft({ ...draft, content: withPage(content, shown, next) })}
        />
        {error && (
          <p className="field-error" role="alert">
            {error}
          </p>
        )}
        <div className="wall-edit-row">
          <Button type="primary" loading={busy} disabled={!draft.name.trim()} onClick={() => void keep()}>
            {t('walls.keep')}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        </div>
      </div>
    </Panel>
  );
}

function PageFields(props: {
  page: WallPage;
  alone: boolean;
  onChange: (change: Partial<WallPage>) => void;
}) {
  const { page, alone, onChange } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  return (
    <>
      <div className="wall-edit-row">
        <Select
          mode="multiple"
          className="wall-edit-lines"
          aria-label={t('walls.lines')}
          placeholder={t('walls.allLines')}
          value={page.lines}
          options={index.model.lines.map(({ id, name }) => ({ value: id as string, label: name[language] }))}
          onChange={(lines) => onChange({ lines })}
        />
        {!alone && (
          <InputNumber
            aria-label={t('walls.seconds')}
            min={5}
            max={3600}
            precision={0}
            value={page.seconds}
            suffix="s"
            onChange={(seconds) => seconds !== null && onChange({ seconds })}
          />
        )}
      </div>
      <div className="wall-edit-page">
        <TileList label={t('walls.left')} tiles={page.left} onChange={(left) => onChange({ left })} />
        <section className="wall-edit-side" aria-label={t('walls.middle')}>
          <h3>{t('walls.middle')}</h3>
          <Segmented
            vertical
            value={page.stage}
            options={WALL_STAGES.map((stage) => ({ value: stage, label: t(`walls.stage.${stage}`) }))}
            onChange={(stage) => onChange({ stage })}
          />
          <Checkbox
            checked={page.glyphRows}
            onChange={(event) => onChange({ glyphRows: event.target.checked })}
          >
            {t('walls.glyphRows')}
          </Checkbox>
        </section>
        <TileList label={t('walls.right')} tiles={page.right} onChange={(right) => onChange({ right })} />
      </div>
    </>
  );
}
