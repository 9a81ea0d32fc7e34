import {
  ALARM_LIMITS,
  alarmPointId,
  ALARM_PRIORITIES,
  ALARM_STATES,
  textSchema,
  type LimitType,
} from '@linetwin/model';
import { z } from 'zod';
import { atQuerySchema } from './rest.ts';

const priority = z.union(ALARM_PRIORITIES.map((p) => z.literal(p)));

/** An alarm as it stands. Times are ms since 1970 UTC, plant (source) time. */
export const alarmSchema = z.object({
  id: z.string(),
  signal: z.string().describe('Signal address'),
  equipment: z.string().describe('Equipment address'),
  limit: z.enum(ALARM_LIMITS),
  /** In the unit of the signal; null of a rule, which may compare many things. */
  setPoint: z.number().nullable(),
  priority,
  state: z.enum(ALARM_STATES),
  raisedAt: z.number(),
  /** When the value was back, or the alarm was kept quiet; the same as `raisedAt` of one that never rose. */
  clearedAt: z.number().nullable(),
  acknowledgedAt: z.number().nullable(),
  acknowledgedBy: z.string().nullable(),
  /** Value when the alarm rose, or was kept quiet before it ever rose; in the unit of the signal. */
  value: z.number(),
  message: textSchema.nullable(),
  /** Rule that raised it, of an alarm of a rule. */
  rule: z
    .object({
      id: z.string(),
      version: z.number().int(),
      name: textSchema,
      /** What to do. */
      action: textSchema.nullable(),
    })
    .optional(),
  /** Why it is kept quiet: of an alarm that is Shelved, SuppressedByDesign or OutOfService. */
  suppression: z
    .object({
      /** Null where the design of the plant did it. */
      by: z.string().nullable(),
      reason: z.string().nullable(),
      at: z.number(),
      /** End of a shelf, by the clock of the server; null where there is none. */
      until: z.number().nullable(),
    })
    .optional(),
  /** No other alarm of the machine was active when it rose. */
  firstOut: z.literal(true).optional(),
  /** It changed three times or more within a minute when it last changed. */
  chattering: z.literal(true).optional(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** Name of what a rule watches on one machine, as limits have theirs. */
export function rulePointId(equipment: string, rule: string, version: number): string {
  return `${equipment.replaceAll('/', '.')}.rule.${rule}.${version}`;
}

/** Name of what an alarm is of, for requests about it. */
export function alarmPointOf({ signal, limit, equipment, rule }: Alarm): string {
  return rule ? rulePointId(equipment, rule.id, rule.version) : alarmPointId(signal, limit as LimitType);
}

export const acknowledgeRequestSchema = z.strictObject({
  /** Name of somebody who is not signed in; whoever is signed in acknowledges under the own name. */
  by: z.string().trim().min(1).max(64).optional(),
  comment: z.string().trim().max(500).optional(),
});

/** A shelf ends by itself, at the latest after the longest shift (ISA-18.2 asks for 8 to 12 h). */
export const MAX_SHELF_H = 12;

const who = z.string().trim().min(1).max(64).optional();
const reason = z.string().trim().min(3, 'say why, in at least 3 characters').max(300);

/** What a person does to one limit of one signal beyond acknowledging. */
export const alarmPointChangeSchema = z.discriminatedUnion('change', [
  z.strictObject({
    change: z.literal('shelve'),
    reason,
    hours: z.number().positive().max(MAX_SHELF_H),
    by: who,
  }),
  z.strictObject({ change: z.literal('unshelve'), by: who }),
  z.strictObject({ change: z.literal('reset'), by: who }),
]);
export type AlarmPointChange = z.infer<typeof alarmPointChangeSchema>;

/** Out of service has no end, so it is asked for apart and by others. */
export const alarmServiceChangeSchema = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('take-out'), reason, by: who }),
  z.strictObject({ change: z.literal('return'), by: who }),
]);
export type AlarmServiceChange = z.infer<typeof alarmServiceChangeSchema>;
/** What a finding of kind `bearing` may say. */
export const BEARING_WORDS = [
  'healthy',
  'outer-race',
  'inner-race',
  'rolling-element',
  'cage',
  'not-diagnosable',
] as const;
export type BearingWord = (typeof BEARING_WORDS)[number];

