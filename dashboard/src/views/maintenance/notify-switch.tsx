import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';

const supported = () => typeof Notification !== 'undefined';

/** Asks once for the right to pop up notifications; the browser remembers the answer. */
export function NotifySwitch() {
  const { t } = useTranslation();
  const [right, setRight] = useState(() => (supported() ? Notification.permission : 'denied'));
  if (!supported() || right === 'granted') return null;
  return (
    <Button
      size="small"
      disabled={right === 'denied'}
      title={t(right === 'denied' ? 'maintenance.notifyDenied' : 'maintenance.notifyHint')}
      onClick={() => void Notification.requestPermission().then(setRight)}
    >
      {t('maintenance.notifyOn')}
    </Button>
  );
}

/** Pops up every incident that opens while a page is open, once, where the browser allows it. */
export function useIncidentNotifications(): void {
  const { records } = useSession();
  const { language } = usePreferences();
  useEffect(() => {
    if (!supported()) return;
    const shown = new Set(records.incidents().map(({ id }) => id));
    return records.subscribe(() => {
      if (!records.loaded) return;
      for (const { id, cause } of records.incidents()) {
        if (shown.has(id)) continue;
        shown.add(id);
        if (Notification.permission !== 'granted') continue;
        // The tag lets several open pages show it once.
        new Notification(cause.title[language], { tag: id, body: cause.advice[0]?.[language] });
      }
    });
  }, [records, language]);
}
