import { createHmac, timingSafeEqual } from 'node:crypto';

/** A link outlives the shift and the one after it; who comes later signs in. */
export const LINK_LIFE_MS = 24 * 3_600_000;

/**
 * What stands in a link of a notice: which notice, until when, and a signature over both, so that one that was made up or
 * changed is refused before anything is looked up.
 */
export function linkToken(notice: string, expiresAt: number, key: string): string {
  const what = `${Buffer.from(notice).toString('base64url')}.${expiresAt.toString(36)}`;
  return `${what}.${signatureOf(what, key)}`;
}

/** @returns the notice that the link is of; `undefined` for a link that was not made here or has expired */
export function noticeOfLink(token: string, now: number, key: string): string | undefined {
  const [notice, expiry, signature] = token.split('.');
  if (!notice || !expiry || !signature) return undefined;
  const expected = Buffer.from(signatureOf(`${notice}.${expiry}`, key));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  if (parseInt(expiry, 36) <= now) return undefined;
  return Buffer.from(notice, 'base64url').toString('utf8');
}

function signatureOf(what: string, key: string): string {
  return createHmac('sha256', key).update(what).digest('base64url');
}
