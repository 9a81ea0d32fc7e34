import { ORDER_ID } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productionApi } from '../../live/api/production-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { MomentField } from '../shared/time-field/time-field.tsx';
import { SendDialog } from '../shared/send-dialog.tsx';
import { toPlantTime } from './plant-time.ts';

const DAY_MS = 86_400_000;

/** Number, product, quantity and due time of an order, by the clock of the plant. */
export function NewOrderDialog(props: { line: Line; onClose: () => void; onDone: () => void }) {
  const { line, onClose, onDone } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const zone = index.model.site.timeZone;
  const products = index.model.production.products.filter((one) => one.line === line.id);
  const [id, setId] = useState('');
  const [product, setProduct] = useState(products[0]?.id);
  const [quantity, setQuantity] = useState<number | null>(line.shifts[0]?.plannedQuantity ?? 1000);
  const [due, setDue] = useState(toPlantTime.text(live.now() + DAY_MS, zone));
  const dueAt = toPlantTime.instant(due, zone);
  const complete = id.trim() !== '' && product !== undefined && quantity !== null && dueAt !== undefined;

  const send = async () => {
    if (!complete) return;
    await productionApi.createOrder({ id: id.trim(), line: line.id, product, quantity, dueAt, note: '' });
    onDone();
  };

  return (
    <SendDialog
      title={t('production.newOrder')}
      width={420}
      isComplete={complete}
      send={send}
      missing={ORDER_ID.test(id.trim()) ? undefined : t('production.orderIdForm')}
      failed={({ message: detail }) => t('production.saveFailed', { detail })}
      onClose={onClose}
    >
      <label className="field">
        <span>{t('production.orderId')}</span>
        <Input autoFocus value={id} maxLength={48} onChange={(event) => setId(event.target.value)} />
      </label>
      <label className="field">
        <span>{t('production.product')}</span>
        <Select
          value={product}
          options={products.map((one) => ({ value: one.id, label: one.name[language] }))}
          onChange={setProduct}
        />
      </label>
      <label className="field">
        <span>
          {t('production.quantity')} ({t('common.parts')})
        </span>
        <InputNumber min={1} max={1e9} precision={0} value={quantity} onChange={setQuantity} />
      </label>
      <label className="field">
        <span>
          {t('production.due')} ({t('common.plantTime')})
        </span>
        <MomentField label={t('production.due')} value={due} onChange={setDue} />
      </label>
    </SendDialog>
  );
}
