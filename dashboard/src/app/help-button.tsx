import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { withPageTexts } from '../locales/i18n.ts';
import { DialogButton } from './dialog-button.tsx';

const HelpDialog = lazy(withPageTexts(() => import('../views/help/help-dialog.tsx')));
const TYPES = 'input, textarea, select, [contenteditable], [role="combobox"]';

/** Not while somebody writes. */
const isHelpKey = ({ key, target, defaultPrevented }: KeyboardEvent) =>
  key === '?' && !defaultPrevented && !(target as HTMLElement).closest(TYPES);

/** Opens the list of keys, also by "?". */
export function HelpButton() {
  const { t } = useTranslation();
  return (
    <DialogButton
      id="help"
      icon="help"
      label={t('nav.keys')}
      title={`${t('nav.keys')} (?)`}
      shortcuts="?"
      isKey={isHelpKey}
      Dialog={HelpDialog}
      className="help-button"
    />
  );
}
