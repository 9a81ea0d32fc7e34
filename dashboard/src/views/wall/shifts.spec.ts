import { describe, expect, test } from '@jest/globals';
import type { LineKpi } from '@linetwin/contracts';
import type { Line } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import type { TFunction } from 'i18next';
import { byShifts, timeLeft } from './shifts.ts';

const [line] = testPlant().lines;
const T0 = Date.UTC(2026, 10, 28, 12);
const t = ((_key: string, { time }: { time: string }) => time) as unknown as TFunction;

describe('shifts on a wall', () => {
  test('are told once of lines that change together, and apart of those that do not', () => {
    const same: Line = { ...line, id: 'same' };
    const [day, ...others] = line.shifts;
    const early: Line = { ...line, id: 'early', shifts: [{ ...day, hours: 8 }, ...others] };
    const ids = byShifts([line, early, same]).map((together) => together.map(({ id }) => id));
    expect(ids).toEqual([[line.id, 'same'], ['early']]);
  });

  test.each([
    [7.05 * 60, '4 h 57 min'],
    [11 * 60 + 55, '5 min'],
    [12 * 60 + 1, '0 s'],
  ])('after %d min say to the minute what is left of them', (minutes, text) => {
    const kpi = { since: T0, time: T0 + minutes * 60_000 } as LineKpi;
    expect(timeLeft(kpi, line.shifts[0], t).replaceAll('\u2009', ' ')).toBe(text);
  });
});
