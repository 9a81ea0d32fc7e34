import { z } from 'zod';
import { atQuerySchema } from './rest.ts';

/*
 * Production and its losses after ISO 22400-2. Times are ms since 1970 UTC, durations seconds.
 */

const time = z.coerce.number().min(0).max(8.64e15);
/** A year of quarters of an hour; more is not answered at once. */
const MAX_SPAN_MS = 400 * 86_400_000;
const SPAN_MESSAGE = { path: ['to'], message: 'must be after "from", by 400 days at most' };
const isSpan = ({ from, to }: { from: number; to: number }) => from < to && to - from <= MAX_SPAN_MS;
const lineId = z.string().min(1).max(64);

export const INDICATOR_GROUPS = ['line', 'machine', 'product', 'order', 'shift', 'hour', 'day'] as const;
export type IndicatorGroup = (typeof INDICATOR_GROUPS)[number];

/** `GET /api/production`: indicators of a line and its machines. */
export const productionQuerySchema = z
  .object({
    from: time,
    to: time,
    line: lineId,
    /** Comma-separated; lines by themselves when left out. */
    by: z
      .string()
      .max(64)
      .default('line')
      .transform((text) => text.split(',').filter((key) => key !== ''))
      .pipe(z.array(z.enum(INDICATOR_GROUPS)).min(1).max(INDICATOR_GROUPS.length)),
    format: z.enum(['json', 'csv', 'xlsx']).default('json'),
    ...atQuerySchema.shape,
  })
  .refine(isSpan, SPAN_MESSAGE)
  .refine(({ by }) => !(by.includes('hour') && by.includes('day')), {
    path: ['by'],
    message: 'group by hour or by day, not by both',
  });
export type ProductionQuery = z.infer<typeof productionQuerySchema>;

const ratio = z.number().nullable();
const indicatorValuesSchema = z.object({
  PBT: z.number(),
  AUBT: z.number(),
  AUPT: z.number(),
  APT: z.number(),
  AUST: z.number(),
  ADET: z.number(),
  ADOT: z.number(),
  PRI: ratio,
  PQ: z.number(),
  GQ: z.number(),
  SQ: z.number(),
  RQ: z.number(),
  FE: z.number(),
  microStops: z.number(),
  microStopS: z.number(),
  availability: ratio,
  effectiveness: ratio,
  qualityRatio: ratio,
  oee: ratio,
  nee: ratio,
  allocationEfficiency: ratio,
  utilisationEfficiency: ratio,
  technicalEfficiency: ratio,
  setupRatio: ratio,
  throughputRate: ratio,
  scrapRatio: ratio,
  reworkRatio: ratio,
  firstPassYield: ratio,
  mtbfS: ratio,
  mttrS: ratio,
  meanRepairS: ratio,
  coverage: z.number(),
});

/** Indicators of one group; keys that were not asked for are left out. */
export const indicatorRowSchema = indicatorValuesSchema.extend({
  line: z.string(),
  /** Equipment address. */
  machine: z.string().optional(),
  product: z.string().optional(),
  order: z.string().optional(),
  shift: z.string().optional(),
  /** Begin and end of the hour or day. */
  from: z.number().optional(),
  to: z.number().optional(),
});
export type IndicatorRow = z.infer<typeof indicatorRowSchema>;

/** The span is that asked for, cut to quarters of an hour. */
export const productionAnswerSchema = z.object({
  from: z.number(),
  to: z.number(),
  rows: z.array(indicatorRowSchema),
});
export type ProductionAnswer = z.infer<typeof productionAnswerSchema>;

/** `GET /api/production/overview`: one line over a time, as its managers see it. */
export const overviewQuerySchema = z
  .object({ from: time, to: time, line: lineId, ...atQuerySchema.shape })
  .refine(isSpan, SPAN_MESSAGE);
export type OverviewQuery = z.infer<typeof overviewQuerySchema>;

/** `GET /api/production/report`: the same as a PDF. */
export const reportQuerySchema = z
  .object({
    from: time,
    to: time,
    line: lineId,
    lang: z.enum(['zh', 'en']).default('zh'),
    ...atQuerySchema.shape,
  })
  .refine(isSpan, SPAN_MESSAGE);
export type ReportQuery = z.infer<typeof reportQuerySchema>;

