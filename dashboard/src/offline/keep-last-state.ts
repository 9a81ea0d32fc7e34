import type { AccountStore } from '../live/account.ts';
import type { LiveSession } from '../live/live-session.ts';
import { forgetLastState, keepLastState } from './last-state.ts';

/** How old the kept state may be when a device goes out of reach without a word, ms. */
const EVERY_MS = 60_000;

/** Keeps what this page shows of the plant, now and then and whenever it is put away. Forgets it on signing out. */
export function keepLastStates(session: LiveSession, account: AccountStore): void {
  const keep = () => {
    const state = session.standing();
    if (state && account.state().role !== null)
      // A full or forbidden disk: the page then opens without anything, as before.
      void keepLastState({ ...state, account: account.state() }).catch(() => undefined);
  };
  setInterval(keep, EVERY_MS);
  document.addEventListener('visibilitychange', () => document.hidden && keep());
  addEventListener('pagehide', keep);
  account.subscribe(() => account.state().role === null && void forgetLastState());
}
