import { BASELINE_PERIODS, type BaselinePeriod } from '@linetwin/contracts';
import type { MeterTree } from '@linetwin/model';
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { energyApi } from '../../live/api/energy-api.ts';
import type { ApiError } from '../../live/api/http.ts';
import { usePlant } from '../../live/session-context.ts';
import { formatDate } from '../../ui/format.ts';
import { SendDialog } from '../shared/send-dialog.tsx';
import { refusalText } from './refusal-text.ts';
import { SpanFields, useTypedSpan } from './span-fields.tsx';

const DAY_MS = 86_400_000;
/** A baseline rests on so many days before today unless somebody says otherwise. */
const USUAL_DAYS = 90;

/** Makes days of a meter a baseline: of the whole plant, a line or one machine. */
export function BaselineDialog(props: { tree: MeterTree; onClose: () => void; onMade: () => void }) {
  const { tree, onClose, onMade } = props;
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const zone = index.model.site.timeZone;
  const [name, setName] = useState(() => t('energy.baselineName', { date: formatDate(live.now(), zone) }));
  const [meter, setMeter] = useState(tree.root.id);
  const typed = useTypedSpan(() => ({ from: live.now() - USUAL_DAYS * DAY_MS, to: live.now() }));
  const [period, setPeriod] = useState<BaselinePeriod>('day');
  const { span } = typed;
  const send = async () => {
    await energyApi.makeBaseline({ name: name.trim(), meter, period, ...span! });
    onMade();
  };
  return (
    <SendDialog
      title={t('energy.makeBaseline')}
      isComplete={span !== undefined && name.trim() !== ''}
      send={send}
      failed={(failure) => refusalText(t, failure as ApiError)}
      onClose={onClose}
    >
      <label className="field">
        <span>{t('energy.name')}</span>
        <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      </label>
      <SpanFields tree={tree} meter={meter} setMeter={setMeter} typed={typed} />
      <div className="field">
        <span>{t('energy.baselineOf')}</span>
        <Radio.Group
          value={period}
          options={BASELINE_PERIODS.map((value) => ({ value, label: t(`energy.baselinePeriod.${value}`) }))}
          onChange={({ target }) => setPeriod(target.value as BaselinePeriod)}
        />
      </div>
      <p className="muted small">{t('energy.baselineHint')}</p>
    </SendDialog>
  );
}
