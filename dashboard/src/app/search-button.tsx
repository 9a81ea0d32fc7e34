import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { withPageTexts } from '../locales/i18n.ts';
import { DialogButton } from './dialog-button.tsx';

const SearchDialog = lazy(withPageTexts(() => import('../views/search/search-dialog.tsx')));

const isSearchKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey;

/** Opens the search over everything, also by Ctrl-K or ⌘K. */
export function SearchButton() {
  const { t } = useTranslation();
  return (
    <DialogButton
      id="search"
      icon="search"
      label={t('search.title')}
      title={t('search.shortcut')}
      shortcuts="Control+K Meta+K"
      isKey={isSearchKey}
      Dialog={SearchDialog}
    />
  );
}
