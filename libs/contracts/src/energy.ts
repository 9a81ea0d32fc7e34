import { z } from 'zod';

/** Where energy was booked: by the energy class of the machine's state; `unknown` where none was told. */
export const ENERGY_CLASSES = ['productive', 'idle', 'standby', 'start-up', 'unknown'] as const;
export type EnergyClassName = (typeof ENERGY_CLASSES)[number];
export type EnergyByClass = Record<EnergyClassName, number>;

const time = z.coerce.number().min(0).max(8.64e15);
/** A year of quarters of an hour; more is not answered at once. */
const MAX_SPAN_MS = 400 * 86_400_000;

const span = { from: time, to: time };
function isSpan({ from, to }: { from: number; to: number }): boolean {
  return from < to && to - from <= MAX_SPAN_MS;
}
const SPAN_MESSAGE = { path: ['to'], message: 'must be after "from", by 400 days at most' };

/** `GET /api/energy`: the meters of a plant over a time. */
export const energyQuerySchema = z.object(span).refine(isSpan, SPAN_MESSAGE);
export type EnergyQuery = z.infer<typeof energyQuerySchema>;

export const ATTRIBUTION_KEYS = ['meter', 'product', 'lot', 'shift'] as const;
export type EnergyAttributionKey = (typeof ATTRIBUTION_KEYS)[number];

/** `GET /api/energy/attribution`: kWh, money and emission along some keys. */
export const attributionQuerySchema = z
  .object({
    ...span,
    /** Comma-separated keys; the whole when left out. */
    by: z
      .string()
      .max(64)
      .default('')
      .transform((text) => text.split(',').filter((key) => key !== ''))
      .pipe(z.array(z.enum(ATTRIBUTION_KEYS)).max(ATTRIBUTION_KEYS.length)),
    /** Line; both when left out. */
    line: z.string().min(1).max(64).optional(),
    /** One meter and what hangs below it. */
    meter: z.string().min(1).max(160).optional(),
  })
  .refine(isSpan, SPAN_MESSAGE);
export type AttributionQuery = z.infer<typeof attributionQuerySchema>;

/** `GET /api/energy/series`: a meter by quarters of an hour. */
export const energySeriesQuerySchema = z
  .object({ ...span, meter: z.string().min(1).max(160) })
  .refine(isSpan, SPAN_MESSAGE);
export type EnergySeriesQuery = z.infer<typeof energySeriesQuerySchema>;

/** One meter of the tree over a time. */
export interface MeterEnergy {
  meter: string;
  kwh: number;
  /** Share of the time (0 to 1) of which nothing is known. */
  missing: number;
  yuan: number;
  kgCo2: number;
}

export interface MeterImbalance {
  meter: string;
  kwh: number;
  childrenKwh: number;
  /** (meter − sum below) / meter; null where there is nothing to compare. */
  share: number | null;
  state: 'balanced' | 'unbalanced' | 'unknown';
}

/** Answer of `GET /api/energy`. Times are those asked for, cut to quarters of an hour and to what was ever recorded. */
export interface EnergyAnswer {
  from: number;
  to: number;
  meters: MeterEnergy[];
  imbalances: MeterImbalance[];
  /** Energy of the whole plant for which no tariff is known; it is in no sum of money. */
  unpricedKwh: number;
  /** Carbon factors used, by year of use: `exact` is false when that of another year had to serve. */
  carbon: { year: number; kgPerKwh: number; factorYear: number; exact: boolean; source: string }[];
}

/** Machines only: what is metered above them is in the tree. */
export interface EnergyAttribution {
  key: Record<EnergyAttributionKey, string>;
  kwh: EnergyByClass;
  seconds: EnergyByClass;
  yuan: EnergyByClass;
  floatingYuan: number;
  fixedYuan: number;
  kgCo2: number;
  unpricedKwh: number;
  estimatedKwh: number;
  missingS: number;
  /** Parts that left the last station of the line, or the machine when asked by meter. */
  good: number;
  scrap: number;
}

export interface AttributionAnswer {
  from: number;
  to: number;
  rows: EnergyAttribution[];
}

/** Columns by quarter of an hour; quarters of which nothing is known are left out. */
export interface EnergySeries {
  meter: string;
  from: number[];
  kwh: number[];
  /** Good parts that left the last station of the lines below the meter. */
  good: number[];
  /** Share of the quarter that is known, 0 to 1. */
  known: number[];
  /** Yuan per kWh; null without a tariff. */
  yuanPerKwh: (number | null)[];
  period: (string | null)[];
}

/** `GET /api/energy/bill`: a month of the plant; the running one when left out. */
export const billQuerySchema = z.object({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'as 2026-01')
    .optional(),
  /** As it stood then, ms since 1970 UTC; now when left out. */
  until: time.optional(),
});
export type BillQuery = z.infer<typeof billQuerySchema>;

/** Energy of one period of the tariff: what floats is multiplied by the period, what is fixed is not. */
export interface BillPart {
  period: string;
  kwh: number;
  floatingYuan: number;
  fixedYuan: number;
}

