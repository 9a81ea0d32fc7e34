import { describe, expect, test } from '@jest/globals';
import { countedFrom, partsAt } from './parts-at.ts';

const STORY = { id: 'story', branchOf: null };
const branch = (id: string, run: string, at: number) => ({ id, branchOf: { run, at } });

describe('where two runs part', () => {
  test('is where one branches from the other, whichever is named first', () => {
    expect(partsAt(STORY, branch('cured', 'story', 60))).toBe(60);
    expect(partsAt(branch('cured', 'story', 60), STORY)).toBe(60);
  });

  test('is the earlier branch of two futures of one story', () => {
    expect(partsAt(branch('cured', 'story', 60), branch('slower', 'story', 40))).toBe(40);
    expect(partsAt(branch('slower', 'story', 40), branch('cured', 'story', 60))).toBe(40);
  });

  test('is where the nearer one branched, of a branch and a branch of it', () => {
    expect(partsAt(branch('cured', 'story', 60), branch('later', 'cured', 90))).toBe(90);
  });

  test('is nowhere for runs that have nothing in common', () => {
    expect(partsAt(STORY, { id: 'other', branchOf: null })).toBeUndefined();
    expect(partsAt(STORY, branch('cured', 'other', 60))).toBeUndefined();
    expect(partsAt(branch('a', 'story', 60), branch('b', 'other', 60))).toBeUndefined();
    expect(partsAt({ id: 'a', branchOf: null }, { id: 'b', branchOf: null })).toBeUndefined();
  });
});

describe('what runs made is counted', () => {
  const run = { ...STORY, beginAt: 1_000, endAt: 61_000, cycleS: 1 };

  test('from the first values of simulated machines, which come a period after the start', () => {
    expect(countedFrom(run, undefined)).toBe(2_000);
    expect(countedFrom(run, { ...run, id: 'other', cycleS: 5 })).toBe(6_000);
    expect(countedFrom({ ...run, endAt: 1_500 }, undefined)).toBe(1_500);
  });

  test('from the start of a recording that was imported, and from where two futures part', () => {
    expect(countedFrom({ ...run, cycleS: null }, undefined)).toBe(1_000);
    expect(countedFrom(run, { ...run, ...branch('cured', 'story', 30_000) })).toBe(30_000);
  });
});
