import type { AccessSettings } from '../config/access-settings.ts';
import { readCookie, type CookieKind, type Headers } from './cookies.ts';
import type { KeysService } from './keys.service.ts';
import { nobody, type Principal } from './principal.ts';
import type { Sessions } from './sessions.ts';

export const SESSION_COOKIE: CookieKind = { name: 'linetwin_session' };

/** Finds out who asks, by what a request carries. */
export class Identifier {
  readonly settings: AccessSettings;
  /** Cookies are sent over TLS only, where people come over TLS. */
  readonly secure: boolean;
  private readonly sessions: Sessions;
  private readonly keys: KeysService;

  constructor(settings: AccessSettings, sessions: Sessions, keys: KeysService) {
    this.settings = settings;
    this.secure = settings.publicUrl?.startsWith('https:') ?? false;
    this.sessions = sessions;
    this.keys = keys;
  }

  sessionSecret(headers: Headers): string | undefined {
    return readCookie(headers, SESSION_COOKIE.name, this.secure);
  }

  /** @throws when the data base is away and nobody can say */
  async identify(headers: Headers): Promise<Principal> {
    const shown = bearerOf(headers);
    if (shown !== undefined) {
      const token = await this.keys.findToken(shown);
      // Whoever shows a key that does not fit wants more than anybody may; what is open must not hide that it is wrong.
      return token ? { kind: 'token', ...token } : nobody(false);
    }
    const secret = this.sessionSecret(headers);
    const session = secret && (await this.sessions.find(secret));
    if (!session) return nobody(this.settings.login === 'loopback-open');
    const { user, sessionId } = session;
    return { kind: 'person', user, sessionId, role: user.mustChangePassword ? null : user.role };
  }
}

function bearerOf({ authorization }: Headers): string | undefined {
  if (typeof authorization !== 'string') return undefined;
  return /^Bearer +(\S{1,256})$/i.exec(authorization)?.[1] ?? '';
}
