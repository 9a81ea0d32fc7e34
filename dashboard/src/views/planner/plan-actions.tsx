import type { StartPlan } from '@linetwin/contracts';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plannerApi } from '../../live/api/planner-api.ts';
import { ActorNameField, useActorName } from '../shared/actor-name.tsx';
import { savingOf } from './plan-layout.ts';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';

/** Less than what is shown as 1 saves nothing. */
const LEAST_YUAN = 1;

type Action = 'apply' | 'withdraw';

/** Applies a proposed plan or withdraws an applied one, after one question; by role. */
export function PlanActions(props: { plan: StartPlan; onChanged: () => void }) {
  const { plan, onChanged } = props;
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const refused = useReasonAgainstAcknowledging();
  const action: Action | undefined =
    plan.state === 'proposed' ? 'apply' : plan.state === 'applied' ? 'withdraw' : undefined;
  // Still allowed: one may want the starts for another reason than cost.
  const savesNothing = savingOf(plan).yuan < LEAST_YUAN;
  const isOver = plan.from + plan.quarters * 900_000 <= Date.now();
  if (action === undefined || isOver) return null;
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
  const actor = useActorName();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const send = async () => {
    const by = actor.take();
    if (by === false) return;
    setBusy(true);
    try {
      await plannerApi[action](plan.id, by);
      onChanged();
      onClose();
    } catch (failure) {
      setError(t('planner.failed', { detail: (failure as Error).message }));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t(`planner.${action}Title`)}
      okText={t(`planner.${action}`)}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
      width={480}
    >
      <p className="muted">{t(`planner.${action}Text`)}</p>
      <ActorNameField actor={actor} onEnter={() => void send()} />
      {error && <p role="alert">{error}</p>}
    </Modal>
  );
}
