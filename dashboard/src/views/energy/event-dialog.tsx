import type { MeterTree } from '@linetwin/model';
import { Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { energyApi } from '../../live/api/energy-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { SendDialog } from '../shared/send-dialog.tsx';
import { SpanFields, useTypedSpan } from './span-fields.tsx';

const DAY_MS = 86_400_000;

/** Enters something that no baseline can know: with the energy it took, or so that its days are left out. */
export function EventDialog(props: { tree: MeterTree; onClose: () => void; onAdded: () => void }) {
  const { tree, onClose, onAdded } = props;
  const { t } = useTranslation();
  const { live } = usePlant();
  const [meter, setMeter] = useState(tree.root.id);
  const [effect, setEffect] = useState<'days' | 'energy'>('days');
  const [kwh, setKwh] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const typed = useTypedSpan(() => ({ from: live.now() - DAY_MS, to: live.now() }));
  const { span } = typed;
  const isComplete = span !== undefined && reason.trim() !== '' && (effect === 'days' || kwh !== null);
  const send = async () => {
    await energyApi.addEvent({ meter, ...span!, kwh: effect === 'days' ? null : kwh, reason: reason.trim() });
    onAdded();
  };
  return (
    <SendDialog
      title={t('energy.addEvent')}
      okText={t('energy.enter')}
      isComplete={isComplete}
      send={send}
      onClose={onClose}
    >
      <label className="field">
        <span>{t('energy.eventReason')}</span>
        <Input
          autoFocus
          value={reason}
          maxLength={300}
          placeholder={t('energy.eventExample')}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <SpanFields tree={tree} meter={meter} setMeter={setMeter} typed={typed} />
      <div className="field">
        <span>{t('energy.eventEffect')}</span>
        <Radio.Group
          value={effect}
          options={(['days', 'energy'] as const).map((value) => ({
            value,
            label: t(`energy.eventEffects.${value}`),
          }))}
          onChange={({ target }) => setEffect(target.value as typeof effect)}
        />
      </div>
      {effect === 'energy' && (
        <label className="field">
          <span>{t('energy.eventKwh')}</span>
          <InputNumber min={-1e9} max={1e9} controls={false} suffix="kWh" value={kwh} onChange={setKwh} />
        </label>
      )}
    </SendDialog>
  );
}
