import { alarmPointOf, type Alarm } from '@linetwin/contracts';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../live/account.ts';
import { api } from '../../live/api/api.ts';
import { useSession } from '../../live/session-context.ts';
import { AcknowledgeButton } from '../shared/acknowledge.tsx';
import { useActorName } from '../shared/actor-name.tsx';
import { useReasonAgainst, useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { QuietDialog } from './quiet-dialog.tsx';

/** What a person can do with an alarm that speaks: acknowledge, reset, shelve, take out of service. */
export function AlarmActions({ alarm, name }: { alarm: Alarm; name: string }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'shelve' | 'take-out'>();
  const refused = useReasonAgainstAcknowledging() !== undefined;
  const engineer = useMay('engineer');
  return (
    <span className="alarm-actions">
      <AcknowledgeButton alarm={alarm} compact />
      {alarm.state === 'LatchedAcknowledged' && <PointButton alarm={alarm} change="reset" />}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'shelve', label: t('handling.shelve'), disabled: refused },
            { key: 'take-out', label: t('handling.takeOut'), disabled: !engineer },
          ],
          onClick: ({ key }) => setDialog(key as 'shelve' | 'take-out'),
        }}
      >
        <Button size="small" className="more" aria-label={t('handling.more', { name })}>
          ⋯
        </Button>
      </Dropdown>
      {dialog && <QuietDialog what={dialog} target={alarm} onClose={() => setDialog(undefined)} />}
    </span>
  );
}

/** Ends what keeps an alarm quiet, or resets a latched one. */
export function PointButton({ alarm, change }: { alarm: Alarm; change: 'unshelve' | 'reset' | 'return' }) {
  const { t } = useTranslation();
  const { records } = useSession();
  const { message } = App.useApp();
  const actor = useActorName();
  const [busy, setBusy] = useState(false);
  const asOperator = useReasonAgainstAcknowledging();
  const asEngineer = useReasonAgainst('engineer');
  const refused = change === 'return' ? asEngineer : asOperator;
  const text = {
    unshelve: 'handling.unshelve',
    reset: 'handling.reset',
    return: 'handling.putBack',
  } as const;
  const send = async () => {
    const by = actor.take();
    // Nobody is signed in and no name was ever typed here: the acknowledge dialog is where it is asked for.
    if (by === false) return void message.warning(t('alarms.nameMissing'));
    setBusy(true);
    try {
      const point = alarmPointOf(alarm);
      const answer = await (change === 'return'
        ? api.changeAlarmService(point, { change, by })
        : api.changeAlarmPoint(point, { change, by }));
      // The stay outside Normal is over; where its condition holds, the alarm that rose anew has come as well.
      records.putAnswered({ ...alarm, state: 'Normal' });
      records.putAnswered(answer);
      void message.success(t('handling.done'));
    } catch (failure) {
      void message.error(t('handling.failed', { detail: (failure as Error).message }));
      setBusy(false);
    }
  };
  return (
    <Button
      size="small"
      loading={busy}
      disabled={refused !== undefined}
      title={refused}
      onClick={() => void send()}
    >
      {t(text[change])}
    </Button>
  );
}