/** A finding as it stands in a list; its evidence is fetched by id. */
export const findingSchema = z.object({
  id: z.string(),
  equipment: z.string(),
  /** Bearing or other part that the finding is about. */
  component: z.string(),
  componentName: textSchema,
  /**
   * From a waveform of a bearing, of a shaft and its drive or of a motor's current, a sensor's own behaviour, the signs of a process fault, or a machine that left the pattern of
   * its own healthy time without a known fault.
   */
  kind: z.enum(['bearing', 'shaft', 'motor', 'sensor', 'process', 'unusual']),
  /** `healthy` and `not-diagnosable` are kept as the newest word on a machine, not as a finding to act on. */
  verdict: z
    .string()
    .describe(
      'Of a bearing its part, of a shaft or a motor its fault, of all three `healthy` or `not-diagnosable`; else the cause, such as `wheel-dull`',
    ),
  grade: z.enum(['clear', 'probable', 'none']),
  confidence: z.number().min(0).max(1),
  summary: textSchema,
  advice: z.array(textSchema),
  /** What would speak against it, where a rule says so. */
  contradictedBy: z.array(textSchema).optional(),
  sparePart: textSchema.nullable(),
  status: z.enum(['open', 'closed']),
  /** Source time of the first and the newest burst that show it. */
  firstSeenAt: z.number(),
  lastSeenAt: z.number(),
  /** Source time of what closed it, where that is not what was seen of it last. */
  closedAt: z.number().optional(),
  bursts: z.number().int(),
  speedRpm: z.number().nullable(),
  /** A word on a component whose sensor was not to be believed: it says nothing, for or against a finding. */
  blind: z.literal(true).optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** The sensor fault that shows in bursts; all others show in values. */
export const LOOSE_ACCELEROMETER = 'sensor-loose';

/** Kinds of findings from a waveform, which is no signal with values. */
export const FROM_BURSTS = ['bearing', 'shaft', 'motor'] as const;

/** Whether a finding comes from a worker that judges bursts, and not from the values of a line. */
export function isFromBursts({ kind, verdict }: Pick<Finding, 'kind' | 'verdict'>): boolean {
  return (FROM_BURSTS as readonly string[]).includes(kind) || verdict === LOOSE_ACCELEROMETER;
}

/** Findings of the past, as they are looked for; times are ms since 1970 UTC, source time. */
export const findingSearchSchema = atQuerySchema.extend({
  /** Seen at or after, and first seen at or before. */
  from: z.coerce.number().min(0).max(8.64e15).optional(),
  to: z.coerce.number().min(0).max(8.64e15).optional(),
  equipment: z.string().min(1).optional().describe('Equipment address'),
  cause: z.string().min(1).optional().describe('Cause that the finding names, such as `outer-race`'),
  grade: z.enum(['clear', 'probable']).optional(),
  status: z.enum(['open', 'closed']).optional(),
  text: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Part of its words, its component or its machine'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type FindingSearch = z.infer<typeof findingSearchSchema>;

/** One page of a search, newest first. */
export const findingPageSchema = z.object({ total: z.number().int(), findings: z.array(findingSchema) });
export type FindingPage = z.infer<typeof findingPageSchema>;

/** Finding with everything that proves it; `diagnosis` is the shape of `@linetwin/condition`. */
export const findingDetailSchema = findingSchema.extend({ diagnosis: z.unknown() });
export type FindingDetail = z.infer<typeof findingDetailSchema>;

/** What an effectiveness above 100 % comes from, with the planned and the actual time per item, s. */
export const overEffectiveSchema = z.object({
  reason: z.enum(['begun-before', 'run-time-too-long']),
  plannedS: z.number(),
  actualS: z.number(),
});

/** Indicators of one line since its shift began (ISO 22400-2); ratios are null where there is nothing to divide by. */
export const lineKpiSchema = z.object({
  line: z.string(),
  time: z.number(),
  shift: z.string().nullable(),
  since: z.number(),
  good: z.number(),
  scrap: z.number(),
  planned: z.number().nullable(),
  expectedByShiftEnd: z.number().nullable(),
  /** Of the machines that tell it now; null where none does. */
  powerKw: z.number().nullable(),
  energyKwh: z.number(),
  kwhPerGoodPart: z.number().nullable(),
  availability: z.number().nullable(),
  effectiveness: z.number().nullable(),
  qualityRatio: z.number().nullable(),
  oee: z.number().nullable(),
  /** Why the effectiveness is above 100 %; null where it is not, absent of indicators kept before this was told. */
  overEffective: overEffectiveSchema.nullish(),
  /** Share of the period, 0 to 1, for which machine states are known; below 1 the indicators have a gap. */
  coverage: z.number(),
  /** Gaps that touch what the indicators are made of since the shift began: how many, and how much of its time lies in them. */
  gaps: z.object({ count: z.number().int(), seconds: z.number() }),
});
export type LineKpi = z.infer<typeof lineKpiSchema>;

/** Why a value or a message was not taken as it came. */
export const REJECT_REASONS = [
  'unknown-topic',
  'not-allowed',
  'unknown-equipment',
  'unknown-signal',
  'malformed',
  'oversized',
  'wrong-type',
  'unknown-state-name',
  'time-in-future',
  'time-too-old',
  'duplicate',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export interface RejectReport {
  /** Rejects since the server started. */
  counts: Record<RejectReason, number>;
  /** Values taken with a remark: out of range (kept as Bad), out of order (kept in history only). */
  remarks: { 'out-of-range': number; 'out-of-order': number };
  /** The newest ones, oldest first. */
  samples: { at: number; reason: RejectReason; topic: string; detail: string }[];
}

const alarmSource = z.object({ point: z.string(), raised: z.number().int() });

/** Alarm performance of ISA-18.2 over a period, as `@linetwin/kpi` computes it. */
export const alarmPerformanceSchema = z.object({
  from: z.number(),
  to: z.number(),
  operators: z.number().int(),
  /** Time that the figures are of: shorter than asked where the log begins later, or where it is cut; none where nothing was ever logged. */
  counted: z.object({ from: z.number(), to: z.number() }),
  /** The period has more transitions than are looked at; figures are of its beginning. */
  cut: z.boolean(),
  raised: z.number().int(),
  perOperatorDay: z.number(),
  peakPerTenMinutes: z.number(),
  floods: z.array(z.object({ from: z.number(), to: z.number(), alarms: z.number().int() })),
  floodShare: z.number(),
  topTen: z.array(alarmSource),
  topTenShare: z.number().nullable(),
  chattering: z.array(alarmSource),
  stale: z.array(z.object({ point: z.string(), since: z.number(), hours: z.number() })),
  byPriority: z.object({ 1: z.number(), 2: z.number(), 3: z.number(), 4: z.number() }),
  /** Machine and rule of every point that is of a rule. */
  rules: z.record(z.string(), z.object({ equipment: z.string(), name: textSchema })),
});
export type AlarmPerformanceAnswer = z.infer<typeof alarmPerformanceSchema>;
