import { USER_ROLES, type SessionAnswer } from '@linetwin/contracts';
import { refused, type Check } from './api/http.ts';

type Fields = Record<string, unknown>;

const KINDS: readonly SessionAnswer['kind'][] = ['nobody', 'person', 'display', 'token', 'gateway'];
const SOURCES: readonly NonNullable<SessionAnswer['user']>['source'][] = ['password', 'directory'];
const LOGINS: readonly SessionAnswer['login'][] = ['required', 'loopback-open'];

const isText = (value: unknown) => typeof value === 'string';
const isOneOf = (among: readonly string[]) => (value: unknown) => among.includes(value as string);
const orNull = (fits: (value: unknown) => boolean) => (value: unknown) => value === null || fits(value);

const USER: Record<keyof NonNullable<SessionAnswer['user']>, (value: unknown) => boolean> = {
  id: isText,
  login: isText,
  name: isText,
  role: isOneOf(USER_ROLES),
  disabled: (value) => typeof value === 'boolean',
  source: isOneOf(SOURCES),
  mustChangePassword: (value) => typeof value === 'boolean',
  createdAt: Number.isFinite,
  lastSignInAt: orNull(Number.isFinite),
};
const SESSION: Record<keyof SessionAnswer, (value: unknown) => boolean> = {
  login: isOneOf(LOGINS),
  kind: isOneOf(KINDS),
  user: orNull((value) => wrongField(value, USER) === undefined),
  role: orNull(isOneOf(USER_ROLES)),
  acknowledgeByName: (value) => typeof value === 'boolean',
  directory: orNull(isText),
};

/**
 * Checks `GET /api/session`, the one answer that the first page waits for; by hand, because a schema of it would bring its library with it.
 * A test holds it to the schema of the server.
 */
export const SESSION_ANSWER: Check<SessionAnswer> = {
  safeParse: (answer) => {
    const wrong = wrongField(answer, SESSION);
    return wrong === undefined
      ? { success: true, data: answer as SessionAnswer }
      : refused('is not what a session has', wrong);
  },
};

function wrongField(value: unknown, fields: Record<string, (value: unknown) => boolean>): string | undefined {
  if (typeof value !== 'object' || value === null) return 'answer';
  return Object.keys(fields).find((name) => !fields[name]((value as Fields)[name]));
}
