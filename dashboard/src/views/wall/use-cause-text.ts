import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Matter } from '../../live/matters.ts';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { alarmTexts } from '../shared/alarm-text.ts';

/** What a matter began with, in the language of the page. */
export function useCauseText(): (matter: Matter) => string {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  return useCallback(
    ({ cause }) => {
      if ('alarm' in cause) return alarmTexts(cause.alarm, index, language, t).message;
      const { verdict, componentName } = cause.finding;
      return `${t(`findings.verdict.${verdict}`)} · ${componentName[language]}`;
    },
    [t, language, index],
  );
}
