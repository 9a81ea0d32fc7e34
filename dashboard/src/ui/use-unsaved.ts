import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks before what somebody wrote is lost with the page: by one of its links, or because it is closed or loaded anew. */
export function useUnsaved(isUnsaved: boolean): void {
  const { t } = useTranslation();
  const question = t('common.unsaved');
  useEffect(() => {
    if (!isUnsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
      if (!link || !leavesPage(link, event) || confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('beforeunload', onUnload);
    // Before the router hears of it.
    document.addEventListener('click', onClick, true);
    return () => {
      removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
    };
  }, [isUnsaved, question]);
}

/** Whether the router would show another page in place of this one; the browser asks by itself where it loads one. */
function leavesPage(link: HTMLAnchorElement, { button, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  const opensElsewhere = link.target === '_blank' || link.hasAttribute('download');
  if (button !== 0 || ctrlKey || metaKey || shiftKey || opensElsewhere) return false;
  return link.origin === location.origin && link.pathname !== location.pathname;
}
