import { useTranslation } from 'react-i18next';
import { useIsReplay } from '../../live/session-context.ts';

/** Says in a replay that a panel shows the present all the same. */
export function PresentNote() {
  const { t } = useTranslation();
  if (!useIsReplay()) return null;
  return <span className="present-note">{t('replay.present')}</span>;
}
