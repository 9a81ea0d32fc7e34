import { useTranslation } from 'react-i18next';
import { useIsReplay } from '../../live/session-context.ts';
import { Icon } from '../../ui/icons.tsx';
import { useReplayControl } from './use-replay-control.ts';
import { useReplayKeys } from './use-replay-keys.ts';

/** The way into the past, in the top bar; absent for those who may not, and while one is there. */
export function ReplayButton() {
  const { t } = useTranslation();
  const isReplay = useIsReplay();
  const { allowed, enter } = useReplayControl();
  const shown = allowed && !isReplay;
  useReplayKeys(shown ? { r: () => enter() } : {});
  if (!shown) return null;
  return (
    <button
      type="button"
      className="quiet-button replay-enter"
      title={t('replay.enterHint')}
      onClick={() => enter()}
    >
      <Icon name="replay" />
      <span>{t('replay.enter')}</span>
    </button>
  );
}
