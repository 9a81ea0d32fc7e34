import {
  type ApplyRequest,
  type LedgerRow,
  type MeasureMode,
  type MeasureModeRow,
  type Recommendation,
  type RecommendationQuery,
} from '@linetwin/contracts';
import { MEASURES } from '@linetwin/energy';
import { RefusedByOwnerError, type LineRequests } from '../cluster/line-requests.port.ts';
import { RecommendationError } from './recommendation-error.ts';
import { USUAL_MODE } from './rule-keeper.ts';
import type { SavingStore } from './saving-store.port.ts';

const MONTH_MS = 30 * 86_400_000;

/** There is no such line or measure; the message goes to whoever asked. */
export class UnknownMeasureError extends Error {
  override name = 'UnknownMeasureError';
}

/** Recommendations, modes and ledger as people see them. */
export class SavingsService {
  private readonly lines: readonly string[];
  private readonly store: SavingStore;
  private readonly requests: LineRequests;

  constructor(parts: { lines: readonly string[]; store: SavingStore; requests: LineRequests }) {
    this.lines = parts.lines;
    this.store = parts.store;
    this.requests = parts.requests;
  }

  list(query: RecommendationQuery): Promise<Recommendation[]> {
    return this.store.list(query);
  }

  ledger(from = Date.now() - MONTH_MS): Promise<LedgerRow[]> {
    return this.store.ledger(from);
  }

  /** Mode of every measure on every line: those that were never set ask. */
  async modes(): Promise<MeasureModeRow[]> {
    const set = new Map((await this.store.modes()).map((row) => [`${row.line} ${row.measure}`, row.mode]));
    return this.lines.flatMap((line) =>
      MEASURES.map((measure) => ({ line, measure, mode: set.get(`${line} ${measure}`) ?? USUAL_MODE })),
    );
  }

  /** @throws UnknownMeasureError */
  async setMode(line: string, measure: string, mode: MeasureMode): Promise<MeasureModeRow> {
    if (!this.lines.includes(line))
      throw new UnknownMeasureError(`There is no line "${line}" in the plant files.`);
    if (!(MEASURES as readonly string[]).includes(measure))
      throw new UnknownMeasureError(`There is no measure "${measure}"; known: ${MEASURES.join(', ')}.`);
    const row = { line, measure, mode };
    await this.store.setMode(row);
    return row;
  }

  /** @throws RecommendationError @throws NoOwnerError */
  async apply(id: string, { seenAt }: ApplyRequest, by: string): Promise<Recommendation> {
    const recommendation = await this.store.read(id);
    if (!recommendation) throw new RecommendationError(`There is no recommendation "${id}".`);
    try {
      return await this.requests.ask(recommendation.line, 'ApplyRecommendation', { id, by, seenAt });
    } catch (error) {
      if (error instanceof RefusedByOwnerError && /^(Recommendation|Command)/.test(error.kind))
        throw new RecommendationError(error.message);
      throw error;
    }
  }
}
