import type { Alarm } from '@linetwin/contracts';
import { App, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api/api.ts';
import { usePlant, useSession } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { alarmTexts } from './alarm-text.ts';
import { AlarmGlyph } from './machine-glyph.tsx';
import { SendDialog } from './send-dialog.tsx';

/** Asks for a comment, and for a name where nobody signs in; loaded when it is first opened. */
export default function AcknowledgeDialog({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { records } = useSession();
  const { message } = App.useApp();
  const [comment, setComment] = useState('');
  const texts = alarmTexts(alarm, index, language, t);

  const send = async (by: string | undefined) => {
    records.putAnswered(await api.acknowledge(alarm.id, by, comment.trim() || undefined));
    void message.success(t('alarms.done'));
    onClose();
  };

  return (
    <SendDialog
      title={t('alarms.acknowledgeTitle')}
      okText={t('alarms.acknowledge')}
      asksWho
      send={send}
      failed={({ message: detail }) => t('alarms.failed', { detail })}
      onClose={onClose}
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
      <label className="field">
        <span>{t('alarms.comment')}</span>
        <Input.TextArea
          value={comment}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 5 }}
          onChange={(event) => setComment(event.target.value)}
        />
      </label>
    </SendDialog>
  );
}
