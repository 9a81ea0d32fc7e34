import { describe, expect, test } from '@jest/globals';
import { RateLimiter } from './rate-limiter.ts';
import { SignInAttempts } from './sessions/sign-in-attempts.ts';

describe('wrong passwords', () => {
  let now = 0;
  const attempts = new SignInAttempts(() => now);
  const fail = (times: number, login: string, address: string) =>
    Array.from({ length: times }, () => attempts.failed(login, address));

  test('cost nothing at first, then twice as long each, at most a quarter of an hour', () => {
    expect(fail(4, 'li', 'a')).toEqual([false, false, false, false]);
    expect(attempts.waitMs('li', 'a')).toBe(0);
    expect(fail(1, 'li', 'a')).toEqual([true]);
    expect(attempts.waitMs('li', 'elsewhere')).toBe(1000);
    now += 1000;
    expect(attempts.waitMs('li', 'a')).toBe(0);
    fail(1, 'li', 'b');
    expect(attempts.waitMs('li', 'a')).toBe(2000);
    fail(30, 'li', 'c');
    expect(attempts.waitMs('li', 'a')).toBe(15 * 60_000);
  });

  test('are forgotten after a success, or after an hour without one', () => {
    attempts.succeeded('li');
    expect(attempts.waitMs('li', 'a')).toBe(0);
    fail(6, 'wang', 'd');
    now += 3_600_000;
    expect(fail(1, 'wang', 'e')).toEqual([false]);
    expect(attempts.waitMs('wang', 'e')).toBe(0);
  });

  test('with ever other names make the address wait, which one success does not end', () => {
    for (let i = 0; i < 20; i++) attempts.failed(`name ${i}`, 'f');
    attempts.succeeded('name 3');
    expect(attempts.waitMs('new name', 'f')).toBe(1000);
    expect(attempts.waitMs('new name', 'g')).toBe(0);
  });

  test('are remembered of a bounded number', () => {
    for (let i = 0; i < 30_000; i++) attempts.failed(`name ${i}`, `address ${i}`);
    expect(attempts.size).toBe(10_000);
  });
});

describe('the rate limiter', () => {
  let now = 0;
  const limiter = new RateLimiter(2, 3, () => now);

  test('grants a burst, then so many a second, to each on its own', () => {
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 1]);
    expect(limiter.take('b')).toBe(0);
    now += 500;
    expect([1, 2].map(() => limiter.take('a'))).toEqual([0, 1]);
    now += 60_000;
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 1]);
  });

  test('remembers a bounded number', () => {
    for (let i = 0; i < 30_000; i++) limiter.take(`address ${i}`);
    expect(limiter.size).toBe(10_000);
  });
});
