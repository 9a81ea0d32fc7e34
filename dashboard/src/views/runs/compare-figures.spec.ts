import { describe, expect, test } from '@jest/globals';
import type { RunFigures } from '@linetwin/contracts';
import { compareFigures, compareLimits } from './compare-figures.ts';

const figures = (rest: Partial<RunFigures>): RunFigures => ({
  lines: [],
  alarms: [],
  alarmsRaised: 0,
  values: 0,
  refused: 0,
  ...rest,
});
const alarm = (signal: string, raised: number, activeS: number) => ({
  signal,
  limit: 'high' as const,
  raised,
  activeS,
});

describe('comparing two runs', () => {
  test('gives energy per part only where parts were made, and no figure of a line that one run has not', () => {
    const first = figures({ lines: [{ line: 'a', good: 0, scrap: 1, kwh: 5 }], alarmsRaised: 2 });
    const second = figures({
      lines: [
        { line: 'a', good: 10, scrap: 0, kwh: 5 },
        { line: 'b', good: 1, scrap: 0, kwh: 1 },
      ],
    });
    const rows = compareFigures(first, second);
    const row = (what: string, line: string) => rows.find((one) => one.what === what && one.line === line)!;
    expect(row('perPart', 'a')).toMatchObject({ first: undefined, second: 0.5 });
    expect(row('good', 'b')).toMatchObject({ first: undefined, second: 1 });
    expect(row('alarms', '')).toMatchObject({ first: 2, second: 0 });
  });

  test('lists limits of either run, first those in which they differ most', () => {
    const first = figures({ alarms: [alarm('x', 1, 100), alarm('y', 1, 10)] });
    const second = figures({ alarms: [alarm('x', 1, 100), alarm('z', 3, 500)] });
    expect(compareLimits(first, second).map(({ signal }) => signal)).toEqual(['z', 'y', 'x']);
  });
});
