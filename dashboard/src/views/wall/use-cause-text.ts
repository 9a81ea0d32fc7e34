import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Matter } from '../../live/matters.ts';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { alarmTexts } from '../shared/alarm-text.ts';
import { verdictText } from '../shared/finding-text.ts';

/** What a matter began with, in the language of the page. */
export function useCauseText(): (matter: Matter) => string {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  return useCallback(
    ({ cause }) => {
      if ('alarm' in cause) return alarmTexts(cause.alarm, index, language, t).message;
      return `${verdictText(cause.finding, language, t)} · ${cause.finding.componentName[language]}`;
    },
    [t, language, index],
  );
}
