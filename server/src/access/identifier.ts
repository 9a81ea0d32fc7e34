import type { AccessSettings } from '../config/access-settings.ts';
import { readCookie, type CookieKind, type Headers } from './sessions/cookies.ts';
import type { DisplaysService } from './displays/displays.service.ts';
import type { KeysService } from './keys/keys.service.ts';
import { nobody, type Principal } from './principal.ts';
import type { Sessions } from './sessions/sessions.ts';

export const SESSION_COOKIE: CookieKind = { name: 'linetwin_session' };
/** As long as browsers keep any. */
export const DISPLAY_COOKIE: CookieKind = { name: 'linetwin_display', maxAgeS: 400 * 86_400 };

/** Finds out who asks, by what a request carries. */
export class Identifier {
  readonly settings: AccessSettings;
  /** Cookies are sent over TLS only, where people come over TLS. */
  readonly secure: boolean;
  private readonly sessions: Sessions;
  private readonly keys: KeysService;
  private readonly displays: DisplaysService;

  constructor(settings: AccessSettings, sessions: Sessions, keys: KeysService, displays: DisplaysService) {
    this.settings = settings;
    this.secure = settings.publicUrl?.startsWith('https:') ?? false;
    this.sessions = sessions;
    this.keys = keys;
    this.displays = displays;
  }

  sessionSecret(headers: Headers): string | undefined {
    return readCookie(headers, SESSION_COOKIE.name, this.secure);
  }

  displayKey(headers: Headers): string | undefined {
    return readCookie(headers, DISPLAY_COOKIE.name, this.secure);
  }

  /** @see Sessions.find for `believedMs`. @throws when the data base is away and nobody can say */
  async identify(headers: Headers, believedMs?: number): Promise<Principal> {
    const gateway = basicOf(headers);
    if (gateway) {
      const machines = await this.keys.findGateway(gateway.id, gateway.password);
      return machines
        ? { kind: 'gateway', role: null, id: gateway.id, name: gateway.id, machines }
        : nobody(false);
    }
    const shown = bearerOf(headers);
    if (shown !== undefined) {
      const token = await this.keys.findToken(shown, believedMs);
      // Whoever shows a key that does not fit wants more than anybody may; what is open must not hide that it is wrong.
      return token ? { kind: 'token', ...token } : nobody(false);
    }
    const secret = this.sessionSecret(headers);
    const session = secret && (await this.sessions.find(secret, believedMs));
    if (session) {
      const { user, sessionId } = session;
      return { kind: 'person', user, sessionId, role: user.mustChangePassword ? null : user.role };
    }
    const key = this.displayKey(headers);
    const display = key && (await this.displays.find(key, believedMs));
    if (display) return { kind: 'display', role: 'viewer', id: display.id, name: display.name };
    return nobody(this.settings.login === 'loopback-open');
  }
}

/** Name and password of a gateway. @see RFC 7617 */
function basicOf({ authorization }: Headers): { id: string; password: string } | undefined {
  if (typeof authorization !== 'string') return undefined;
  const coded = /^Basic +([A-Za-z0-9+/]{1,512}={0,2})$/i.exec(authorization)?.[1];
  if (coded === undefined) return undefined;
  const [id, ...password] = Buffer.from(coded, 'base64').toString('utf8').split(':');
  return { id, password: password.join(':') };
}

function bearerOf({ authorization }: Headers): string | undefined {
  if (typeof authorization !== 'string') return undefined;
  return /^Bearer +(\S{1,256})$/i.exec(authorization)?.[1] ?? '';
}
