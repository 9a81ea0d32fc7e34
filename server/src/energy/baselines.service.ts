import { randomUUID } from 'node:crypto';
import type {
  BaselineAnswer,
  BaselinePeriod,
  BaselineRequest,
  NonRoutineEventAnswer,
  NonRoutineEventRequest,
  PerformanceAnswer,
  PerformanceQuery,
} from '@linetwin/contracts';
import {
  bend,
  changesOf,
  daysOf,
  enpiOf,
  fitBaseline,
  gateOf,
  pickColumns,
  predict,
  residualTest,
  savingOf,
  type Baseline,
} from '@linetwin/energy';
import type { Meter } from '@linetwin/model';
import { Refusal } from '../platform/in-words.ts';
import type { BaselineStore, NonRoutineEvent, StoredBaseline } from './baseline-store.port.ts';
import { AMBIENT, periodRowsOf, type PeriodParts } from './period-rows.ts';
import { unknownMeter } from './energy.service.ts';

/** There is no such baseline or event in use; the message goes to whoever asked. */
export class UnknownBaselineError extends Refusal {
  override name = 'UnknownBaselineError';
}

/** Baselines of meters, what was saved against them, and the events that people enter (ISO 50006). */
export class BaselinesService {
  private readonly parts: PeriodParts;
  private readonly baselines: BaselineStore;
  private readonly now: () => number;
  /** By id: a baseline never changes, and one of hours takes a while to fit. */
  private readonly models = new Map<string, Baseline>();

  constructor(parts: PeriodParts & { baselines: BaselineStore; now?: () => number }) {
    this.parts = parts;
    this.baselines = parts.baselines;
    this.now = parts.now ?? Date.now;
  }

  async list(): Promise<BaselineAnswer[]> {
    return (await this.baselines.list()).map((stored) => answerOf(stored, this.fitted(stored)));
  }

  /** @throws UnknownMeterError, RegressionError when the periods do not make a model */
  async make(request: BaselineRequest, by: string): Promise<BaselineAnswer> {
    const meter = this.meterOf(request.meter);
    const { variables, rows } = await this.rowsOf(meter, request, request.period);
    const stored: StoredBaseline = {
      ...request,
      id: randomUUID(),
      at: this.now(),
      by,
      variables,
      days: rows.map(({ day, kwh, x }) => ({ day, kwh, x })),
    };
    const answer = answerOf(stored, this.fitted(stored));
    await this.baselines.add(stored);
    return answer;
  }

  /** @throws UnknownBaselineError */
  async retire(id: string): Promise<void> {
    if (!(await this.baselines.retire(id, this.now())))
      throw new UnknownBaselineError(`There is no baseline "${id}" in use.`, 'no-baseline');
    this.models.delete(id);
  }

  /** A time against a baseline: EnPI, CUSUM, and the saving or why none can be told. @throws UnknownBaselineError */
  async performance(id: string, query: PerformanceQuery): Promise<PerformanceAnswer> {
    const stored = (await this.baselines.list()).find((one) => one.id === id);
    if (!stored) throw new UnknownBaselineError(`There is no baseline "${id}" in use.`, 'no-baseline');
    const baseline = this.fitted(stored);
    const meter = this.meterOf(stored.meter);
    const { rows, leftOut, events } = await this.rowsOf(meter, query, stored.period, stored.variables);
    // Of its own time a baseline says that nothing was saved, which would water down what was saved since.
    const reporting = rows.filter(({ from, to }) => from >= stored.to || to <= stored.from);
    const nonRoutineKwh = events
      .filter((event) => reporting.some(({ from, to }) => event.from < to && event.to > from))
      .reduce((sum, { kwh }) => sum + (kwh ?? 0), 0);
    const days = performanceByDay(baseline, rows);
    const points = enpiOf(days);
    const dayAt = new Map(days.map(({ from, day }) => [from, day]));
    return {
      baseline: id,
      days: points.map(({ from, actualKwh, expectedKwh, enpi, cusumKwh }) => ({
        day: dayAt.get(from)!,
        actualKwh,
        expectedKwh,
        enpi,
        cusumKwh,
      })),
      changes: changesOf(points, baseline.model.dayDeviation).map(({ from, direction }) => ({
        day: dayAt.get(from)!,
        direction,
      })),
      leftOut,
      ofBaseline: rows.length - reporting.length,
      nonRoutineKwh,
      saving:
        reporting.length === 0
          ? { kind: 'refused', reasons: [] }
          : savingOf(baseline, reporting, nonRoutineKwh),
    };
  }

  events(): Promise<NonRoutineEventAnswer[]> {
    return this.baselines.events();
  }

  /** @throws UnknownMeterError */
  async addEvent(request: NonRoutineEventRequest, by: string): Promise<NonRoutineEventAnswer> {
    this.meterOf(request.meter);
    const event: NonRoutineEvent = { ...request, id: randomUUID(), at: this.now(), by };
    await this.baselines.addEvent(event);
    return event;
  }

  /** @throws UnknownBaselineError */
  async withdraw(id: string): Promise<void> {
    if (!(await this.baselines.withdraw(id, this.now())))
      throw new UnknownBaselineError(`There is no event "${id}" in use.`, 'no-event');
  }

  /** Periods of a meter without those that events take out, and the events that count in them. */
  private async rowsOf(
    meter: Meter,
    span: { from: number; to: number },
    period: BaselinePeriod,
    wanted?: readonly string[],
  ) {
    const events = (await this.baselines.events()).filter(
      (event) => event.meter === meter.id && event.from < span.to && event.to > span.from,
    );
    const taken = events.filter(({ kwh }) => kwh === null);
    const { variables, rows, incomplete } = await periodRowsOf(this.parts, meter, { span, period }, wanted);
    const kept = rows.filter(({ from, to }) => !taken.some((event) => event.from < to && event.to > from));
    return { variables, rows: kept, events, leftOut: incomplete + rows.length - kept.length };
  }

  private fitted({ id, days, variables }: StoredBaseline): Baseline {
    let model = this.models.get(id);
    if (!model) this.models.set(id, (model = fitBaseline(days, variables, AMBIENT)));
    return model;
  }

  private meterOf(id: string): Meter {
    const meter = this.parts.tables.tree.meter(id);
    if (!meter) throw unknownMeter(id);
    return meter;
  }
}

/** What was used and what the baseline expects, by plant day. */
function performanceByDay(
  { model, columns, changePoint }: Baseline,
  rows: readonly { day: string; from: number; kwh: number; x: readonly number[] }[],
): { day: string; from: number; actualKwh: number; expectedKwh: number }[] {
  const picked = pickColumns(bend(rows, changePoint), columns);
  const expected = picked.map(({ x }) => predict(model, x));
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  return daysOf(rows).map(([first, end]) => ({
    day: rows[first].day,
    from: rows[first].from,
    actualKwh: sumOf(rows.slice(first, end).map(({ kwh }) => kwh)),
    expectedKwh: sumOf(expected.slice(first, end)),
  }));
}

function answerOf({ days, ...stored }: StoredBaseline, baseline: Baseline): BaselineAnswer {
  const { model, changePoint, variables } = baseline;
  return {
    ...stored,
    days: model.days,
    periods: days.length,
    coefficients: model.coefficients,
    r2: model.r2,
    cvRmse: model.cvRmse,
    autocorrelation: model.autocorrelation,
    residuals: residualTest(days, model),
    actsFrom: changePoint ? { name: variables[changePoint.column], value: changePoint.point } : null,
    objections: gateOf(model),
  };
}
