import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plannerApi } from '../../live/api/planner-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { ActorNameField, useActorName } from '../shared/actor-name.tsx';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';

const HOURS = [8, 12, 24, 48];

/** Asks for a plan of some lines. */
export function NewPlan({ onAsked }: { onAsked: (id: string) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const refused = useReasonAgainstAcknowledging();
  return (
    <>
      <Button disabled={refused !== undefined} title={refused} onClick={() => setOpen(true)}>
        {t('planner.newPlan')}
      </Button>
      {open && <Dialog onAsked={onAsked} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ onAsked, onClose }: { onAsked: (id: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const actor = useActorName();
  const [lines, setLines] = useState(index.model.lines.map(({ id }) => id));
  const [hours, setHours] = useState(24);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const send = async () => {
    const by = actor.take();
    if (by === false) return;
    setBusy(true);
    try {
      onAsked((await plannerApi.ask(lines, hours, by)).id);
      onClose();
    } catch (failure) {
      setError(t('planner.failed', { detail: (failure as Error).message }));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('planner.newPlan')}
      okText={t('planner.newPlan')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: lines.length === 0 }}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
      width={440}
    >
      <div className="plan-fields">
        <Select
          mode="multiple"
          value={lines}
          onChange={setLines}
          aria-label={t('planner.lines')}
          options={index.model.lines.map(({ id, name }) => ({ value: id, label: name[language] }))}
        />
        <Select
          value={hours}
          onChange={setHours}
          options={HOURS.map((value) => ({ value, label: t('planner.next', { hours: value }) }))}
        />
      </div>
      <ActorNameField actor={actor} onEnter={() => void send()} />
      {error && <p role="alert">{error}</p>}
    </Modal>
  );
}
