import {
  BASELINE_PERIODS,
  ENERGY_CLASSES,
  READINGS_PROBLEMS,
  type BaselineAnswer,
  type BaselineRequest,
  type BillAnswer,
  type DemandAnswer,
  type NonRoutineEventAnswer,
  type NonRoutineEventRequest,
  type PerformanceAnswer,
  type AttributionAnswer,
  type EnergyAnswer,
  type EnergyAttributionKey,
  type EnergySeries,
  type ReadingsImport,
  type ReadingsPreview,
  type ReadingsRequest,
} from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, request } from './http.ts';

const byClass = z.record(z.enum(ENERGY_CLASSES), z.number());
const spanShape = { from: z.number(), to: z.number() };

const energyAnswerSchema = z.object({
  ...spanShape,
  meters: z.array(
    z.object({
      meter: z.string(),
      kwh: z.number(),
      missing: z.number(),
      yuan: z.number(),
      kgCo2: z.number(),
    }),
  ),
  imbalances: z.array(
    z.object({
      meter: z.string(),
      kwh: z.number(),
      childrenKwh: z.number(),
      share: z.number().nullable(),
      state: z.enum(['balanced', 'unbalanced', 'unknown']),
    }),
  ),
  unpricedKwh: z.number(),
  carbon: z.array(
    z.object({
      year: z.number(),
      kgPerKwh: z.number(),
      factorYear: z.number(),
      exact: z.boolean(),
      source: z.string(),
    }),
  ),
});

const attributionAnswerSchema = z.object({
  ...spanShape,
  rows: z.array(
    z.object({
      key: z.object({ meter: z.string(), product: z.string(), lot: z.string(), shift: z.string() }),
      kwh: byClass,
      seconds: byClass,
      yuan: byClass,
      floatingYuan: z.number(),
      fixedYuan: z.number(),
      kgCo2: z.number(),
      unpricedKwh: z.number(),
      estimatedKwh: z.number(),
      missingS: z.number(),
      good: z.number(),
      scrap: z.number(),
    }),
  ),
});

const seriesSchema = z.object({
  meter: z.string(),
  from: z.array(z.number()),
  kwh: z.array(z.number()),
  good: z.array(z.number()),
  known: z.array(z.number()),
  yuanPerKwh: z.array(z.number().nullable()),
  period: z.array(z.string().nullable()),
});

const problemSchema = z.object({
  kind: z.enum(READINGS_PROBLEMS),
  ...spanShape,
  count: z.number(),
  line: z.number().optional(),
  factor: z.number().optional(),
  offsetMinutes: z.number().optional(),
});

const readings = {
  meter: z.string(),
  ...spanShape,
  taken: z.number(),
  expected: z.number(),
  problems: z.array(problemSchema),
};
const previewSchema = z.object({
  ...readings,
  rows: z.number(),
  timeColumn: z.string(),
  valueColumn: z.string(),
  lostShare: z.number(),
  kwh: z.number(),
  clockDaysChecked: z.number(),
  comparedWith: z.enum(['meters below', 'own history', 'nothing']),
  sample: z.array(z.object({ from: z.number(), kwh: z.number() })),
});
const importSchema = z.object({
  ...readings,
  id: z.string(),
  at: z.number(),
  by: z.string(),
  file: z.string(),
});

const demandSchema = z.object({
  meter: z.string(),
  time: z.number(),
  nowKw: z.number().nullable(),
  contractKw: z.number().nullable(),
  forecast: z
    .object({
      ...spanShape,
      runningKw: z.number(),
      nextKw: z.number(),
      errorP90: z.object({
        atStart: z.number().nullable(),
        after5Min: z.number().nullable(),
        after10Min: z.number().nullable(),
      }),
    })
    .nullable(),
  warnShare: z.number(),
  peak: z.object({ ...spanShape, kw: z.number() }).nullable(),
});

const objectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fit'), r2: z.number() }),
  z.object({ kind: z.literal('scatter'), cvRmse: z.number() }),
  z.object({ kind: z.literal('variable'), name: z.string(), p: z.number() }),
  z.object({ kind: z.literal('autocorrelation'), value: z.number() }),
  z.object({ kind: z.literal('extrapolation'), name: z.string(), outside: z.number() }),
  z.object({ kind: z.literal('shift'), name: z.string(), deviations: z.number() }),
]);
const baselineSchema = z.object({
  id: z.string(),
  name: z.string(),
  meter: z.string(),
  ...spanShape,
  at: z.number(),
  by: z.string(),
  period: z.enum(BASELINE_PERIODS),
  days: z.number(),
  periods: z.number(),
  variables: z.array(z.string()),
  coefficients: z.array(
    z.object({ name: z.string(), value: z.number(), standardError: z.number(), p: z.number() }),
  ),
  r2: z.number(),
  cvRmse: z.number(),
  autocorrelation: z.number(),
  residuals: z.object({ lags: z.number(), p: z.number(), independent: z.number() }),
  actsFrom: z.object({ name: z.string(), value: z.number() }).nullable(),
  objections: z.array(objectionSchema),
});
const performanceSchema = z.object({
  baseline: z.string(),
  days: z.array(
    z.object({
      day: z.string(),
      actualKwh: z.number(),
      expectedKwh: z.number(),
      enpi: z.number().nullable(),
      cusumKwh: z.number(),
    }),
  ),
  changes: z.array(z.object({ day: z.string(), direction: z.enum(['more', 'less']) })),
  leftOut: z.number(),
  ofBaseline: z.number(),
  nonRoutineKwh: z.number(),
  saving: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('measured'),
      expectedKwh: z.number(),
      actualKwh: z.number(),
      savingKwh: z.number(),
      lowerKwh: z.number(),
      upperKwh: z.number(),
      share: z.number(),
      lowerShare: z.number(),
      upperShare: z.number(),
      verdict: z.enum(['saving', 'none-shown', 'more-used']),
    }),
    z.object({ kind: z.literal('refused'), reasons: z.array(objectionSchema) }),
  ]),
});

