import {
  type ApplyRequest,
  type PricedLedgerRow,
  type MeasureLimit,
  type MeasureMode,
  type MeasureModeRow,
  type Recommendation,
  type RecommendationQuery,
} from '@linetwin/contracts';
import {
  DEFAULT_LIMITS,
  LIMIT_RANGES,
  MEASURES,
  type IntervalRates,
  type LimitRange,
  type MeasureId,
} from '@linetwin/energy';
import { RefusedByOwnerError, type LineRequests } from '../cluster/line-requests.port.ts';
import { priceLedger } from './price-ledger.ts';
import { RecommendationError } from './recommendation-error.ts';
import { USUAL_MODE } from './rule-keeper.ts';
import type { SavingStore } from './saving-store.port.ts';
import { limitsOfLine, readLimits } from './set-limits.ts';

const MONTH_MS = 30 * 86_400_000;

/** There is no such line, measure or limit; the message goes to whoever asked. */
export class UnknownMeasureError extends Error {
  override name = 'UnknownMeasureError';
}

/** A limit that cannot be set to this; the message goes to whoever asked. */
export class LimitRangeError extends Error {
  override name = 'LimitRangeError';
}

/** A line, and the measures that it has machines for. */
export interface MeasuredLine {
  id: string;
  measures: ReadonlySet<MeasureId>;
}

/** Recommendations, modes and ledger as people see them. */
export class SavingsService {
  private readonly lines: readonly MeasuredLine[];
  private readonly store: SavingStore;
  private readonly requests: LineRequests;
  private readonly ratesOf: (from: number) => IntervalRates;

  constructor(parts: {
    lines: readonly MeasuredLine[];
    store: SavingStore;
    requests: LineRequests;
    /** Prices and carbon factors of a quarter of an hour. */
    ratesOf: (from: number) => IntervalRates;
  }) {
    this.lines = parts.lines;
    this.store = parts.store;
    this.requests = parts.requests;
    this.ratesOf = parts.ratesOf;
  }

  list(query: RecommendationQuery): Promise<Recommendation[]> {
    return this.store.list(query);
  }

  async ledger(from = Date.now() - MONTH_MS): Promise<PricedLedgerRow[]> {
    return priceLedger(await this.store.ledger(from), await this.store.ended(from), this.ratesOf);
  }

  /** Mode of every measure on every line: those that were never set ask. */
  async modes(): Promise<MeasureModeRow[]> {
    const set = new Map((await this.store.modes()).map((row) => [`${row.line} ${row.measure}`, row.mode]));
    return this.lines.flatMap(({ id: line }) =>
      MEASURES.map((measure) => ({ line, measure, mode: set.get(`${line} ${measure}`) ?? USUAL_MODE })),
    );
  }

  /** @throws UnknownMeasureError */
  async setMode(line: string, measure: string, mode: MeasureMode): Promise<MeasureModeRow> {
    this.checkLine(line);
    if (!(MEASURES as readonly string[]).includes(measure))
      throw new UnknownMeasureError(`There is no measure "${measure}"; known: ${MEASURES.join(', ')}.`);
    const row = { line, measure, mode };
    await this.store.setMode(row);
    return row;
  }

  /** Limits of every line within which its measures act; those of measures that it has no machine for are left out. */
  async limits(): Promise<MeasureLimit[]> {
    const set = await this.store.limits();
    return this.lines.flatMap(({ id, measures }) => {
      const limits = limitsOfLine(set, id);
      return LIMIT_RANGES.map((range) => ({
        ...range,
        measures: range.measures.filter((one) => measures.has(one)),
      }))
        .filter((range) => range.measures.length > 0)
        .map((range) => limitOf(id, range, limits[range.id]));
    });
  }

  /**
   * @param value in the unit of the limit; `null` goes back to the usual one
   * @throws UnknownMeasureError @throws LimitRangeError
   */
  async setLimit(
    line: string,
    limit: string,
    value: number | null,
  ): Promise<{ before: number; after: MeasureLimit }> {
    this.checkLine(line);
    const range = LIMIT_RANGES.find(({ id }) => id === limit);
    if (!range)
      throw new UnknownMeasureError(
        `There is no limit "${limit}"; known: ${LIMIT_RANGES.map(({ id }) => id).join(', ')}.`,
      );
    const { low, high, unit } = range;
    if (value !== null && (value < low || value > high))
      throw new LimitRangeError(`"${limit}" may be ${low} to ${high} ${unit}, not ${value}.`);
    const { [range.id]: before } = await readLimits(this.store, line);
    await this.store.setLimit(line, limit, value);
    return { before, after: limitOf(line, range, value ?? DEFAULT_LIMITS[range.id]) };
  }

  /** @throws RecommendationError @throws NoOwnerError */
  async apply(id: string, { seenAt }: ApplyRequest, by: string): Promise<Recommendation> {
    const line = await this.lineOf(id);
    return told(this.requests.ask(line, 'ApplyRecommendation', { id, by, seenAt }));
  }

  /** The machine goes back to its prior setting. @throws RecommendationError @throws NoOwnerError */
  async end(id: string): Promise<Recommendation> {
    return told(this.requests.ask(await this.lineOf(id), 'EndRecommendation', { id }));
  }

  private async lineOf(id: string): Promise<string> {
    const recommendation = await this.store.read(id);
    if (!recommendation) throw new RecommendationError(`There is no recommendation "${id}".`);
    return recommendation.line;
  }

  private checkLine(line: string): void {
    if (!this.lines.some(({ id }) => id === line))
      throw new UnknownMeasureError(`There is no line "${line}" in the plant files.`);
  }
}

/** What the owner of the line would not do is said as that. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RefusedByOwnerError && /^(Recommendation|Command)/.test(error.kind))
      throw new RecommendationError(error.message);
    throw error;
  }
}

function limitOf(line: string, { id, unit, low, high, measures }: LimitRange, value: number): MeasureLimit {
  return { line, limit: id, unit, value, usual: DEFAULT_LIMITS[id], low, high, measures: [...measures] };
}
