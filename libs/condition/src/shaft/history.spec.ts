import { describe, expect, test } from '@jest/globals';
import { mulberry32 } from '../testing/synthetic-shaft.ts';
import { speedSlope, type ShaftHistory } from './history.ts';
import { DEFAULT_SHAFT_PARAMETERS } from './parameters.ts';

const { history: parameters } = DEFAULT_SHAFT_PARAMETERS;
const RATED_RPM = 2200;
const entry = (at: number, speedRpm: number, mmPerS: number): ShaftHistory[number] => ({
  at,
  speedRpm,
  harmonics: [mmPerS, 0.05],
  foreign: [],
});

/** Bursts whose speed wanders by ±2 %, with a line that follows it by some law, scattered by 1 %, oldest first. */
function bursts(count: number, seed: number, law: (speedShare: number, i: number) => number): ShaftHistory {
  const random = mulberry32(seed);
  return Array.from({ length: count }, (_, i) => {
    const share = 1 + 0.04 * (random() - 0.5);
    return entry(i, RATED_RPM * share, law(share, i) * (1 + 0.02 * (random() - 0.5)));
  });
}
/** Read at the newest of some bursts. */
const slopeOf = (all: ShaftHistory) => {
  const { speedRpm, harmonics } = all.at(-1)!;
  return speedSlope(all.slice(0, -1), { speedRpm, mmPerS: harmonics[0] }, 0, parameters);
};
const leastOf = (all: ShaftHistory) => {
  const slope = slopeOf(all)!;
  return slope.exponent - parameters.slopeErrors * slope.standardError;
};
/** 1 / |1 - r² + 2 i zeta r| of a support with its natural frequency at this share of the rated speed, under a force. */
const support = (natural: number) => (share: number) => {
  const r = share / natural;
  return share ** 3 / Math.hypot(1 - r * r, 2 * 0.08 * r);
};

describe('the exponent of a line over the speed', () => {
  test('is that of the law behind it, also while the fault grows', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { exponent, standardError } = slopeOf(bursts(20, seed, (share, i) => share ** 3 * 1.03 ** i))!;
      expect(Math.abs(exponent - 3)).toBeLessThan(5 * standardError);
      expect(standardError).toBeLessThan(0.3);
    }
  });

  test('is never beyond a rotating force for one, and nearly always for a support below its natural frequency', () => {
    let steep = 0;
    for (let seed = 1; seed <= 200; seed++) {
      for (const power of [2, 3])
        expect(leastOf(bursts(12, 1000 * power + seed, (share) => share ** power))).toBeLessThan(
          parameters.highestExponent,
        );
      if (leastOf(bursts(12, seed, support(1.15))) > parameters.highestExponent) steep++;
    }
    expect(steep).toBeGreaterThan(180);
  });

  test('is not read from too few bursts, nor from a speed that changed with nothing but time', () => {
    expect(slopeOf(bursts(parameters.slopeBursts - 1, 5, (share) => share ** 3))).toBeNull();
    const ramp = Array.from({ length: 12 }, (_, i) => entry(i, RATED_RPM * Math.exp(0.002 * i), 1.05 ** i));
    expect(slopeOf(ramp)).toBeNull();
  });

  test('forgets the bursts of before the line rose', () => {
    const before = bursts(10, 6, () => 0.3);
    const after = bursts(12, 7, (share) => share ** 3);
    expect(slopeOf([...before, ...after])).toEqual(slopeOf(after));
  });
});
