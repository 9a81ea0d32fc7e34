import { useEffect, useRef, useState } from 'react';
import { useSession } from './session-context.ts';
import { useFetched, type Fetched } from './use-fetched.ts';
import { instantToAsk, PLAYING_LOOK_MS, RESTING_LOOK_MS } from './instant-to-ask.ts';

/**
 * Instant of a replay that the server is asked for, ms since 1970 UTC; undefined while the page is live.
 *
 * It is where the cursor rests, and the minute of plant time before it while it plays: never later than what is shown.
 */
export function useReplayInstant(): number | undefined {
  const { replay } = useSession();
  const [instant, setInstant] = useState(() => instantToAsk(replay.state()));
  useEffect(() => {
    // Whoever enters a replay or leaves it mounts all pages anew.
    if (!replay.isOn()) return;
    let lookedAt = -Infinity;
    const timer = setInterval(() => {
      const cursor = replay.state();
      const now = performance.now();
      if (cursor?.playing && now - lookedAt < PLAYING_LOOK_MS) return;
      lookedAt = now;
      setInstant(instantToAsk(cursor));
    }, RESTING_LOOK_MS);
    return () => clearInterval(timer);
  }, [replay]);
  return instant;
}

/** Asks again when the time that is asked for has moved; what is shown stays until the answer is there. */
export function useFollow(time: number | string | undefined, ...asked: { retry: () => void }[]): void {
  const before = useRef(time);
  useEffect(() => {
    if (before.current === time) return;
    before.current = time;
    for (const { retry } of asked) retry();
  });
}

/**
 * As `useFetched`, of the instant that a replay shows, and again whenever it comes to another one. What could not be read of an instant is
 * not shown as another one told it.
 *
 * @param ask gets the instant, undefined for the present
 * @param everyMs asks again so often while the page is live
 */
export function useFetchedAt<T>(
  key: string | null,
  ask: (at: number | undefined, signal: AbortSignal) => Promise<T>,
  everyMs?: number,
): Fetched<T> {
  const at = useReplayInstant();
  const fetched = useFetched(key, (abort) => ask(at, abort), at === undefined ? everyMs : undefined);
  useFollow(at, fetched);
  return at !== undefined && fetched.error ? { ...fetched, data: undefined } : fetched;
}
