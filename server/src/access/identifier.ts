import type { AccessSettings } from '../config/access-settings.ts';
import { readCookie, type CookieKind, type Headers } from './cookies.ts';
import { nobody, type Principal } from './principal.ts';
import type { Sessions } from './sessions.ts';

export const SESSION_COOKIE: CookieKind = { name: 'linetwin_session' };

/** Finds out who asks, by what a request carries. */
export class Identifier {
  readonly settings: AccessSettings;
  /** Cookies are sent over TLS only, where people come over TLS. */
  readonly secure: boolean;
  private readonly sessions: Sessions;

  constructor(settings: AccessSettings, sessions: Sessions) {
    this.settings = settings;
    this.secure = settings.publicUrl?.startsWith('https:') ?? false;
    this.sessions = sessions;
  }

  sessionSecret(headers: Headers): string | undefined {
    return readCookie(headers, SESSION_COOKIE.name, this.secure);
  }

  /** @throws when the data base is away and nobody can say */
  async identify(headers: Headers): Promise<Principal> {
    const secret = this.sessionSecret(headers);
    const session = secret && (await this.sessions.find(secret));
    if (!session) return nobody(this.settings.login === 'loopback-open');
    const { user, sessionId } = session;
    return { kind: 'person', user, sessionId, role: user.mustChangePassword ? null : user.role };
  }
}
