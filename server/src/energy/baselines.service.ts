import { randomUUID } from 'node:crypto';
import type {
  BaselineAnswer,
  BaselineRequest,
  NonRoutineEventAnswer,
  NonRoutineEventRequest,
  PerformanceAnswer,
  PerformanceQuery,
} from '@linetwin/contracts';
import {
  bend,
  changesOf,
  enpiOf,
  fitBaseline,
  gateOf,
  pickColumns,
  predict,
  savingOf,
  type Baseline,
} from '@linetwin/energy';
import type { Meter, ModelIndex } from '@linetwin/model';
import type { BaselineStore, NonRoutineEvent, StoredBaseline } from './baseline-store.port.ts';
import { dayRowsOf, touchesDay } from './day-rows.ts';
import type { EnergyStore } from './energy-store.port.ts';
import type { EnergyTables } from './energy-tables.ts';
import { UnknownMeterError } from './energy.service.ts';

/** There is no such baseline or event in use; the message goes to whoever asked. */
export class UnknownBaselineError extends Error {
  override name = 'UnknownBaselineError';
}

/** Baselines of meters, what was saved against them, and the events that people enter (ISO 50006). */
export class BaselinesService {
  private readonly parts: { index: ModelIndex; store: EnergyStore; tables: EnergyTables };
  private readonly baselines: BaselineStore;
  private readonly now: () => number;

  constructor(parts: {
    index: ModelIndex;
    store: EnergyStore;
    tables: EnergyTables;
    baselines: BaselineStore;
    now?: () => number;
  }) {
    this.parts = parts;
    this.baselines = parts.baselines;
    this.now = parts.now ?? Date.now;
  }

  async list(): Promise<BaselineAnswer[]> {
    return (await this.baselines.list()).map((stored) => answerOf(stored, fitted(stored)));
  }

  /** @throws UnknownMeterError, RegressionError when the days do not make a model */
  async make(request: BaselineRequest, by: string): Promise<BaselineAnswer> {
    const meter = this.meterOf(request.meter);
    const { variables, days } = await this.daysOf(meter, request);
    const stored: StoredBaseline = {
      ...request,
      id: randomUUID(),
      at: this.now(),
      by,
      variables,
      days: days.map(({ day, kwh, x }) => ({ day, kwh, x })),
    };
    const answer = answerOf(stored, fitted(stored));
    await this.baselines.add(stored);
    return answer;
  }

  /** @throws UnknownBaselineError */
  async retire(id: string): Promise<void> {
    if (!(await this.baselines.retire(id, this.now())))
      throw new UnknownBaselineError(`There is no baseline "${id}" in use.`);
  }

  /** A time against a baseline: EnPI, CUSUM, and the saving or why none can be told. @throws UnknownBaselineError */
  async performance(id: string, query: PerformanceQuery): Promise<PerformanceAnswer> {
    const stored = (await this.baselines.list()).find((one) => one.id === id);
    if (!stored) throw new UnknownBaselineError(`There is no baseline "${id}" in use.`);
    const baseline = fitted(stored);
    const { days, leftOut, events } = await this.daysOf(this.meterOf(stored.meter), query, stored.variables);
    const nonRoutineKwh = days.length === 0 ? 0 : events.reduce((sum, { kwh }) => sum + (kwh ?? 0), 0);
    const rows = pickColumns(bend(days, baseline.changePoint), baseline.columns);
    const points = enpiOf(
      days.map(({ from, kwh }, i) => ({
        from,
        actualKwh: kwh,
        expectedKwh: predict(baseline.model, rows[i].x),
      })),
    );
    const dayAt = new Map(days.map(({ from, day }) => [from, day]));
    return {
      baseline: id,
      days: points.map(({ from, ...point }) => ({ day: dayAt.get(from)!, ...point })),
      changes: changesOf(points, baseline.model.rmse).map(({ from, direction }) => ({
        day: dayAt.get(from)!,
        direction,
      })),
      leftOut,
      nonRoutineKwh,
      saving: days.length === 0 ? { kind: 'refused', reasons: [] } : savingOf(baseline, days, nonRoutineKwh),
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
      throw new UnknownBaselineError(`There is no event "${id}" in use.`);
  }

  /** Days of a meter without those that events take out, and the events that count in them. */
  private async daysOf(meter: Meter, span: { from: number; to: number }, wanted?: readonly string[]) {
    const events = (await this.baselines.events()).filter(
      (event) => event.meter === meter.id && event.from < span.to && event.to > span.from,
    );
    const taken = events.filter(({ kwh }) => kwh === null);
    const { variables, days, incomplete } = await dayRowsOf(this.parts, meter, span, wanted);
    const kept = days.filter(({ from }) => !taken.some((event) => touchesDay(event, from)));
    return { variables, days: kept, events, leftOut: incomplete + days.length - kept.length };
  }

  private meterOf(id: string): Meter {
    const meter = this.parts.tables.tree.meter(id);
    if (!meter) throw new UnknownMeterError(`There is no meter "${id}" in the plant files.`);
    return meter;
  }
}

function fitted({ days, variables }: StoredBaseline): Baseline {
  return fitBaseline(days, variables);
}

function answerOf({ days, ...stored }: StoredBaseline, { model }: Baseline): BaselineAnswer {
  return {
    ...stored,
    days: days.length,
    coefficients: model.coefficients,
    r2: model.r2,
    cvRmse: model.cvRmse,
    autocorrelation: model.autocorrelation,
    objections: gateOf(model),
  };
}
