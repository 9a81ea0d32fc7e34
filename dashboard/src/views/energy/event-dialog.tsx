import type { MeterTree } from '@linetwin/model';
import { Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { energyApi } from '../../live/api/energy-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { SpanFields, useTypedSpan } from './span-fields.tsx';
import { useSubmit } from './use-submit.ts';

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
  const { busy, problem, submit } = useSubmit(
    () => energyApi.addEvent({ meter, ...span!, kwh: effect === 'days' ? null : kwh, reason: reason.trim() }),
    onAdded,
  );
  return (
    <Modal
      open
      title={t('energy.addEvent')}
      okText={t('energy.enter')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={busy}
      onOk={() => void submit()}
      onCancel={onClose}
      width={440}
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
      {problem && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </Modal>
  );
}