const billSchema = z.object({
  ...spanShape,
  month: z.string(),
  isOver: z.boolean(),
  tariff: z.object({ id: z.string(), name: z.object({ zh: z.string(), en: z.string() }) }).nullable(),
  kwh: z.number(),
  missing: z.number(),
  unpricedKwh: z.number(),
  periods: z.array(
    z.object({ period: z.string(), kwh: z.number(), floatingYuan: z.number(), fixedYuan: z.number() }),
  ),
  basis: z.enum(['demand', 'capacity', 'energy']),
  maximumDemand: z.object({ kw: z.number(), from: z.number() }).nullable(),
  contractKw: z.number().nullable(),
  ratedKva: z.number(),
  basicYuanPerUnit: z.number().nullable(),
  powerFactor: z
    .object({ value: z.number(), share: z.number(), reference: z.number(), adjustment: z.number() })
    .nullable(),
  energyYuan: z.number(),
  basicYuan: z.number(),
  powerFactorYuan: z.number(),
  totalYuan: z.number(),
});

const eventSchema = z.object({
  ...spanShape,
  meter: z.string(),
  kwh: z.number().nullable(),
  reason: z.string(),
  id: z.string(),
  at: z.number(),
  by: z.string(),
});

export interface EnergySpan {
  from: number;
  to: number;
}

function parametersOf({ from, to }: EnergySpan, more: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({ from: String(Math.round(from)), to: String(Math.round(to)), ...more });
}

/** Where energy went, and files of meter readings. */
export const energyApi = {
  overview(span: EnergySpan, signal?: AbortSignal): Promise<EnergyAnswer> {
    return request(energyAnswerSchema, `/api/energy?${parametersOf(span)}`, { signal });
  },
  attribution(
    span: EnergySpan,
    by: readonly EnergyAttributionKey[],
    signal?: AbortSignal,
    line?: string,
  ): Promise<AttributionAnswer> {
    const parameters = parametersOf(span, { by: by.join(','), ...(line !== undefined && { line }) });
    return request(attributionAnswerSchema, `/api/energy/attribution?${parameters}`, { signal });
  },
  series(span: EnergySpan, meter: string, signal?: AbortSignal): Promise<EnergySeries> {
    return request(seriesSchema, `/api/energy/series?${parametersOf(span, { meter })}`, { signal });
  },
  demand(signal?: AbortSignal): Promise<DemandAnswer> {
    return request(demandSchema, '/api/energy/demand', { signal });
  },
  /** @param until as it stood then; now when left out */
  bill(
    { month, until }: { month: string; until: number | undefined },
    signal?: AbortSignal,
  ): Promise<BillAnswer> {
    const parameters = new URLSearchParams({
      month,
      ...(until !== undefined && { until: String(Math.round(until)) }),
    });
    return request(billSchema, `/api/energy/bill?${parameters}`, { signal });
  },
  baselines(signal?: AbortSignal): Promise<BaselineAnswer[]> {
    return request(z.array(baselineSchema), '/api/energy/baselines', { signal });
  },
  makeBaseline(baseline: BaselineRequest): Promise<BaselineAnswer> {
    return request(baselineSchema, '/api/energy/baselines', jsonBody('POST', baseline));
  },
  retireBaseline(id: string): Promise<unknown> {
    return request(z.object({}), `/api/energy/baselines/${encodeURIComponent(id)}`, { method: 'DELETE' });
  },
  events(signal?: AbortSignal): Promise<NonRoutineEventAnswer[]> {
    return request(z.array(eventSchema), '/api/energy/events', { signal });
  },
  addEvent(event: NonRoutineEventRequest): Promise<NonRoutineEventAnswer> {
    return request(eventSchema, '/api/energy/events', jsonBody('POST', event));
  },
  withdrawEvent(id: string): Promise<unknown> {
    return request(z.object({}), `/api/energy/events/${encodeURIComponent(id)}`, { method: 'DELETE' });
  },
  performance(id: string, span: EnergySpan, signal?: AbortSignal): Promise<PerformanceAnswer> {
    const path = `/api/energy/baselines/${encodeURIComponent(id)}/performance`;
    return request(performanceSchema, `${path}?${parametersOf(span)}`, { signal });
  },
  imports(signal?: AbortSignal): Promise<ReadingsImport[]> {
    return request(z.array(importSchema), '/api/energy/readings', { signal });
  },
  preview(readingsFile: ReadingsRequest): Promise<ReadingsPreview> {
    return request(previewSchema, '/api/energy/readings/preview', jsonBody('POST', readingsFile));
  },
  import(readingsFile: ReadingsRequest): Promise<ReadingsImport> {
    return request(importSchema, '/api/energy/readings', jsonBody('POST', readingsFile));
  },
};
