import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReasonAgainst } from './rights.ts';
import { SendDialog } from './send-dialog.tsx';

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
  const [reason, setReason] = useState('');
  return (
    <SendDialog
      title={title}
      okText={t('condition.learnAnew')}
      width={460}
      asksWho
      missing={reason.trim() === '' ? t('condition.reasonMissing') : undefined}
      send={async (by) => {
        await ask(reason.trim(), by);
        void message.success(t('condition.asked'));
        onDone();
        onClose();
      }}
      failed={({ message: detail }) => t('condition.askFailed', { detail })}
      onClose={onClose}
    >
      <p className="muted">{text}</p>
      <label className="field">
        <span>{t('condition.reason')}</span>
        <Input.TextArea
          rows={2}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </SendDialog>
  );
}
