import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plannerApi } from '../../live/api/planner-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { SendDialog } from '../shared/send-dialog.tsx';

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
  const [lines, setLines] = useState(index.model.lines.map(({ id }) => id));
  const [hours, setHours] = useState(24);
  const send = async (by: string | undefined) => {
    onAsked((await plannerApi.ask(lines, hours, by)).id);
    onClose();
  };
  return (
    <SendDialog
      title={t('planner.newPlan')}
      isComplete={lines.length > 0}
      asksWho
      send={send}
      failed={({ message: detail }) => t('planner.failed', { detail })}
      onClose={onClose}
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
    </SendDialog>
  );
}