export interface LossNodeAnswer {
  id: string;
  seconds: number;
  count?: number;
  children: LossNodeAnswer[];
}
const lossNodeSchema: z.ZodType<LossNodeAnswer> = z.lazy(() =>
  z.object({
    id: z.string(),
    seconds: z.number(),
    count: z.number().optional(),
    children: z.array(lossNodeSchema),
  }),
);

export const shiftSpanSchema = z.object({
  id: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  from: z.number(),
  to: z.number(),
  plannedQuantity: z.number(),
});
export type ShiftSpan = z.infer<typeof shiftSpanSchema>;

const bottleneckSchema = z.object({
  station: z.string(),
  starved: z.number(),
  blocked: z.number(),
  run: z.number(),
  load: z.number(),
  evidence: z.enum(['turning-point', 'busiest']),
});

/** The energy of a line's machines over a time; shares are of the data that a figure rests on, 0 to 1. */
export const lineEnergySchema = z.object({
  kwh: z.number(),
  /** Of the machines' time. */
  known: z.number(),
  /** Good parts of the last station. */
  good: z.number(),
  /** Greatest 15 min mean of all machines together and when it began; of quarters that are known. */
  peak: z.object({ kw: z.number(), from: z.number() }).nullable(),
  peakKnown: z.number(),
  /** While machines waited or were in standby. */
  idleKwh: z.number(),
  idleYuan: z.number(),
  /** Of the machines' time, with their state. */
  stateKnown: z.number(),
  /** By measures that ended in the time; null while none was measured. */
  savedKwh: z.number().nullable(),
  measures: z.object({ ended: z.number(), measured: z.number() }),
});
export type LineEnergy = z.infer<typeof lineEnergySchema>;

export const overviewSchema = z.object({
  line: z.string(),
  from: z.number(),
  to: z.number(),
  /** Planned working time of the calendar in the span, and what of it the ledger knows nothing of. */
  plannedS: z.number(),
  unrecordedS: z.number(),
  indicators: indicatorValuesSchema,
  target: z
    .object({
      oee: z.number(),
      availability: z.number().optional(),
      effectiveness: z.number().optional(),
      qualityRatio: z.number().optional(),
    })
    .nullable(),
  /** Machines whose time stands for the line. */
  pacing: z.array(z.string()),
  losses: z.object({
    plannedBusyS: z.number(),
    offPlanS: z.number(),
    unknownS: z.number(),
    goodS: z.number(),
    losses: z.array(lossNodeSchema),
  }),
  /**
   * Good items by quarter of an hour or longer, with what the plan asked for by then, both counted from the begin of the span. Of the
   * time before a point that is not `recorded` nobody knows what the last station made.
   */
  output: z.array(z.object({ to: z.number(), good: z.number(), planned: z.number(), recorded: z.boolean() })),
  /** The newest shift of the span, and what is expected of it. */
  shift: shiftSpanSchema
    .extend({
      good: z.number(),
      workedS: z.number(),
      seenS: z.number(),
      remainingS: z.number(),
      expected: z.number().nullable(),
      plannedByNow: z.number(),
    })
    .nullable(),
  /** The newest hours of the span, at most 24, without those of which nothing is recorded. */
  bottlenecks: z.array(
    z.object({ from: z.number(), to: z.number(), bottleneck: bottleneckSchema.nullable() }),
  ),
  /** Stops of all machines for their own cause, by reason: an id, `alarm:` and the alarm, `micro` or `unexplained`; longest first. */
  reasons: z.array(z.object({ reason: z.string(), seconds: z.number(), count: z.number() })),
  /** Of all machines together: failures, mean time between them on a machine, mean time to repair. */
  failures: z.object({ FE: z.number(), mtbfS: z.number().nullable(), meanRepairS: z.number().nullable() }),
  machines: z.array(indicatorRowSchema),
  products: z.array(indicatorRowSchema),
  /** Null where nothing of it is recorded. */
  energy: lineEnergySchema.nullable(),
});
export type ProductionOverview = z.infer<typeof overviewSchema>;

/** A report that was made when a shift ended. */
export interface ShiftReport {
  line: string;
  from: number;
  to: number;
  shift: string;
  language: 'zh' | 'en';
  madeAt: number;
}

