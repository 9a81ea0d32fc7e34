import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withPageTexts } from '../locales/i18n.ts';
import { Icon } from '../ui/icons.tsx';

const HelpDialog = lazy(withPageTexts(() => import('../views/help/help-dialog.tsx')));
const TYPES = 'input, textarea, select, [contenteditable], [role="combobox"]';

/** Opens the list of keys, also by "?" from wherever nobody writes. */
export function HelpButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.defaultPrevented || (event.target as HTMLElement).closest(TYPES)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        id="help"
        className="quiet-button help-button"
        aria-label={t('nav.keys')}
        aria-keyshortcuts="?"
        title={`${t('nav.keys')} (?)`}
        onClick={() => setOpen(true)}
      >
        <Icon name="help" />
      </button>
      {open && (
        <Suspense fallback={null}>
          <HelpDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
