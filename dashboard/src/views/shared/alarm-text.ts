import type { Alarm } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { TFunction } from 'i18next';
import { formatNumber, withUnit, type Language } from '../../ui/format.ts';

export interface AlarmTexts {
  machine: string;
  machineId: string;
  message: string;
  value: string;
  setPoint: string;
}

/** What an alarm says in the language of the page. A signal that left the model is shown by its address. */
export function alarmTexts(alarm: Alarm, index: ModelIndex, language: Language, t: TFunction): AlarmTexts {
  const signal = index.signal(alarm.signal);
  const equipment = index.equipment(alarm.equipment);
  const unit = signal?.unit ?? '';
  const decimals = signal?.decimals;
  const name = signal?.name[language] ?? alarm.signal.split('/').at(-1)!;
  return {
    machine: equipment?.name[language] ?? alarm.equipment,
    machineId: equipment?.id ?? alarm.equipment.split('/').at(-1)!,
    message: alarm.message?.[language] ?? t('alarms.about', { name, limit: t(`limit.${alarm.limit}`) }),
    value: withUnit(formatNumber(alarm.value, language, decimals), unit),
    setPoint:
      alarm.rule || alarm.setPoint === null
        ? t('limit.ofRule', { rule: alarm.rule?.name[language] ?? '' })
        : `${alarm.limit.startsWith('low') ? '≤' : '≥'}\u2009${withUnit(formatNumber(alarm.setPoint, language, decimals), unit)}`,
  };
}
