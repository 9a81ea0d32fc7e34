import type { Alarm } from '@linetwin/contracts';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api.ts';
import { isUnacknowledged } from '../../live/record-store.ts';
import { useAccount } from '../../live/account.ts';
import { usePlant, useSession } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { alarmTexts } from './alarm-text.ts';
import { AlarmGlyph } from './machine-glyph.tsx';
import { useReasonAgainstAcknowledging } from './rights.ts';

const STORED_NAME = 'linetwin.name';

/** Button that acknowledges under the own name, or asks for one where nobody signs in; that one is remembered on this device. */
export function AcknowledgeButton({ alarm, compact }: { alarm: Alarm; compact?: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const refused = useReasonAgainstAcknowledging();
  if (!isUnacknowledged(alarm)) return null;
  return (
    <>
      <Button
        size={compact ? 'small' : 'middle'}
        className="acknowledge"
        disabled={refused !== undefined}
        title={refused}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {t('alarms.acknowledge')}
      </Button>
      {open && <AcknowledgeDialog alarm={alarm} onClose={() => setOpen(false)} />}
    </>
  );
}

function AcknowledgeDialog({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { records } = useSession();
  const { message } = App.useApp();
  const { user } = useAccount();
  const [name, setName] = useState(() => readName());
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const texts = alarmTexts(alarm, index, language, t);

  const send = async () => {
    const by = user ? undefined : name.trim();
    if (by === '') {
      setMissing(true);
      return;
    }
    setBusy(true);
    setError('');
    try {
      records.putAnswered(await api.acknowledge(alarm.id, by, comment.trim() || undefined));
      if (by) keepName(by);
      void message.success(t('alarms.done'));
      onClose();
    } catch (failure) {
      setError(t('alarms.failed', { detail: (failure as Error).message }));
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      title={t('alarms.acknowledgeTitle')}
      okText={t('alarms.acknowledge')}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
      width={440}
    >
      <div className="ack-what" onClick={(event) => event.stopPropagation()}>
        <AlarmGlyph priority={alarm.priority} size={18} />
        <div>
          <strong>{texts.message}</strong>
          <div className="muted">
            {texts.machineId} {texts.machine} · {texts.value} ({texts.setPoint})
          </div>
        </div>
      </div>
      {user ? (
        <p className="ack-as">{t('access.acknowledgeAs', { name: user.name })}</p>
      ) : (
        <label className="field">
          <span>{t('alarms.yourName')}</span>
          <Input
            autoFocus
            id="acknowledge-name"
            value={name}
            maxLength={64}
            placeholder={t('alarms.namePlaceholder')}
            status={missing ? 'error' : undefined}
            onChange={(event) => {
              setName(event.target.value);
              setMissing(false);
            }}
            onPressEnter={() => void send()}
          />
          {missing && <small className="field-error">{t('alarms.nameMissing')}</small>}
        </label>
      )}
      <label className="field">
        <span>{t('alarms.comment')}</span>
        <Input.TextArea
          value={comment}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 5 }}
          onChange={(event) => setComment(event.target.value)}
        />
      </label>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </Modal>
  );
}

function readName(): string {
  try {
    return localStorage.getItem(STORED_NAME) ?? '';
  } catch {
    return '';
  }
}

function keepName(name: string): void {
  try {
    localStorage.setItem(STORED_NAME, name);
  } catch {
    // Private windows forbid storage; the name is then asked again next time.
  }
}