/** What the electricity of a month costs, as far as it is over. */
export interface BillAnswer {
  /** As 2026-01, plant time. */
  month: string;
  from: number;
  to: number;
  isOver: boolean;
  /** Table of the month's first day; null where none says. */
  tariff: { id: string; name: { zh: string; en: string } } | null;
  kwh: number;
  /** Share of the time (0 to 1) of which nothing is known: its energy is in no sum. */
  missing: number;
  unpricedKwh: number;
  /** Dearest first. */
  periods: BillPart[];
  basis: 'demand' | 'capacity' | 'energy';
  /** Greatest 15 min mean, and when that quarter of an hour began. */
  maximumDemand: { kw: number; from: number } | null;
  contractKw: number | null;
  ratedKva: number;
  /** Yuan per kW or kVA and month, whichever is paid. */
  basicYuanPerUnit: number | null;
  /** Mean power factor of the meters that measure reactive power, the share of the energy that they see, and what it does to the bill. */
  powerFactor: { value: number; share: number; reference: number; adjustment: number } | null;
  energyYuan: number;
  basicYuan: number;
  powerFactorYuan: number;
  totalYuan: number;
}

/** A file of readings; a year of quarters of an hour is about a megabyte. */
export const MAX_READINGS_BYTES = 4_000_000;
/** The same with what is said of it. */
export const MAX_READINGS_REQUEST_BYTES = 5_000_000;

/** Units in which meters count. */
export const READING_UNITS = ['Wh', 'kWh', 'MWh', 'MJ', 'GJ'] as const;
export const READING_FORMS = ['register', 'energy-from-start', 'energy-until-end'] as const;

/** `POST /api/energy/readings/preview` and `POST /api/energy/readings`: a file of meter readings. */
export const readingsRequestSchema = z.strictObject({
  meter: z.string().min(1).max(160),
  /** Name of the file, for the record. */
  file: z.string().min(1).max(200),
  text: z.string().min(1).max(MAX_READINGS_BYTES).describe('Content of the CSV file, with a header line'),
  form: z
    .enum(READING_FORMS)
    .describe('Whether a value is a stand of the register or energy, and of which interval'),
  unit: z.enum(READING_UNITS).default('kWh'),
  intervalMinutes: z
    .union([5, 15, 30, 60].map((minutes) => z.literal(minutes)))
    .default(15)
    .describe('Time between two readings'),
  timeColumn: z
    .string()
    .max(100)
    .optional()
    .describe('Header of the column of times; found by itself when left out'),
  valueColumn: z
    .string()
    .max(100)
    .optional()
    .describe('Header of the column of values; found by itself when left out'),
  clockOffsetMinutes: z
    .number()
    .int()
    .min(-1440)
    .max(1440)
    .default(0)
    .describe('How far the clock of the meter is ahead; taken off every time'),
});
export type ReadingsRequest = z.infer<typeof readingsRequestSchema>;

/** Why a whole file of readings is refused. */
export const READINGS_REFUSALS = [
  'no-csv',
  'no-rows',
  'too-many-rows',
  'no-time-column',
  'no-value-column',
  /** The one that was asked for. */
  'no-column',
  'no-times',
  'no-readings-meter',
  'nothing-taken',
] as const;
export type ReadingsRefusal = (typeof READINGS_REFUSALS)[number];

/** What can be wrong with a file of readings. */
export const READINGS_PROBLEMS = [
  'unreadable',
  'off-grid',
  'repeated',
  'missing',
  'negative',
  'implausible',
  'future',
  'unit',
  'clock',
] as const;

/** One thing that is wrong with a file of readings. */
export interface ReadingsProblem {
  kind: (typeof READINGS_PROBLEMS)[number];
  /** Span kept out of sums, ms since 1970 UTC; of no length where nothing is. */
  from: number;
  to: number;
  count: number;
  line?: number;
  /** Unit: factor that would put it right. */
  factor?: number;
  /** Clock: how far it is ahead, minutes. */
  offsetMinutes?: number;
}

export interface ReadingsPreview {
  meter: string;
  rows: number;
  timeColumn: string;
  valueColumn: string;
  from: number;
  to: number;
  taken: number;
  expected: number;
  /** Share of the file (0 to 1) that is kept out of sums or missing. */
  lostShare: number;
  kwh: number;
  problems: ReadingsProblem[];
  /** Days on which the clock could be compared, and with what. */
  clockDaysChecked: number;
  comparedWith: 'meters below' | 'own history' | 'nothing';
  /** First intervals as they would be taken. */
  sample: { from: number; kwh: number }[];
}

export interface ReadingsImport extends Omit<
  ReadingsPreview,
  'sample' | 'rows' | 'timeColumn' | 'valueColumn' | 'kwh' | 'lostShare' | 'clockDaysChecked' | 'comparedWith'
> {
  id: string;
  at: number;
  by: string;
  file: string;
}

/** Lengths of the periods that a baseline is made of. */
export const BASELINE_PERIODS = ['day', 'shift', 'hour'] as const;
export type BaselinePeriod = (typeof BASELINE_PERIODS)[number];

