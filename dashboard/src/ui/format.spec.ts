import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatAge,
  formatClock,
  formatCount,
  formatEnds,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPercent,
  formatQuantity,
  unitText,
} from './format.ts';

describe('numbers', () => {
  test('have three significant digits when nobody asked for more', () => {
    expect(formatNumber(6.42357, 'en')).toBe('6.42');
    expect(formatNumber(0.012345, 'zh')).toBe('0.0123');
    expect(formatNumber(81.36, 'en')).toBe('81.4');
  });

  test('have the digits after the point that a signal asks for', () => {
    expect(formatNumber(842.25, 'en', 1)).toBe('842.3');
    expect(formatNumber(0.5, 'zh', 3)).toBe('0.500');
    expect(formatNumber(20, 'zh', 0)).toBe('20');
  });

  test('do not show digits that a float32 cannot hold', () => {
    expect(formatNumber(1234567.891, 'en', 3)).toBe('1,234,568');
  });

  test('of a bill have hundredths however large they are, so that its lines add up', () => {
    const lines = [136.42, 36.24, -1.3].map((yuan) => formatMoney(yuan, 'zh'));
    expect([...lines, formatMoney(171.36, 'zh')]).toEqual(['136.42', '36.24', '\u22121.30', '171.36']);
    expect(formatMoney(1234567.891, 'en')).toBe('1,234,567.89');
    expect(formatMoney(NaN, 'en')).toBe('–');
  });

  test('carry a real minus sign, and none on a rounded zero', () => {
    expect(formatNumber(-3.5, 'en', 1)).toBe('\u22123.5');
    expect(formatNumber(-0.01, 'en', 1)).toBe('0.0');
  });

  test('carry a thin space before the unit and none without unit', () => {
    expect(formatQuantity(12.34, 'kW', 'zh')).toBe('12.3\u2009kW');
    expect(formatQuantity(7, '', 'zh', 0)).toBe('7');
  });

  test('are a dash without unit where there is nothing', () => {
    expect(formatQuantity(NaN, 'kW', 'zh')).toBe('–');
    expect(formatPercent(null, 'en')).toBe('–');
    expect(formatCount(Infinity, 'en')).toBe('–');
  });

  test('have thousands by language', () => {
    expect(formatCount(21480, 'en')).toBe('21,480');
    expect(formatCount(21480, 'zh')).toBe('21,480');
  });

  test('never show a hyphen for a minus, whatever the value', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 5 }),
        (x, decimals) => {
          expect(formatNumber(x, 'en', decimals)).not.toContain('-');
        },
      ),
    );
  });
});

describe('units', () => {
  test.each([
    ['um', 'µm'],
    ['m3/h', 'm³/h'],
    ['m/s2', 'm/s²'],
    ['kW', 'kW'],
    ['r/min', 'r/min'],
    ['%', '%'],
  ])('%s is written %s', (unit, text) => expect(unitText(unit)).toBe(text));
});

describe('ages', () => {
  test.each([
    [0, '0\u2009s'],
    [-300, '0\u2009s'],
    [12_900, '12\u2009s'],
    [59_999, '59\u2009s'],
    [180_000, '3\u2009min'],
    [7_200_000, '2\u2009h'],
    [4 * 86_400_000, '4\u2009d'],
  ])('of %d ms reads %s', (ms, text) => expect(formatAge(ms)).toBe(text));
});

describe('times', () => {
  const morning = Date.UTC(2026, 10, 21, 6, 5, 32);

  test('are in plant time', () => {
    expect(formatClock(morning, 'Asia/Shanghai')).toBe('14:05:32');
    expect(formatClock(Date.UTC(2026, 10, 21, 16, 0, 0), 'Asia/Shanghai')).toBe('00:00:00');
  });

  test('carry their date only on another day than today', () => {
    expect(formatMoment(morning, 'Asia/Shanghai', morning + 3_600_000)).toBe('14:05:32');
    expect(formatMoment(morning, 'Asia/Shanghai', morning + 86_400_000)).toBe('2026-11-21 14:05:32');
  });

  test('ends of a stretch are told with the date of each, or with the one that both have', () => {
    const from = Date.UTC(2026, 10, 21, 6, 5, 32);
    const ends = (to: number) => Object.values(formatEnds({ from, to }, 'Asia/Shanghai'));
    expect(ends(from + 60_000)).toEqual(['2026-11-21 14:05:32', '14:06:32']);
    expect(ends(from + 86_400_000)).toEqual(['2026-11-21 14:05:32', '2026-11-22 14:05:32']);
  });
});
