import { roleReaches, type SessionAnswer, type UserRole } from '@linetwin/contracts';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { ApiError, jsonBody, NOTHING, request } from './api/http.ts';
import type { ConnectionStore } from './connection-state.ts';
import { SESSION_ANSWER } from './session-answer.ts';

export const SIGN_IN_PATH = '/sign-in';
/** What the live connection says to somebody who has to sign in. */
const SIGN_IN_FIRST = 'sign-in-required';

/** Until the server has answered: the page shows that it is connecting, not that somebody must sign in. */
const UNKNOWN: SessionAnswer = {
  login: 'loopback-open',
  kind: 'nobody',
  user: null,
  role: 'viewer',
  acknowledgeByName: false,
  directory: null,
};

/** Who looks at the page, and what that one may do. The server decides; this is for what is shown. */
export class AccountStore {
  private current = UNKNOWN;
  private readonly listeners = new Set<() => void>();

  readonly state = (): SessionAnswer => this.current;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.listeners.add(onChange);
    return () => this.listeners.delete(onChange);
  };

  /** Asks the server; without an answer everything stays as it was. @returns whether there was an answer */
  async load(): Promise<boolean> {
    try {
      this.set(await request(SESSION_ANSWER, '/api/session'));
      return true;
    } catch (error) {
      // The live connection says that the server is away; `watch` asks again when it is back.
      // A proxy that says 502 is no server either.
      return error instanceof ApiError && error.status > 0 && error.status < 500;
    }
  }

  /** Who looked at the page when it was last open, while the server cannot be asked. */
  showLast(account: SessionAnswer): void {
    this.set(account);
  }

  /** Asks again whenever the connection was made anew or refused. */
  watch(connection: ConnectionStore): void {
    let before = connection.state();
    connection.subscribe(() => {
      const now = connection.state();
      const back = now.phase === 'live' && before.phase !== 'live';
      const refused = now.detail === SIGN_IN_FIRST && before.detail !== SIGN_IN_FIRST;
      before = now;
      if (back || refused) void this.load();
    });
  }

  async signIn(login: string, password: string): Promise<void> {
    this.set(await request(SESSION_ANSWER, '/api/session', jsonBody('POST', { login, password })));
  }

  async changePassword(before: string, after: string): Promise<void> {
    await request(NOTHING, '/api/session/password', jsonBody('PUT', { before, after }));
    await this.load();
  }

  async signOut(): Promise<void> {
    try {
      await request(NOTHING, '/api/session', { method: 'DELETE' });
    } finally {
      this.set({ ...this.current, kind: 'nobody', user: null, role: null });
    }
  }

  private set(next: SessionAnswer): void {
    if (JSON.stringify(next) === JSON.stringify(this.current)) return;
    this.current = next;
    for (const listener of this.listeners) listener();
  }
}

export const AccountContext = createContext<AccountStore | null>(null);

export function useAccountStore(): AccountStore {
  const store = useContext(AccountContext);
  if (!store) throw new Error('useAccountStore needs an AccountContext above it.');
  return store;
}

export function useAccount(): SessionAnswer {
  const store = useAccountStore();
  return useSyncExternalStore(store.subscribe, store.state);
}

/** Whether the one who looks has at least this role. */
export function useMay(role: UserRole): boolean {
  const account = useAccount();
  return account.kind !== 'nobody' && account.role !== null && roleReaches(account.role, role);
}