/** Why a time makes no baseline. */
export const BASELINE_REFUSALS = ['too-few-periods', 'too-few-days', 'too-alike'] as const;
export type BaselineRefusal = (typeof BASELINE_REFUSALS)[number];

/** `POST /api/energy/baselines`: days, shifts or hours of a meter become a baseline. */
export const baselineRequestSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    meter: z.string().min(1).max(160),
    from: z.number().min(0).max(8.64e15),
    to: z.number().min(0).max(8.64e15),
    period: z
      .enum(BASELINE_PERIODS)
      .default('day')
      .describe('Length of a period: where days are too coarse, as when products change by the shift'),
  })
  .refine(isSpan, SPAN_MESSAGE);
export type BaselineRequest = z.infer<typeof baselineRequestSchema>;

/** `POST /api/energy/events`: something that a baseline cannot know. */
export const nonRoutineEventRequestSchema = z
  .strictObject({
    meter: z.string().min(1).max(160),
    from: z.number().min(0).max(8.64e15),
    to: z.number().min(0).max(8.64e15),
    kwh: z
      .number()
      .min(-1e9)
      .max(1e9)
      .nullable()
      .describe('Energy it took more than usual; null to leave its days out'),
    reason: z.string().trim().min(1).max(300),
  })
  .refine(isSpan, SPAN_MESSAGE);
export type NonRoutineEventRequest = z.infer<typeof nonRoutineEventRequestSchema>;

export interface NonRoutineEventAnswer extends NonRoutineEventRequest {
  id: string;
  at: number;
  by: string;
}

/** Why a baseline may not speak of savings. */
export type BaselineObjection =
  | { kind: 'fit'; r2: number }
  | { kind: 'scatter'; cvRmse: number }
  | { kind: 'variable'; name: string; p: number }
  | { kind: 'autocorrelation'; value: number }
  | { kind: 'extrapolation'; name: string; outside: number }
  | { kind: 'shift'; name: string; deviations: number };

/** A baseline with its model. */
export interface BaselineAnswer {
  id: string;
  name: string;
  meter: string;
  from: number;
  to: number;
  at: number;
  by: string;
  period: BaselinePeriod;
  /** Days it rests on, and its periods; those with gaps and those of events are left out. */
  days: number;
  periods: number;
  /** What was offered to explain the energy; those that could be told from chance are in the coefficients. */
  variables: string[];
  coefficients: { name: string; value: number; standardError: number; p: number }[];
  r2: number;
  cvRmse: number;
  /** Of the residuals of whole days. */
  autocorrelation: number;
  /**
   * Test of the residuals for autocorrelation over some lags (Ljung and Box): the probability of so much by chance, and
   * how many independent periods they are worth.
   */
  residuals: { lags: number; p: number; independent: number };
  /** Value of a variable from which on it acts, where it does not act along a straight line. */
  actsFrom: { name: string; value: number } | null;
  objections: BaselineObjection[];
}

/** `GET /api/energy/baselines/{id}/performance`. */
export const performanceQuerySchema = z.object(span).refine(isSpan, SPAN_MESSAGE);
export type PerformanceQuery = z.infer<typeof performanceQuerySchema>;

export interface PerformanceAnswer {
  baseline: string;
  /** EnPI = actual / expected, and the running sum of actual − expected, day by day. */
  days: { day: string; actualKwh: number; expectedKwh: number; enpi: number | null; cusumKwh: number }[];
  /** Days from which it went up or down for good. */
  changes: { day: string; direction: 'more' | 'less' }[];
  /** Periods of the time that are not in it, because much of them is not known or an event took them out. */
  leftOut: number;
  /** Periods that the baseline is made of: they are in the days, but in no saving. */
  ofBaseline: number;
  /** Energy of events, more than usual, kWh. */
  nonRoutineKwh: number;
  saving:
    | {
        kind: 'measured';
        expectedKwh: number;
        actualKwh: number;
        savingKwh: number;
        lowerKwh: number;
        upperKwh: number;
        share: number;
        lowerShare: number;
        upperShare: number;
        verdict: 'saving' | 'none-shown' | 'more-used';
      }
    | { kind: 'refused'; reasons: BaselineObjection[] };
}

/** Answer of `GET /api/energy/demand`. */
export interface DemandAnswer {
  meter: string;
  time: number;
  /** Power of all machines; null while much of the plant is silent. */
  nowKw: number | null;
  contractKw: number | null;
  /** Null before the first minute. */
  forecast: {
    /** The running quarter of an hour. */
    from: number;
    to: number;
    runningKw: number;
    nextKw: number;
    /** What nine of ten forecasts of the last day stayed within, as a share; null before enough were judged. */
    errorP90: { atStart: number | null; after5Min: number | null; after10Min: number | null };
  } | null;
  /** From this share of the contract on a quarter is warned of: 0.95, or what an engineer set. */
  warnShare: number;
  /** The first of the running quarter and the next that is about to reach that share; null while neither is. */
  peak: { from: number; to: number; kw: number } | null;
}
