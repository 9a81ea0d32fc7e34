import { describe, expect, test } from '@jest/globals';
import { BusyError, passwordProblem, Passwords } from './passwords.ts';

describe('a password', () => {
  const passwords = new Passwords();

  test('is kept as Argon2id with a salt of its own, and known again', async () => {
    const hashes = await Promise.all([
      passwords.hash('correct horse 电池'),
      passwords.hash('correct horse 电池'),
    ]);
    expect(hashes[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
    expect(await passwords.verify('correct horse 电池', hashes[0])).toBe(true);
    expect(await passwords.verify('correct horse 电波', hashes[0])).toBe(false);
    // Full-width letters from a Chinese keyboard are the same letters.
    expect(await passwords.verify('ｃorrect horse 电池', hashes[0])).toBe(true);
  });

  test('is checked with the parameters that it was kept with', async () => {
    // Test vector of the reference program (github.com/P-H-C/phc-winner-argon2, src/test.c): m = 64 MiB, t = 2, p = 1.
    const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await passwords.verify('password', stored)).toBe(true);
  });

  test.each([
    null,
    undefined,
    '',
    'plain',
    '$argon2i$v=19$m=8,t=1,p=1$c29tc2FsdHNhbHQ$c29tc2FsdHNhbHRzb21lc2FsdA',
  ])('is never right where %j is kept', async (stored) => {
    expect(await passwords.verify('plain', stored)).toBe(false);
  });

  test('waits its turn, and is refused when too many wait', async () => {
    const many = await Promise.allSettled(Array.from({ length: 110 }, () => passwords.verify('x', null)));
    const refused = many.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused).toHaveLength(8);
    expect(refused[0].reason).toBeInstanceOf(BusyError);
    expect(await passwords.verify('x', null)).toBe(false);
  }, 60_000);

  test.each([
    ['short one', 'password-short'],
    ['aaaaaaaaaaaaaaaa', 'password-few-symbols'],
    ['linetwin-admin-2026', 'password-guessable'],
    ['password123456!!', 'password-guessable'],
    ['qwertyqwerty', 'password-guessable'],
    ['li.jing li.jing', 'password-guessable'],
    ['Li Jing 12345678', 'password-guessable'],
  ])('%j is refused as a new one', (password, reason) => {
    expect(passwordProblem(password, { login: 'li.jing', name: 'Li Jing' })).toBe(reason);
  });

  test.each(['grinding wheels at dawn', 'x7fq-92mk-aa4t-9zzp', '轴承车间的早班从六点钟开始'])(
    '%j will do',
    (password) => {
      expect(passwordProblem(password, { login: 'li.jing', name: 'Li Jing' })).toBeUndefined();
    },
  );
});
