import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useIsReplay, useLivePaint, usePlant, useSession } from '../../live/session-context.ts';
import { textOfRefusal } from '../../locales/i18n.ts';
import { formatClock, formatDate } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { setText } from '../shared/live-value.tsx';
import { useReplayControl } from './use-replay-control.ts';
import { useReplayKeys } from './use-replay-keys.ts';
import { useReplayProblem } from './use-replay-problem.ts';

/** The instant in the address is kept up to date at this pace, ms. */
const ADDRESS_MS = 700;

/** Pages of what is kept or planned, not of how the plant stood. */
const PRESENT_PAGES =
  /^\/(planner|savings|rules|runs|layout|notices|system|users|displays|walls|keys|audit)(\/(new)?)?$/;

/** A link to an instant is followed once: whoever has gone back to live stays there. */
let linkFollowed = false;

/** Says over every page that this is the past, when, and how to come back. Absent while the page is live. */
export function ReplayBanner() {
  const { t } = useTranslation();
  const session = useSession();
  const isReplay = useIsReplay();
  const { enter } = useReplayControl();
  const [at, setAt] = useUrlState('at', '');

  useEffect(() => {
    if (linkFollowed) return;
    linkFollowed = true;
    const instant = Date.parse(at);
    if (!Number.isNaN(instant)) enter(instant);
  }, [at, enter]);

  useEffect(() => {
    if (!isReplay) return;
    const timer = setInterval(() => {
      const cursor = session.replay.state();
      // Only of a replay that stands still: pages are drawn anew with their address.
      if (cursor && !cursor.playing) setAt(new Date(cursor.at).toISOString());
    }, ADDRESS_MS);
    return () => clearInterval(timer);
  }, [isReplay, session, setAt]);

  if (isReplay) return <PastBanner />;
  const problem = session.replayProblem.now;
  if (!problem) return null;
  return (
    <div className="banner" role="alert">
      {t('replay.refused', { reason: textOfRefusal(problem) })}
    </div>
  );
}

function PastBanner() {
  const { t } = useTranslation();
  const { index } = usePlant();
  const { leave } = useReplayControl();
  const problem = useReplayProblem();
  const showsPresent = PRESENT_PAGES.test(useLocation().pathname);
  const time = useRef<HTMLElement>(null);
  const { timeZone } = index.model.site;
  useReplayKeys({ l: leave });
  useLivePaint((_live, now) =>
    setText(time.current!, `${formatDate(now, timeZone)} ${formatClock(now, timeZone)}`),
  );
  return (
    <div className="replay-banner" role="status">
      <span className="replay-flag">
        <Icon name="replay" />
        {t('replay.title')}
      </span>
      <b ref={time} className="replay-time" aria-live="off" />
      <span className="replay-note">
        {problem ? t('replay.problem', { reason: problem }) : t('replay.banner')}
      </span>
      {showsPresent && <strong className="present-note">{t('replay.presentPage')}</strong>}
      <button type="button" className="replay-leave" title={t('replay.backHint')} onClick={leave}>
        {t('replay.backToLive')} <kbd>L</kbd>
      </button>
    </div>
  );
}
