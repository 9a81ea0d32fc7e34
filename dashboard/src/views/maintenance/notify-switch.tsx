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

/** Pops up every incident that opens while a page is open, once, where the browser allows it; a tap leads to it. */
export function useIncidentNotifications(): void {
  const { records } = useSession();
  const { language } = usePreferences();
  useEffect(() => {
    if (!supported()) return;
    // What stood when the page was opened is no news.
    let known = records.loaded ? idsOf(records.incidents()) : undefined;
    return records.subscribe(() => {
      if (!records.loaded) return;
      const standing = records.incidents();
      const fresh = known ? standing.filter(({ id }) => !known!.has(id)) : [];
      known = new Set([...(known ?? []), ...idsOf(standing)]);
      if (Notification.permission !== 'granted') return;
      for (const { id, cause } of fresh)
        void popUp(cause.title[language], {
          // Lets several open pages show it once.
          tag: id,
          body: cause.advice[0]?.[language],
          data: { path: `/maintenance/${encodeURIComponent(id)}` },
        });
    });
  }, [records, language]);
}

function idsOf(incidents: readonly { id: string }[]): Set<string> {
  return new Set(incidents.map(({ id }) => id));
}

/** Browsers of phones let only the worker of a page show something; where there is none, the page does it itself. */
async function popUp(
  title: string,
  options: NotificationOptions & { data: { path: string } },
): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker?.active) return worker.showNotification(title, options);
  const shown = new Notification(title, options);
  shown.onclick = () => {
    window.focus();
    location.assign(options.data.path);
  };
}
