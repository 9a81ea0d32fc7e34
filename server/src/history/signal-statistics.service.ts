import { STATISTIC_PERCENTS, type SignalStatistics, type StatisticsQuery } from '@linetwin/contracts';
import type { HistoryStore } from './history.port.ts';

/** Two days of 20 signals. Percentiles need every value of the range, and each costs as much as the one before. */
const MAX_EXACT_SIGNAL_MS = 20 * 2 * 86_400_000;

/** Share of a range that lies in gaps, for each signal in the order of the question. */
export type GapShares = (signals: readonly string[], from: number, to: number) => Promise<number[]>;

/** Figures of signals over a range, with how much of it lies in gaps. */
export class SignalStatisticsService {
  private readonly history: HistoryStore;
  private readonly gapShares: GapShares;

  constructor(history: HistoryStore, gapShares: GapShares) {
    this.history = history;
    this.gapShares = gapShares;
  }

  /** @param query.signals all in the plant files */
  async of({ signals, from, to }: StatisticsQuery): Promise<SignalStatistics[]> {
    const exact = signals.length * (to - from) <= MAX_EXACT_SIGNAL_MS;
    const [figures, shares] = await Promise.all([
      this.history.statistics({ signals, from, to, percents: STATISTIC_PERCENTS, exact }),
      this.gapShares(signals, from, to),
    ]);
    return figures.map((one, i) => ({ ...one, gapShare: shares[i] }));
  }
}
