import type { ProductionStop } from '@linetwin/contracts';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productionApi } from '../../live/api/production-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { ActorNameField, useActorName } from '../shared/actor-name.tsx';
import { durationText } from './reason-text.ts';

/** The reasons of this kind of machine as buttons: one touch gives the stop its reason. */
export function ExplainDialog(props: { stop: ProductionStop; onClose: () => void; onDone: () => void }) {
  const { stop, onClose, onDone } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const actor = useActorName();
  const [note, setNote] = useState(stop.explanation?.note ?? '');
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState('');
  const equipment = index.equipment(stop.machine);
  const reasons = index.model.production.stopReasons.filter(
    ({ kinds }) => !kinds || (equipment && kinds.includes(equipment.kind)),
  );

  const send = async (reason: string) => {
    const by = actor.take();
    if (by === false) return;
    setBusy(reason);
    setError('');
    try {
      await productionApi.explain({
        machine: stop.machine,
        from: stop.from,
        reason,
        ...(note.trim() && { note: note.trim() }),
        ...(by !== undefined && { by }),
      });
      onDone();
    } catch (failure) {
      setError(t('production.saveFailed', { detail: (failure as Error).message }));
      setBusy(undefined);
    }
  };

  return (
    <Modal open title={t('production.explainTitle')} onCancel={onClose} footer={null} width={480}>
      <p>
        <b>{equipment?.id ?? stop.machine}</b> {equipment?.name[language]} ·{' '}
        {formatMoment(stop.from, index.model.site.timeZone, live.now())} · {durationText(stop.seconds)}
      </p>
      <div className="reason-buttons">
        {reasons.map((reason) => (
          <Button
            key={reason.id}
            loading={busy === reason.id}
            disabled={busy !== undefined && busy !== reason.id}
            type={stop.explanation?.reason === reason.id ? 'primary' : 'default'}
            onClick={() => void send(reason.id)}
          >
            {reason.name[language]}
          </Button>
        ))}
      </div>
      <ActorNameField actor={actor} />
      <label className="field">
        <span>{t('production.note')}</span>
        <Input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
      </label>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </Modal>
  );
}
