import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { holdChanges } from '../../live/api/http.ts';
import { useAccount, useMay } from '../../live/account.ts';
import { usePlant, useSession } from '../../live/session-context.ts';
import { useUrlState } from '../../ui/use-url-state.ts';

/** A replay begins so long ago: far enough that all of it is stored, near enough to be recognised. */
const BEGIN_AGO_MS = 60_000;

export interface ReplayControl {
  /** Whether whoever looks may replay; somebody without a name may where pages are open, which the server decides. */
  allowed: boolean;
  enter: (at?: number) => void;
  leave: () => void;
}

/** Ways into the past and back. While there, nothing can be changed from this page. */
export function useReplayControl(): ReplayControl {
  const { t } = useTranslation();
  const session = useSession();
  const { live } = usePlant();
  const [, setAt] = useUrlState('at', '');
  const { kind } = useAccount();
  const mayReplay = useMay('engineer');
  const held = t('replay.held');
  const enter = useCallback(
    (at?: number) => {
      holdChanges(held);
      session.enterReplay(at ?? live.now() - BEGIN_AGO_MS);
    },
    [session, live, held],
  );
  const leave = useCallback(() => {
    holdChanges(undefined);
    setAt(null);
    session.backToLive();
  }, [session, setAt]);
  return { allowed: mayReplay || kind === 'nobody', enter, leave };
}
