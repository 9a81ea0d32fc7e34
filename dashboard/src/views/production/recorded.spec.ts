import { describe, expect, test } from '@jest/globals';
import type { IndicatorRow, ProductionOverview } from '@linetwin/contracts';
import { blankReason, knownShare } from './recorded.ts';

const machine = (coverage: number, PQ: number) => ({ coverage, PQ }) as IndicatorRow;

describe('a time on the production page', () => {
  test('shows figures as soon as one machine said something', () => {
    expect(blankReason({ machines: [machine(0, 0), machine(0.01, 0)], plannedS: 0 })).toBeNull();
  });

  test('shows what was made while nobody saw how', () => {
    expect(blankReason({ machines: [machine(0, 12)], plannedS: 900 })).toBeNull();
  });

  test('is without records where shifts were planned and no machine said anything', () => {
    expect(blankReason({ machines: [machine(0, 0)], plannedS: 900 })).toBe('noRecord');
    expect(blankReason({ machines: [], plannedS: 900 })).toBe('noRecord');
  });

  test('is without a plan where no shift was planned and no machine said anything', () => {
    expect(blankReason({ machines: [], plannedS: 0 })).toBe('noPlan');
  });

  test('is known as far as it is recorded and something was heard in what is recorded', () => {
    const overview = { plannedS: 7800, unrecordedS: 4680, indicators: { coverage: 0.25 } };
    expect(knownShare(overview as ProductionOverview)).toBeCloseTo(0.1);
  });
});
