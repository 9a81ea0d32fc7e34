import type { Alarm } from '@linetwin/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { alarmTexts } from '../shared/alarm-text.ts';
import { foldForSearch } from '../shared/machine-search.ts';

/** Which alarms are shown: of a line, a priority, and with a word in what they say or in the name of their machine. */
export function useAlarmFilter(wanted: { line: string; priority: string; search: string }) {
  const { line, priority, search } = wanted;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  return useMemo(() => {
    const word = foldForSearch(search);
    return (alarm: Alarm): boolean => {
      if (line && alarm.equipment.split('/')[2] !== line) return false;
      if (priority && alarm.priority !== Number(priority)) return false;
      if (!word) return true;
      const { message, machine, machineId } = alarmTexts(alarm, index, language, t);
      return foldForSearch(`${machineId} ${machine} ${message}`).includes(word);
    };
  }, [line, priority, search, index, language, t]);
}
