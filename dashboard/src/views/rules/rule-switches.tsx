import type { RuleDetail, SwitchRule } from '@linetwin/contracts';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { rulesApi } from '../../live/api/rules-api.ts';
import { useReasonAgainst } from '../shared/rights.ts';
import { SendDialog } from '../shared/send-dialog.tsx';
import { useRuleTexts, type RuleT } from './rule-texts.ts';

const LEAST_REASON = 3;

/** Buttons that switch a rule; why one cannot be pressed is said with it. */
export function RuleSwitches(props: {
  rule: RuleDetail;
  version: number;
  onEdit: () => void;
  onChanged: () => void;
}) {
  const { rule, version, onEdit, onChanged } = props;
  const t = useRuleTexts();
  const [asking, setAsking] = useState<SwitchRule['to']>();
  const refused = useReasonAgainst('engineer');
  if (rule.state === 'retired') return null;
  const notLive = refused ?? whyNotLive(rule, version, t);
  return (
    <div className="rule-buttons">
      <Button
        type="primary"
        disabled={notLive !== undefined}
        title={notLive}
        onClick={() => setAsking('live')}
      >
        {t('switch.goLive', { version })}
      </Button>
      {rule.live !== null && (
        <Button disabled={refused !== undefined} title={refused} onClick={() => setAsking('off')}>
          {t('switch.off')}
        </Button>
      )}
      <Button disabled={refused !== undefined} title={refused} onClick={onEdit}>
        {t('switch.edit')}
      </Button>
      <Button disabled={refused !== undefined} title={refused} onClick={() => setAsking('retired')}>
        {t('switch.retire')}
      </Button>
      {notLive && <span className="note">{notLive}</span>}
      {asking && (
        <SwitchDialog
          rule={rule.id}
          to={asking}
          version={version}
          onClose={() => setAsking(undefined)}
          onDone={onChanged}
        />
      )}
    </div>
  );
}

/** What is still missing before a version may go live; the server holds to the same. */
function whyNotLive({ live, backTests }: RuleDetail, version: number, t: RuleT): string | undefined {
  if (live === version) return t('switch.isLive');
  const done = backTests.filter((test) => test.version === version && test.state === 'done');
  if (done.length === 0) return t('switch.needsTest');
  return done.some(({ seenAt }) => seenAt !== null) ? undefined : t('switch.needsSeen');
}

function SwitchDialog(props: {
  rule: string;
  to: SwitchRule['to'];
  version: number;
  onClose: () => void;
  onDone: () => void;
}) {
  const { rule, to, version, onClose, onDone } = props;
  const t = useRuleTexts();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const why = reason.trim();
  const title = { live: t('switch.goLive', { version }), off: t('switch.off'), retired: t('switch.retire') }[
    to
  ];
  const text = { live: t('switch.liveText'), off: t('switch.offText'), retired: t('switch.retireText') }[to];
  const send = async (by: string | undefined) => {
    await rulesApi.switchTo(rule, to === 'live' ? { to, version, reason: why, by } : { to, reason: why, by });
    void message.success(t('switch.done'));
    onDone();
    onClose();
  };
  return (
    <SendDialog
      title={title}
      width={460}
      asksWho
      missing={why.length < LEAST_REASON ? t('switch.reasonMissing') : undefined}
      send={send}
      failed={({ message: detail }) => t('switch.failed', { detail })}
      onClose={onClose}
    >
      <p className="muted">{text}</p>
      <label className="field">
        <span>{t('switch.reason')}</span>
        <Input value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </label>
    </SendDialog>
  );
}
