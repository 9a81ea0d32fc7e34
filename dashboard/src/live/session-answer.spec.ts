import { describe, expect, test } from '@jest/globals';
import { sessionAnswerSchema, USER_ROLES, type SessionAnswer } from '@linetwin/contracts';
import fc from 'fast-check';
import { SESSION_ANSWER } from './session-answer.ts';

const user = fc.record({
  id: fc.string(),
  login: fc.string(),
  name: fc.string(),
  role: fc.constantFrom(...USER_ROLES),
  disabled: fc.boolean(),
  source: fc.constantFrom('password', 'directory'),
  mustChangePassword: fc.boolean(),
  createdAt: fc.integer(),
  lastSignInAt: fc.option(fc.integer()),
});
const session = fc.record({
  login: fc.constantFrom('required', 'loopback-open'),
  kind: fc.constantFrom('nobody', 'person', 'display', 'token', 'gateway'),
  user: fc.option(user),
  role: fc.option(fc.constantFrom(...USER_ROLES)),
  acknowledgeByName: fc.boolean(),
  directory: fc.option(fc.string()),
});
/** Something that a field may hold instead, none of it right for all. */
const other = fc.constantFrom<unknown>(undefined, null, 7, NaN, 'other', true, {}, []);
const isTaken = (answer: unknown) => SESSION_ANSWER.safeParse(answer).success;

describe('the answer about a session is checked as the schema of the server checks it', () => {
  test('and what the server may say is taken as it is', () => {
    fc.assert(
      fc.property(session, (answer) => {
        expect(sessionAnswerSchema.safeParse(answer).success).toBe(true);
        expect(SESSION_ANSWER.safeParse(answer)).toEqual({ success: true, data: answer });
      }),
    );
  });

  test('where one field holds something else', () => {
    const keys = Object.keys(sessionAnswerSchema.shape) as (keyof SessionAnswer)[];
    fc.assert(
      fc.property(session, fc.constantFrom(...keys), other, (answer, key, value) => {
        const changed = { ...answer, [key]: value };
        expect(isTaken(changed)).toBe(sessionAnswerSchema.safeParse(changed).success);
      }),
    );
  });

  test('where one field of the user holds something else', () => {
    fc.assert(
      fc.property(session, user, fc.nat(8), other, (answer, person, at, value) => {
        const key = Object.keys(person)[at];
        const changed = { ...answer, user: { ...person, [key]: value } };
        expect(isTaken(changed)).toBe(sessionAnswerSchema.safeParse(changed).success);
      }),
    );
  });

  test('and an answer that is no object says so', () => {
    expect(SESSION_ANSWER.safeParse(undefined)).toEqual({
      success: false,
      error: { issues: [{ path: ['answer'], message: 'is not what a session has' }] },
    });
  });
});