/** `GET /api/production/reports` */
export const reportsQuerySchema = z.object({
  line: lineId,
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ReportsQuery = z.infer<typeof reportsQuerySchema>;

/** `GET /api/production/shifts`: shifts of a line that touch a span. */
export const shiftsAnswerSchema = z.array(shiftSpanSchema);

export const STOP_CLASSES = [
  'down',
  'stopped',
  'changeover',
  'held',
  'startUp',
  'starved',
  'blocked',
  'waiting',
] as const;
export type StopClass = (typeof STOP_CLASSES)[number];

/** `GET /api/production/stops` */
export const stopsQuerySchema = z
  .object({
    from: time,
    to: time,
    line: lineId,
    machine: z.string().min(1).max(256).optional(),
    /** `true`: only those that a person is asked about and has not explained. */
    asked: z.enum(['true', 'false']).default('false'),
    /** Only stops of the machine's own cause, unless `all`. */
    kind: z.enum(['own', 'all']).default('own'),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    ...atQuerySchema.shape,
  })
  .refine(isSpan, SPAN_MESSAGE);
export type StopsQuery = z.infer<typeof stopsQuerySchema>;

export const stopSchema = z.object({
  /** Machine and begin name the stop. */
  machine: z.string(),
  from: z.number(),
  to: z.number().nullable(),
  line: z.string(),
  class: z.enum(STOP_CLASSES),
  seconds: z.number(),
  micro: z.boolean(),
  /** A person is asked why. */
  asked: z.boolean(),
  /** What the machine knows: first alarm (signal address and limit), or the neighbour it waited for. */
  cause: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('alarm'), alarm: z.string() }),
      z.object({ kind: z.literal('starved') }),
      z.object({ kind: z.literal('blocked') }),
    ])
    .nullable(),
  product: z.string(),
  order: z.string(),
  shift: z.string(),
  explanation: z
    .object({ reason: z.string(), note: z.string().nullable(), by: z.string(), at: z.number() })
    .nullable(),
});
export type ProductionStop = z.infer<typeof stopSchema>;

/** `POST /api/production/stops/explain` */
export const explainRequestSchema = z.strictObject({
  machine: z.string().min(1).max(256),
  from: z.number(),
  reason: z.string().min(1).max(64),
  note: z.string().trim().max(300).optional(),
  /** Name of somebody who is not signed in. */
  by: z.string().trim().min(1).max(64).optional(),
});
export type ExplainRequest = z.infer<typeof explainRequestSchema>;

export const ORDER_STATES = ['planned', 'running', 'done', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const productionOrderSchema = z.object({
  id: z.string(),
  line: z.string(),
  product: z.string(),
  quantity: z.number(),
  dueAt: z.number(),
  state: z.enum(ORDER_STATES),
  note: z.string(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  createdAt: z.number(),
  createdBy: z.string(),
  changedAt: z.number(),
  changedBy: z.string(),
});
export type ProductionOrder = z.infer<typeof productionOrderSchema>;

/** An order with what was made of it. */
export const orderProgressSchema = productionOrderSchema.extend({ good: z.number(), scrap: z.number() });
export type OrderProgress = z.infer<typeof orderProgressSchema>;

/** `GET /api/production/orders` */
export const ordersQuerySchema = atQuerySchema.extend({
  line: lineId.optional(),
  open: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type OrdersQuery = z.infer<typeof ordersQuerySchema>;

const quantity = z.number().int().min(1).max(1e9);

/** Numbers of orders as plants write them. */
export const ORDER_ID = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,47}$/u;

/** `POST /api/production/orders` */
export const newOrderSchema = z.strictObject({
  id: z.string().trim().regex(ORDER_ID, 'use 1 to 48 letters, digits, ".", "-", "_" or "/"'),
  line: lineId,
  product: lineId,
  quantity,
  dueAt: time,
  note: z.string().trim().max(300).default(''),
});
export type NewOrder = z.infer<typeof newOrderSchema>;

/** `PATCH /api/production/orders/:id` */
export const orderChangeSchema = z.strictObject({
  quantity: quantity.optional(),
  dueAt: time.optional(),
  note: z.string().trim().max(300).optional(),
  /** Starting ends nothing else: a line makes one order at a time. */
  state: z.enum(['running', 'done', 'cancelled']).optional(),
});
export type OrderChange = z.infer<typeof orderChangeSchema>;
