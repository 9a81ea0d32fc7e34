import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../live/session-context.ts';

/** What is asked of the server follows the cursor so often at most, ms. */
const FOLLOW_MS = 3000;
/** And by steps of plant time, ms. */
const STEP_MS = 60_000;

/** Minute of plant time that a replay shows, of those in which it rests a while; null while the page is live. */
export function useReplayMoment(): number | null {
  const { replay } = useSession();
  const read = () => {
    const cursor = replay.state();
    return cursor && Math.floor(cursor.at / STEP_MS);
  };
  const [moment, setMoment] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setMoment(read()), FOLLOW_MS);
    return () => clearInterval(timer);
  });
  return moment;
}

/** Asks again for the time that a replay came to; what is shown stays until the answer is there. */
export function useFollowReplay(...asked: { retry: () => void }[]): void {
  const moment = useReplayMoment();
  const before = useRef(moment);
  useEffect(() => {
    if (before.current === moment) return;
    before.current = moment;
    for (const { retry } of asked) retry();
  });
}
