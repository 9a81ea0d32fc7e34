import type { RunSummary } from '@linetwin/contracts';
import { useEffect, useState } from 'react';
import { browserSession } from '../../../live/browser-session.ts';
import { TICK_MS } from '../../../live/connection-state.ts';
import type { LiveSession } from '../../../live/live-session.ts';

/** A connection of its own that shows a run in place of the plant, from an instant on; none before it is made. */
export function useRunSession(run: RunSummary | undefined, at: number): LiveSession | undefined {
  const [session, setSession] = useState<LiveSession>();
  const id = run?.id;
  // A file may have a value a minute of what comes each second from the plant.
  const leastPeriodMs = run?.cycleS ? run.cycleS * 1000 : Infinity;
  useEffect(() => {
    if (id === undefined) return;
    const made = browserSession();
    made.start(location.origin);
    made.enterReplay(at, { id, leastPeriodMs });
    const timer = setInterval(() => made.tick(), TICK_MS);
    setSession(made);
    return () => {
      clearInterval(timer);
      setSession(undefined);
      made.stop();
    };
    // Where it goes on from `at` is steered.
  }, [id, leastPeriodMs]);
  return session;
}
