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
import { Refusal } from '../platform/in-words.ts';
import { priceLedger } from './price-ledger.ts';
import { RecommendationError } from './recommendation-error.ts';
import { USUAL_MODE } from './rule-keeper.ts';
import type { SavingStore } from './saving-store.port.ts';
import { limitsOfLine, readLimits } from './set-limits.ts';

const MONTH_MS = 30 * 86_400_000;

/** There is no such line, measure or limit; the message goes to whoever asked. */
export class UnknownMeasureError extends Refusal {
  override name = 'UnknownMeasureError';
}

/** A limit that cannot be set to this; the message goes to whoever asked. */
export class LimitRangeError extends Refusal {
  override name = 'LimitRangeError';
}

/** A line has no machine that a measure acts on; the message goes to whoever asked. */
export class NoMachineError extends Refusal {
  override name = 'NoMachineError';
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

  /** Mode of the measures of every line that it has machines for: those that were never set ask. */
  async modes(): Promise<MeasureModeRow[]> {
    const set = new Map((await this.store.modes()).map((row) => [`${row.line} ${row.measure}`, row.mode]));
    return this.lines.flatMap(({ id: line, measures }) =>
      MEASURES.filter((measure) => measures.has(measure)).map((measure) => ({
        line,
        measure,
        mode: set.get(`${line} ${measure}`) ?? USUAL_MODE,
      })),
    );
  }

  /** @throws UnknownMeasureError @throws NoMachineError */
  async setMode(line: string, measure: string, mode: MeasureMode): Promise<MeasureModeRow> {
    const own = this.measuredLine(line);
    const known = MEASURES.find((id) => id === measure);
    if (!known)
      throw new UnknownMeasureError(
        `There is no measure "${measure}"; known: ${MEASURES.join(', ')}.`,
        'not-in-plant',
        { what: measure },
      );
    this.checkMachines(own, `measure "${measure}"`, [known]);
    const row = { line, measure, mode };
    await this.store.setMode(row);
    return row;
  }

  /** Limits of every line within which its measures act; those of measures that it has no machine for are left out. */
  async limits(): Promise<MeasureLimit[]> {
    const set = await this.store.limits();
    return this.lines.flatMap((own) => {
      const limits = limitsOfLine(set, own.id);
      return LIMIT_RANGES.map((range) => ofLine(range, own))
        .filter((range) => range.measures.length > 0)
        .map((range) => limitOf(own.id, range, limits[range.id]));
    });
  }

  /**
   * @param value in the unit of the limit; `null` goes back to the usual one
   * @throws UnknownMeasureError @throws NoMachineError @throws LimitRangeError
   */
  async setLimit(
    line: string,
    limit: string,
    value: number | null,
  ): Promise<{ before: number; after: MeasureLimit }> {
    const own = this.measuredLine(line);
    const range = LIMIT_RANGES.find(({ id }) => id === limit);
    if (!range)
      throw new UnknownMeasureError(
        `There is no limit "${limit}"; known: ${LIMIT_RANGES.map(({ id }) => id).join(', ')}.`,
        'not-in-plant',
        { what: limit },
      );
    this.checkMachines(own, `limit "${limit}"`, range.measures);
    const { low, high, unit } = range;
    if (value !== null && (value < low || value > high))
      throw new LimitRangeError(`"${limit}" may be ${low} to ${high} ${unit}, not ${value}.`, 'limit-range');
    const { [range.id]: before } = await readLimits(this.store, line);
    await this.store.setLimit(line, limit, value);
    return { before, after: limitOf(line, ofLine(range, own), value ?? DEFAULT_LIMITS[range.id]) };
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
    if (!recommendation)
      throw new RecommendationError(`There is no recommendation "${id}".`, 'recommendation-closed');
    return recommendation.line;
  }

  private measuredLine(line: string): MeasuredLine {
    const known = this.lines.find(({ id }) => id === line);
    if (!known)
      throw new UnknownMeasureError(`There is no line "${line}" in the plant files.`, 'not-in-plant', {
        what: line,
      });
    return known;
  }

  /** A line that has none of the machines in question would keep a setting that nothing ever reads. */
  private checkMachines({ id, measures }: MeasuredLine, what: string, needed: readonly MeasureId[]): void {
    if (needed.some((measure) => measures.has(measure))) return;
    const others = this.lines
      .filter((line) => needed.some((measure) => line.measures.has(measure)))
      .map((line) => line.id);
    throw new NoMachineError(
      `The line "${id}" has no machine that the ${what} acts on. ` +
        (others.length > 0
          ? `Set it on a line that has: ${others.join(', ')}.`
          : 'No line of the plant files has one.'),
      'measure-no-machine',
    );
  }
}

/** What the owner of the line would not do is said as that. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RefusedByOwnerError && /^(Recommendation|Command)/.test(error.kind))
      throw new RecommendationError(error.message, error.words);
    throw error;
  }
}

/** A limit with those of its measures that a line has machines for. */
function ofLine(range: LimitRange, { measures }: MeasuredLine): LimitRange {
  return { ...range, measures: range.measures.filter((one) => measures.has(one)) };
}

function limitOf(line: string, { id, unit, low, high, measures }: LimitRange, value: number): MeasureLimit {
  return { line, limit: id, unit, value, usual: DEFAULT_LIMITS[id], low, high, measures: [...measures] };
}
