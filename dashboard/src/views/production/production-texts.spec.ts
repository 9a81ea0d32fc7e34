import { describe, expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import { TEST_SPINDLE, testPlant } from '@linetwin/testing';
import type { TFunction } from 'i18next';
import { toPlantTime } from './plant-time.ts';
import { durationText, mtbfText, reasonText } from './reason-text.ts';

const ZONE = 'Asia/Shanghai';

describe('durations', () => {
  test.each([
    [45.4, '45 s'],
    [420, '7 min'],
    [3600, '1 h'],
    [4800, '1 h 20 min'],
    [7199, '2 h'],
  ])('of %d s read as people say them', (seconds, text) => {
    expect(durationText(seconds).replaceAll('\u2009', ' ')).toBe(text);
  });
});

describe('a mean time between failures', () => {
  const said = (seconds: number | null, failures: number) =>
    mtbfText(seconds, failures).replaceAll('\u2009', ' ');

  test('is what was seen, where something failed', () => {
    expect(said(7200, 2)).toBe('2 h');
  });

  test('is longer than what was seen, where nothing failed yet', () => {
    expect(said(840, 0)).toBe('> 14 min');
  });

  test('is not known of a machine that did not work', () => {
    expect(said(null, 0)).toBe('–');
  });
});

describe('a field for date and time', () => {
  test('is read and written by the clock of the plant', () => {
    const instant = Date.UTC(2026, 0, 5, 0, 30);
    expect(toPlantTime.text(instant, ZONE)).toBe('2026-01-05T08:30');
    expect(toPlantTime.instant('2026-01-05T08:30', ZONE)).toBe(instant);
  });

  test('says nothing while it is not filled in', () => {
    expect(toPlantTime.instant('', ZONE)).toBeUndefined();
  });
});

describe('a reason of a stop', () => {
  const index = new ModelIndex(testPlant());
  const t = ((key: string, values: object = {}) =>
    `${key} ${JSON.stringify(values)}`) as unknown as TFunction;

  test('that an alarm gave names the signal in the language of the page', () => {
    const text = reasonText(`alarm:${TEST_SPINDLE}/temperature high`, index, 'zh', t);
    expect(text).toContain('温度');
    expect(text).toContain('limit.high');
  });

  test('that left the plant file shows by its id', () => {
    expect(reasonText('old-reason', index, 'en', t)).toBe('old-reason');
  });
});
