/** Headers of a request, as Node gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface CookieKind {
  name: string;
  /** How long the browser keeps it; the session of the browser when left out. */
  maxAgeS?: number;
}

/**
 * Name of a cookie. Over TLS the prefix makes browsers refuse one that was set by another host or without TLS.
 */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** The text of a `Set-Cookie` header. Scripts never see the cookie, and other sites never send it. */
export function setCookie(
  { name, maxAgeS }: CookieKind,
  value: string,
  secure: boolean,
  sameSite: 'Strict' | 'Lax' = 'Strict',
): string {
  const parts = [`${cookieName(name, secure)}=${value}`, 'Path=/', 'HttpOnly', `SameSite=${sameSite}`];
  if (secure) parts.push('Secure');
  if (maxAgeS !== undefined) parts.push(`Max-Age=${maxAgeS}`);
  return parts.join('; ');
}

/** Takes a cookie away. */
export function clearCookie(kind: CookieKind, secure: boolean): string {
  return setCookie({ ...kind, maxAgeS: 0 }, '', secure);
}

/** Value of a cookie of ours; `undefined` when it was not sent or holds what we never set. */
export function readCookie(headers: Headers, name: string, secure: boolean): string | undefined {
  const header = headers.cookie;
  if (typeof header !== 'string') return undefined;
  const wanted = cookieName(name, secure);
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).trim() !== wanted) continue;
    const value = pair.slice(equals + 1).trim();
    return /^[\w.~-]{16,1024}$/.test(value) ? value : undefined;
  }
  return undefined;
}
