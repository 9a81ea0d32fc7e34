import { describe, expect, test } from '@jest/globals';
import { samplesOf } from '@linetwin/testing';
import { InMemoryHistory } from './in-memory-history.ts';
import { SignalStatisticsService } from './signal-statistics.service.ts';

const T = Date.UTC(2026, 0, 5, 8);
const SIGNALS = ['site/area/line/m1/a', 'site/area/line/m1/b'];
const DAY_MS = 86_400_000;

async function figures(gapShares = [0, 0]): Promise<SignalStatisticsService> {
  const history = new InMemoryHistory();
  await history.append(
    samplesOf([
      [0, T, 1],
      [0, T + 1000, 3],
      [1, T, 60],
    ]),
    SIGNALS,
    1,
  );
  return new SignalStatisticsService(history, async () => gapShares);
}

describe('statistics of signals', () => {
  test('stand beside the share of the range that lies in gaps', async () => {
    const found = await (
      await figures([0.4, 0.1])
    ).of({
      signals: SIGNALS,
      from: T,
      to: T + 10_000,
    });
    expect(found).toMatchObject([
      { count: 2, mean: 2, standardDeviation: 1, gapShare: 0.4 },
      { count: 1, mean: 60, gapShare: 0.1 },
    ]);
  });

  test('leave out what needs every value where the range is longer than two days of 20 signals', async () => {
    const service = await figures();
    const [signal] = SIGNALS;
    const within = await service.of({ signals: [signal], from: T - 39 * DAY_MS, to: T + DAY_MS });
    expect(within[0].percentiles).toEqual([1, 1, 1, 3, 3]);
    const beyond = await service.of({ signals: [signal], from: T - 41 * DAY_MS, to: T + DAY_MS });
    expect(beyond[0]).toMatchObject({ count: 2, max: 3, standardDeviation: null, percentiles: null });
  });
});
