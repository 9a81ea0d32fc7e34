import type { Meter, MeterTree } from '@linetwin/model';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import type { EnergySpan } from '../../live/api/energy-api.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { toPlantTime } from '../production/plant-time.ts';
import { MomentField } from '../shared/time-field/time-field.tsx';

/** Text of both fields, and the span that they are; none while one is not filled in, or they are the wrong way round. */
export interface TypedSpan {
  from: string;
  to: string;
  setFrom: (text: string) => void;
  setTo: (text: string) => void;
  span: EnergySpan | undefined;
}

export function useTypedSpan(first: () => EnergySpan): TypedSpan {
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const [texts, setTexts] = useState(() => {
    const { from, to } = first();
    return { from: toPlantTime.text(from, zone), to: toPlantTime.text(to, zone) };
  });
  const from = toPlantTime.instant(texts.from, zone);
  const to = toPlantTime.instant(texts.to, zone);
  return {
    ...texts,
    setFrom: (text) => setTexts((before) => ({ ...before, from: text })),
    setTo: (text) => setTexts((before) => ({ ...before, to: text })),
    span: from !== undefined && to !== undefined && from < to ? { from, to } : undefined,
  };
}

/** A meter and a time by the clock of the plant. */
export function SpanFields(props: {
  tree: MeterTree;
  meter: string;
  setMeter: (id: string) => void;
  typed: TypedSpan;
}) {
  const { tree, meter, setMeter, typed } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const nameOf = ({ id, name, level }: Meter) =>
    level === 'machine' ? `${id.split('/').at(-1)} ${name[language]}` : name[language];
  return (
    <>
      <label className="field">
        <span>{t('energy.meter')}</span>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={meter}
          options={tree.meters
            .filter(({ level }) => level !== 'load')
            .map((one) => ({ value: one.id, label: nameOf(one) }))}
          onChange={setMeter}
        />
      </label>
      <label className="field">
        <span>
          {t('energy.from')} ({t('common.plantTime')})
        </span>
        <MomentField label={t('energy.from')} value={typed.from} onChange={typed.setFrom} />
      </label>
      <label className="field">
        <span>
          {t('energy.until')} ({t('common.plantTime')})
        </span>
        <MomentField label={t('energy.until')} value={typed.to} onChange={typed.setTo} />
      </label>
    </>
  );
}
