import { describe, expect, test } from '@jest/globals';
import { testPlant } from '../line/test-plant.ts';
import { WELD_FAULTS } from './weld-faults.ts';
import { markFault, markHealthy } from './weld-runs.ts';

/** Not used while the verdict was made; the bench goes over more of them. */
const SEED = 515;
/** Each costs seconds; the others are the bench's. */
const SOME = ['gap, single spot', 'focus shift', 'porosity', 'burn-through', 'tunnel', 'tool broken'];

describe('verdicts of simulated seams', () => {
  test.each(WELD_FAULTS.filter(({ name }) => SOME.includes(name)).map((weld) => [weld.name, weld] as const))(
    '%s is named, and nothing else',
    (_, weld) => {
      const { right, missed, wrong, overlaps } = markFault(testPlant, weld, SEED, 6);
      expect({ missed, wrong }).toEqual({ missed: 0, wrong: 0 });
      expect(right).toBeGreaterThanOrEqual(1);
      for (const overlap of overlaps) expect(overlap).toBeGreaterThan(0.5);
    },
  );

  test('an hour of healthy seams is called nothing', () => {
    const { right, wrong } = markHealthy(testPlant, SEED, 15);
    expect(wrong).toBe(0);
    expect(right).toBeGreaterThan(15);
  });
});
