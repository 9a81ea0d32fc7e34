import { describe, expect, test } from '@jest/globals';
import { signalStatistics } from '@linetwin/signal';
import { DEFAULT_BEARING_PARAMETERS } from './parameters.ts';
import { faultStage, iso20816Zone } from './severity.ts';

describe('ISO 20816 zones', () => {
  test.each([
    [1.4, 'group-2-rigid', 'A'],
    [1.41, 'group-2-rigid', 'B'],
    [4.5, 'group-2-rigid', 'C'],
    [4.6, 'group-2-rigid', 'D'],
    [4.6, 'group-1-flexible', 'B'],
    [0.5, 'small', 'A'],
  ] as const)('%d mm/s on %s is zone %s', (velocity, group, zone) => {
    expect(iso20816Zone(velocity, group)).toBe(zone);
  });
});

describe('the stage of a fault', () => {
  const sine = signalStatistics(Float64Array.from({ length: 100 }, (_, i) => 10 * Math.sin(i)));
  const baseline = { bursts: 3, views: {}, rms: 1 };

  test('follows the grade', () => {
    expect(faultStage('none', sine, null, DEFAULT_BEARING_PARAMETERS)).toBeNull();
    expect(faultStage('probable', sine, null, DEFAULT_BEARING_PARAMETERS)).toBe(2);
    expect(faultStage('clear', sine, null, DEFAULT_BEARING_PARAMETERS)).toBe(3);
  });

  test('is 4 when the level is far above healthy and the impulses have drowned', () => {
    expect(faultStage('clear', sine, baseline, DEFAULT_BEARING_PARAMETERS)).toBe(4);
    expect(faultStage('clear', sine, { ...baseline, rms: 5 }, DEFAULT_BEARING_PARAMETERS)).toBe(3);
  });
});
