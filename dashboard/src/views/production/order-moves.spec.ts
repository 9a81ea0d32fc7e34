import { expect, test } from '@jest/globals';
import { movesOf } from './order-moves.ts';

test('an order that is planned by mistake, or runs, can be cancelled, and one that has ended is left alone', () => {
  expect(movesOf({ state: 'planned' })).toEqual(['running', 'cancelled']);
  expect(movesOf({ state: 'running' })).toEqual(['done', 'cancelled']);
  expect(movesOf({ state: 'done' })).toEqual([]);
  expect(movesOf({ state: 'cancelled' })).toEqual([]);
});
