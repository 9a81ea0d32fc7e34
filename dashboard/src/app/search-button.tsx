import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withPageTexts } from '../locales/i18n.ts';
import { Icon } from '../ui/icons.tsx';

const SearchDialog = lazy(withPageTexts(() => import('../views/search/search-dialog.tsx')));

/** Opens the search over everything, also by Ctrl-K or ⌘K from wherever one is. */
export function SearchButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
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
        id="search"
        className="quiet-button"
        aria-label={t('search.title')}
        aria-keyshortcuts="Control+K Meta+K"
        title={t('search.shortcut')}
        onClick={() => setOpen(true)}
      >
        <Icon name="search" />
      </button>
      {open && (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
