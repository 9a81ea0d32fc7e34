import { describe, expect, test } from '@jest/globals';
import { readChoice, writeChoice, type AnalysisChoice } from './use-analysis-choice.ts';

describe('a link to an analysis', () => {
  test('brings back what was chosen', () => {
    const choice: AnalysisChoice = {
      kind: 'envelope',
      of: 'site/area/line/m1/a',
      against: 'site/area/line/m1/b',
      source: 'burst',
      sensor: 'site/area/line/m1/vibration',
      burst: 1_767_600_000_000,
      band: { lowHz: 2000, highHz: 4500.5 },
      speedRpm: 1790,
    };
    const link = writeChoice(new URLSearchParams('signals=a'), choice).toString();
    expect(readChoice(new URLSearchParams(link))).toEqual(choice);
    expect(new URLSearchParams(link).get('signals')).toBe('a');
  });

  test('is a histogram of the visible range when it says nothing that makes sense', () => {
    const choice = readChoice(new URLSearchParams('analysis=magic&band=9-2&rpm=-4&burst=x'));
    expect(choice).toMatchObject({ kind: 'histogram', source: 'range' });
    expect([choice.band, choice.speedRpm, choice.burst]).toEqual([undefined, undefined, undefined]);
  });

  test('forgets what is taken away', () => {
    const link = writeChoice(new URLSearchParams('burst=5&band=1-2'), { burst: undefined, band: undefined });
    expect(link.toString()).toBe('');
  });
});
