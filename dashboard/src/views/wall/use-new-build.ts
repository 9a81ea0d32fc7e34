import { useEffect } from 'react';
import { browserBuildHost, reloadForNewBuild } from '../../live/new-build.ts';
import { useConnection } from '../../live/session-context.ts';

/** Pages may be replaced while the server stays (a proxy in front of it); then they are noticed after this, ms. */
const LOOK_MS = 10 * 60_000;

/** Lets a screen that nobody operates take up a new version of the pages by itself. */
export function useNewBuild(): void {
  const live = useConnection().phase === 'live';
  useEffect(() => {
    if (!live) return;
    // Without an answer everything stays; it is looked for again.
    const look = () => void reloadForNewBuild(browserBuildHost).catch(() => undefined);
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [live]);
}
