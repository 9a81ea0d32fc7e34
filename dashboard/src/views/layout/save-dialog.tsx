import type { LayoutPreview } from '@linetwin/contracts';
import { Alert, App, Button, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError } from '../../live/api/http.ts';
import { layoutApi } from '../../live/api/layout-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { Failure, Loading } from '../../ui/panel.tsx';
import type { LayoutDraft } from './use-draft.ts';

/** Long enough that nobody misses what to do next, s. */
const SHOWN_S = 12;

/** What changes in the plant files, before it is written or downloaded. */
export function SaveDialog(props: {
  draft: LayoutDraft;
  /** Version of the plant files that the draft was made on. */
  base: string;
  onClose: () => void;
  onReload: () => void;
}) {
  const { draft, base, onClose, onReload } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const moves = useMemo(() => [...draft.draft].map(([equipment, at]) => ({ equipment, at })), [draft.draft]);
  const preview = useFetched('preview', (abort) => layoutApi.preview(moves, abort));
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<ApiError>();
  const files = preview.data?.files;
  const outdated =
    (preview.data && preview.data.version !== base) || refused?.words?.text === 'plant-changed';

  const save = async () => {
    setSaving(true);
    setRefused(undefined);
    try {
      const saved = await layoutApi.save(base, moves);
      if (saved.takenUp === 'now') {
        void message.success(t('layout.saved'));
        draft.forget();
      } else void message.info(t('layout.savedRestart', { files: saved.files.join(', ') }), SHOWN_S);
      onReload();
      onClose();
    } catch (error) {
      setRefused(error as ApiError);
      setSaving(false);
    }
  };

  return (
    <Modal
      open
      width={760}
      title={t('layout.diffTitle')}
      onCancel={onClose}
      footer={
        <div className="layout-footer">
          {files?.map(({ file, text }) => (
            <Button key={file} onClick={() => download(file, text)}>
              {t('layout.download', { file })}
            </Button>
          ))}
          {preview.data?.writable && (
            <Button type="primary" loading={saving} disabled={outdated} onClick={() => void save()}>
              {t('layout.save')}
            </Button>
          )}
        </div>
      }
    >
      <div className="layout-review">
        {preview.data && !preview.data.writable && (
          <Alert type="warning" showIcon title={t('layout.readOnly')} />
        )}
        {draft.problems.length > 0 && (
          <Alert type="warning" showIcon title={t('layout.stillWrong', { count: draft.problems.length })} />
        )}
        {outdated ? (
          <Alert
            type="error"
            showIcon
            title={t('layout.conflict')}
            action={
              <Button
                size="small"
                onClick={() => {
                  onReload();
                  onClose();
                }}
              >
                {t('layout.reload')}
              </Button>
            }
          />
        ) : (
          refused && <Alert type="error" showIcon title={refused.message} />
        )}
        {files ? (
          files.map((file) => <FileDiff key={file.file} {...file} />)
        ) : preview.error ? (
          <Failure what={t('layout.previewFailed')} detail={preview.error.message} retry={preview.retry} />
        ) : (
          <Loading rows={5} />
        )}
      </div>
    </Modal>
  );
}

function FileDiff({ file, changes }: LayoutPreview['files'][number]) {
  const { t } = useTranslation();
  return (
    <section className="layout-diff" aria-label={t('layout.diffFile', { file })} tabIndex={0}>
      <h3>{file}</h3>
      {changes.map(({ line, before, after }) => (
        <div key={line}>
          <span className="muted small">{t('layout.diffLine', { line })}</span>
          <pre>
            {before.map((text, i) => (
              <del key={i}>{`- ${text}\n`}</del>
            ))}
            {after.map((text, i) => (
              <ins key={i}>{`+ ${text}\n`}</ins>
            ))}
          </pre>
        </div>
      ))}
    </section>
  );
}

function download(file: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.split('/').at(-1)!;
  link.click();
  URL.revokeObjectURL(url);
}
