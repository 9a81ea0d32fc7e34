import { createHash, randomBytes, randomInt } from 'node:crypto';

const SECRET_BYTES = 32;
/** Letters and figures that nobody mistakes for one another, on paper or on a wall. */
const CLEAR_SYMBOLS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 256 random bits, fit for a cookie or a header. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is stored of a secret. It has 256 random bits, so that no salt and no slow hash is needed to keep it. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** A password that a person types once: 4 groups of 5 symbols, 99 random bits. */
export function newPassword(): string {
  return Array.from({ length: 4 }, () => clearText(5)).join('-');
}

/** Random symbols that are easy to read off. */
export function clearText(length: number): string {
  return Array.from({ length }, () => CLEAR_SYMBOLS[randomInt(CLEAR_SYMBOLS.length)]).join('');
}
