import type { MeasureModeRow, Recommendation } from '@linetwin/contracts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { savingsApi } from '../../live/api/savings-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useReasonAgainstAcknowledging } from '../shared/rights.ts';
import { SendDialog } from '../shared/send-dialog.tsx';
import { modeAgainst } from './applicable.ts';
import { useEndReason, useMeasureName } from './measure-name.ts';

/** Carries a recommendation out after one question, or ends one that stands; what only people can do says so. */
export function ApplyButton(props: {
  recommendation: Recommendation;
  modes: readonly MeasureModeRow[] | undefined;
  onChanged: () => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  // Whoever may acknowledge an alarm here may apply: operators, or a typed name on the server's own machine.
  const refused = useReasonAgainstAcknowledging();
  const { recommendation, modes, onChanged } = props;
  const stands = recommendation.state === 'applied';
  if (!stands && recommendation.state !== 'proposed') return null;
  if (recommendation.setting === null) return <span className="muted">{t('savings.byPeople')}</span>;
  const against = stands ? undefined : modeAgainst(modes, recommendation);
  if (against) return <span className="muted">{t(`savings.modeName.${against}`)}</span>;
  return (
    <>
      <Button
        type={stands ? 'default' : 'primary'}
        disabled={refused !== undefined}
        title={refused}
        onClick={() => setOpen(true)}
      >
        {t(stands ? 'savings.end' : 'savings.apply')}
      </Button>
      {open && (
        <QuestionDialog
          recommendation={recommendation}
          onClose={() => setOpen(false)}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

function QuestionDialog(props: {
  recommendation: Recommendation;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { recommendation, onClose, onChanged } = props;
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const { message } = App.useApp();
  const measureName = useMeasureName();
  const reasonName = useEndReason();
  const stands = recommendation.state === 'applied';

  const send = async (by: string | undefined) => {
    const after = stands
      ? await savingsApi.end(recommendation.id, by)
      : await savingsApi.apply(recommendation.id, by, Math.round(live.now()));
    if (stands) void message.success(t('savings.endedNow'));
    else if (after.state === 'applied') void message.success(t('savings.applied'));
    else void message.warning(t('savings.refused', { detail: reasonName(after.endedBy ?? '') }));
    onChanged();
    onClose();
  };

  return (
    <SendDialog
      title={t(stands ? 'savings.endTitle' : 'savings.applyTitle')}
      okText={t(stands ? 'savings.end' : 'savings.apply')}
      asksWho
      send={send}
      failed={({ message: detail }) => t('savings.failed', { detail })}
      onClose={onClose}
    >
      <p>
        <strong>{index.equipment(recommendation.equipment)?.id}</strong> ·{' '}
        {measureName(recommendation.measure)}
      </p>
      <p className="muted">{t(stands ? 'savings.endText' : 'savings.applyText')}</p>
    </SendDialog>
  );
}
