import { expect, test } from '@jest/globals';
import type { RunSummary } from '@linetwin/contracts';
import { runNames } from './run-texts.ts';

const moment = (at: number) => `at ${at}`;
const run = (id: string, more: Partial<RunSummary> = {}) =>
  ({ id, name: 'wheel-dull', seed: 7, askedAt: 1, branchOf: null, ...more }) as RunSummary;

test('two runs of other seeds are told apart by these', () => {
  expect(runNames(run('a'), run('b', { seed: 8 }), 'branch', moment)).toEqual([
    'wheel-dull #7',
    'wheel-dull #8',
  ]);
});

test('a run and its branch are told apart by which is the branch, whichever comes first', () => {
  const branch = run('b', { branchOf: { run: 'a', at: 900 } });
  expect(runNames(run('a'), branch, 'branch', moment)).toEqual(['wheel-dull #7', 'wheel-dull #7 · branch']);
  expect(runNames(branch, run('a'), 'branch', moment)).toEqual(['wheel-dull #7 · branch', 'wheel-dull #7']);
});

test('two runs that are alike in all else are told apart by when each was asked for', () => {
  expect(runNames(run('a'), run('b', { askedAt: 2 }), 'branch', moment)).toEqual([
    'wheel-dull #7 · at 1',
    'wheel-dull #7 · at 2',
  ]);
});
