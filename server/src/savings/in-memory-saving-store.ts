import type { LedgerRow, MeasureModeRow, Recommendation, RecommendationQuery } from '@linetwin/contracts';
import { estimateWhileStood } from './measured-saving.ts';
import {
  ENDED_STATES,
  OPEN_STATES,
  SavingStore,
  stageOf,
  type EndedSaving,
  type SavedInTime,
  type SetLimit,
} from './saving-store.port.ts';

/** Saving store for tests that need no data base. */
export class InMemorySavingStore extends SavingStore {
  private readonly recommendations = new Map<string, Recommendation>();
  private readonly modeRows = new Map<string, MeasureModeRow>();
  private readonly limitRows = new Map<string, SetLimit>();

  async keep(recommendation: Recommendation): Promise<void> {
    const known = this.recommendations.get(recommendation.id);
    if (!known || stageOf(recommendation.state) > stageOf(known.state))
      this.recommendations.set(recommendation.id, structuredClone(recommendation));
  }

  async list({ line, open, limit }: RecommendationQuery): Promise<Recommendation[]> {
    return [...this.recommendations.values()]
      .filter((one) => line === undefined || one.line === line)
      .filter(({ state }) => open === undefined || OPEN_STATES.includes(state) === open)
      .sort((a, b) => b.proposedAt - a.proposedAt || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map((one) => structuredClone(one));
  }

  async read(id: string): Promise<Recommendation | undefined> {
    const recommendation = this.recommendations.get(id);
    return recommendation && structuredClone(recommendation);
  }

  async ledger(from: number): Promise<LedgerRow[]> {
    const rows = new Map<string, LedgerRow>();
    for (const one of this.recommendations.values()) {
      if (one.proposedAt < from) continue;
      const key = `${one.line} ${one.measure}`;
      const row = rows.get(key) ?? emptyRow(one);
      rows.set(key, row);
      row.recommendations++;
      if (!ENDED_STATES.includes(one.state)) continue;
      row.ended++;
      row.estimatedKwh += estimateWhileStood(one);
      if (one.measuredKwh !== null) row.measured++;
      row.measuredKwh += one.measuredKwh ?? 0;
      if (one.state === 'verified') {
        row.verified++;
        row.verifiedKwh += one.measuredKwh ?? 0;
      } else if (one.state === 'refuted') row.refuted++;
    }
    return [...rows.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  async ended(from: number): Promise<EndedSaving[]> {
    return [...this.recommendations.values()].flatMap((one) => {
      const { line, measure, state, proposedAt, measuredKwh, appliedAt, endedAt } = one;
      if (proposedAt < from || !ENDED_STATES.includes(state)) return [];
      if (measuredKwh === null || appliedAt === null || endedAt === null) return [];
      return [{ line, measure, measuredKwh, appliedAt, endedAt }];
    });
  }

  async savedIn(line: string, { from, to }: { from: number; to: number }): Promise<SavedInTime> {
    const ended = [...this.recommendations.values()].filter(
      (one) =>
        one.line === line &&
        one.appliedAt !== null &&
        one.endedAt !== null &&
        one.endedAt >= from &&
        one.endedAt < to,
    );
    const measured = ended.flatMap(({ measuredKwh }) => (measuredKwh === null ? [] : [measuredKwh]));
    return {
      ended: ended.length,
      measured: measured.length,
      savedKwh: measured.length > 0 ? measured.reduce((sum, kwh) => sum + kwh, 0) : null,
    };
  }

  async modes(): Promise<MeasureModeRow[]> {
    return [...this.modeRows.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  async setMode(row: MeasureModeRow): Promise<void> {
    this.modeRows.set(keyOf(row), { ...row });
  }

  async limits(): Promise<SetLimit[]> {
    return [...this.limitRows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => ({ ...row }));
  }

  async setLimit(line: string, limit: string, value: number | null): Promise<void> {
    const key = `${line} ${limit}`;
    if (value === null) this.limitRows.delete(key);
    else this.limitRows.set(key, { line, limit, value });
  }
}

function keyOf({ line, measure }: { line: string; measure: string }): string {
  return `${line} ${measure}`;
}

function emptyRow({ line, measure }: { line: string; measure: string }): LedgerRow {
  return {
    line,
    measure,
    recommendations: 0,
    ended: 0,
    estimatedKwh: 0,
    measured: 0,
    measuredKwh: 0,
    verified: 0,
    verifiedKwh: 0,
    refuted: 0,
  };
}
