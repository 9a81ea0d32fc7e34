import { expect, test } from '@jest/globals';
import { WaitingAge } from './waiting-age.ts';

test('the age of the oldest that waits grows until it is gone, and is that of the next one then', () => {
  const age = new WaitingAge();
  expect(age.look(undefined, 0)).toBe(0);
  expect(age.look({ oldest: 1, newest: 3 }, 1000)).toBe(0);
  expect(age.look({ oldest: 1, newest: 6 }, 2000)).toBe(1000);
  expect(age.look({ oldest: 3, newest: 6 }, 3000)).toBe(2000);
  expect(age.look({ oldest: 4, newest: 6 }, 4000)).toBe(2000);
  expect(age.look({ oldest: 7, newest: 9 }, 5000)).toBe(0);
  expect(age.look(undefined, 6000)).toBe(0);
  expect(age.look({ oldest: 10, newest: 10 }, 9000)).toBe(0);
});
