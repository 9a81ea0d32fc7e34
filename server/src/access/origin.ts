import { isLoopback, type AccessSettings } from '../config/access-settings.ts';
import type { Headers } from './sessions/cookies.ts';

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Why a request must not be answered because of where it comes from; `undefined` when it may.
 *
 * While pages are open to the machine itself, they are so to nobody who comes through a proxy, or through a name that some
 * web site has made point here (DNS rebinding).
 */
export function placeProblem(headers: Headers, settings: AccessSettings): string | undefined {
  if (settings.login === 'required') return undefined;
  const through = headers['x-forwarded-for'] ?? headers.forwarded ?? headers.via;
  const host = hostOf(headers);
  const own = settings.publicUrl && new URL(settings.publicUrl).host;
  if (through === undefined && host !== undefined && (host === own || isLoopback(withoutPort(host))))
    return undefined;
  return 'Without a name the server answers only on its own machine; set LINETWIN_LOGIN=required to be reached from elsewhere.';
}

/**
 * Why a request must not be answered because another site's page sent it; `undefined` when it may. Browsers say so in every request
 * that could change something; what says nothing is no browser, and sends no cookie by itself.
 */
export function originProblem(
  method: string,
  headers: Headers,
  settings: AccessSettings,
): string | undefined {
  if (SAFE.has(method) || isSameOrigin(headers, settings)) return undefined;
  return 'The request comes from a page of another site.';
}

/** Whether page and server are the same site, as far as the browser says. */
export function isSameOrigin(headers: Headers, settings: AccessSettings): boolean {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
  if (typeof origin !== 'string' || !URL.canParse(origin)) return false;
  const { host, origin: asked } = new URL(origin);
  if (settings.publicUrl && asked === new URL(settings.publicUrl).origin) return true;
  return host === hostOf(headers);
}

function hostOf(headers: Headers): string | undefined {
  return typeof headers.host === 'string' ? headers.host.toLowerCase() : undefined;
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
