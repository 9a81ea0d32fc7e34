import type { StartPlan } from '@linetwin/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plannerApi } from '../../live/api/planner-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { SendDialog } from '../shared/send-dialog.tsx';
import { endOfPlan, savingOf } from './plan-layout.ts';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';

/** Less than what is shown as 1 saves nothing. */
const LEAST_YUAN = 1;

type Action = 'apply' | 'withdraw';

/** Applies a proposed plan or withdraws an applied one, after one question; by role. */
export function PlanActions(props: { plan: StartPlan; onChanged: () => void }) {
  const { plan, onChanged } = props;
  const { t } = useTranslation();
  const { live } = usePlant();
  const [asking, setAsking] = useState(false);
  const refused = useReasonAgainstAcknowledging();
  const action: Action | undefined =
    plan.state === 'proposed' ? 'apply' : plan.state === 'applied' ? 'withdraw' : undefined;
  // Still allowed: one may want the starts for another reason than cost.
  const savesNothing = savingOf(plan).yuan < LEAST_YUAN;
  if (action === undefined || endOfPlan(plan) <= live.now()) return null;
  return (
    <>
      <Button
        type={action === 'apply' && !savesNothing ? 'primary' : 'default'}
        disabled={refused !== undefined}
        title={refused}
        onClick={() => setAsking(true)}
      >
        {t(`planner.${action}`)}
      </Button>
      {asking && (
        <Question action={action} plan={plan} onClose={() => setAsking(false)} onChanged={onChanged} />
      )}
    </>
  );
}

function Question(props: { action: Action; plan: StartPlan; onClose: () => void; onChanged: () => void }) {
  const { action, plan, onClose, onChanged } = props;
  const { t } = useTranslation();
  const send = async (by: string | undefined) => {
    await plannerApi[action](plan.id, by);
    onChanged();
    onClose();
  };
  return (
    <SendDialog
      title={t(`planner.${action}Title`)}
      okText={t(`planner.${action}`)}
      width={480}
      asksWho
      send={send}
      failed={({ message: detail }) => t('planner.failed', { detail })}
      onClose={onClose}
    >
      <p className="muted">{t(`planner.${action}Text`)}</p>
    </SendDialog>
  );
}
