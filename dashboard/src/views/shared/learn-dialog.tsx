import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActorNameField, useActorName } from './actor-name.tsx';
import { useReasonAgainst } from './rights.ts';

interface Asked {
  title: string;
  text: string;
  /** Sends it; throws with a message fit to be shown. */
  ask: (reason: string, by: string | undefined) => Promise<unknown>;
  onDone: () => void;
}

/** Has something learned anew, with a reason; for engineers. */
export function LearnButton(props: Asked) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const refused = useReasonAgainst('engineer');
  return (
    <>
      <Button size="small" disabled={refused !== undefined} title={refused} onClick={() => setOpen(true)}>
        {t('condition.learnAnew')}
      </Button>
      {open && <LearnDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function LearnDialog({ title, text, ask, onDone, onClose }: Asked & { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const actor = useActorName();
  const [reason, setReason] = useState('');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (reason.trim() === '') return setError(t('condition.reasonMissing'));
    const by = actor.take();
    if (by === false) return;
    setBusy(true);
    try {
      await ask(reason.trim(), by);
      void message.success(t('condition.asked'));
      onDone();
      onClose();
    } catch (failure) {
      setError(t('condition.askFailed', { detail: (failure as Error).message }));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={t('condition.learnAnew')}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
      width={460}
    >
      <p className="muted">{text}</p>
      <label className="field">
        <span>{t('condition.reason')}</span>
        <Input.TextArea
          rows={2}
          value={reason}
          maxLength={500}
          status={error && reason.trim() === '' ? 'error' : undefined}
          onChange={(event) => {
            setReason(event.target.value);
            setError('');
          }}
        />
      </label>
      <ActorNameField actor={actor} onEnter={() => void send()} />
      {error && (
        <p role="alert" className="field-error">
          {error}
        </p>
      )}
    </Modal>
  );
}
