import { ALARM_PRIORITIES, PACKML_STATES, segmentSchema } from '@linetwin/model';
import { z } from 'zod';

/** Rules that a plant may have, those that were retired not counted, and that may be live at once. */
export const MAX_RULES = 500;
export const MAX_LIVE_RULES = 200;
/** Versions of one rule. */
export const MAX_RULE_VERSIONS = 200;
/** Longest history that a back-test goes over, and the shortest that says anything. */
export const MAX_BACK_TEST_DAYS = 30;
export const MIN_BACK_TEST_MS = 3_600_000;

const who = z.string().trim().min(1).max(64).optional();
const reason = z.string().trim().min(3, 'say why, in at least 3 characters').max(300);
const time = z.number().int().min(0).max(8.64e15);
const words = z.strictObject({
  zh: z.string().trim().min(1).max(200),
  en: z.string().trim().min(1).max(200),
});

export const ruleScopeSchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('machine'), equipment: z.string().min(1).max(256) }),
  z.strictObject({ of: z.literal('kind'), kind: segmentSchema, line: segmentSchema.optional() }),
]);

/** What a version of a rule says. A version is never changed, only followed by another. */
export const ruleDefinitionSchema = z.strictObject({
  name: words,
  /** In the language of rules, see docs/guides/write-a-rule.md. */
  expression: z.string().trim().min(1).max(1000),
  scope: ruleScopeSchema,
  /** Seconds that it must hold without a break before the alarm rises, and must not before it clears. */
  onDelayS: z.number().int().min(0).max(3600),
  offDelayS: z.number().int().min(0).max(3600),
  /** Only watched while the machine is in one of these states; in all when left out. */
  whileStates: z.array(z.enum(PACKML_STATES)).min(1).max(PACKML_STATES.length).optional(),
  priority: z.union(ALARM_PRIORITIES.map((p) => z.literal(p))),
  message: words,
  /** What whoever sees the alarm should do. */
  action: words.optional(),
});
export type RuleDefinition = z.infer<typeof ruleDefinitionSchema>;

export const createRuleSchema = z.strictObject({ definition: ruleDefinitionSchema, reason, by: who });
export type CreateRule = z.infer<typeof createRuleSchema>;

export const changeRuleSchema = z.strictObject({
  definition: ruleDefinitionSchema,
  /** Newest version that the change was made from, so that nobody overwrites what they have not seen. */
  basedOn: z.number().int().min(1),
  reason,
  by: who,
});
export type ChangeRule = z.infer<typeof changeRuleSchema>;

/** Switches a version live (in place of the one that was), or the rule off, or retires it for good. */
export const switchRuleSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('live'), version: z.number().int().min(1), reason, by: who }),
  z.strictObject({ to: z.literal('off'), reason, by: who }),
  z.strictObject({ to: z.literal('retired'), reason, by: who }),
]);
export type SwitchRule = z.infer<typeof switchRuleSchema>;

export const askBackTestSchema = z
  .strictObject({ version: z.number().int().min(1), from: time, to: time, by: who })
  .refine(({ from, to }) => to - from >= MIN_BACK_TEST_MS, {
    message: 'a back-test goes over an hour at least',
    path: ['to'],
  })
  .refine(({ from, to }) => to - from <= MAX_BACK_TEST_DAYS * 86_400_000, {
    message: `a back-test goes over ${MAX_BACK_TEST_DAYS} days at most`,
    path: ['from'],
  });
export type AskBackTest = z.infer<typeof askBackTestSchema>;

export const seenBackTestSchema = z.strictObject({ by: who });

export const checkRuleSchema = ruleDefinitionSchema
  .pick({ scope: true, whileStates: true })
  .extend({ expression: z.string().max(2000) });
export type CheckRule = z.infer<typeof checkRuleSchema>;

/** One thing that is wrong with an expression; positions are characters from 0. */
export interface RuleProblemAnswer {
  code: string;
  from: number;
  to: number;
  found?: string;
  suggestion?: string;
  message: string;
}

export interface CheckRuleAnswer {
  problems: RuleProblemAnswer[];
  /** Machines that it is for, and signals that it looks at on them with their units. */
  machines: string[];
  signals: { name: string; unit: string; addresses: string[] }[];
}

/**
 * `draft` until a back-test of the newest version is over, `back-tested` then, `live` while some version raises alarms, `retired` for
 * good.
 */
export const RULE_STATES = ['draft', 'back-tested', 'live', 'retired'] as const;
export type RuleState = (typeof RULE_STATES)[number];

export interface RuleVersion {
  version: number;
  definition: RuleDefinition;
  by: string;
  /** ms since 1970 UTC, as all times here. */
  at: number;
  reason: string;
}

/** What was done with a rule beside new versions. */
export interface RuleSwitch {
  to: 'live' | 'off' | 'retired';
  /** Version that went live. */
  version: number | null;
  by: string;
  at: number;
  reason: string;
}

export interface RuleSummary {
  id: string;
  state: RuleState;
  /** Newest version. */
  newest: RuleVersion;
  /** Version that raises alarms; null while none does. */
  live: number | null;
  /** Newest back-test of the newest version. */
  backTest: BackTestSummary | null;
}

export interface RuleDetail extends RuleSummary {
  /** Newest first. */
  versions: RuleVersion[];
  switches: RuleSwitch[];
  backTests: BackTestSummary[];
}

export const BACK_TEST_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type BackTestState = (typeof BACK_TEST_STATES)[number];

/** Why a back-test failed: its version does not fit the plant, or no server gave the history. */
export const BACK_TEST_PROBLEMS = ['rule-wrong', 'no-history'] as const;
export type BackTestProblem = (typeof BACK_TEST_PROBLEMS)[number];

export interface BackTestSummary {
  id: string;
  rule: string;
  version: number;
  from: number;
  to: number;
  state: BackTestState;
  /** 0 to 1. */
  progress: number;
  by: string;
  askedAt: number;
  endedAt: number | null;
  /** Who looked at the result first, and when. */
  seenBy: string | null;
  seenAt: number | null;
  /** Why it failed; of old ones as a sentence. */
  problem: BackTestProblem | (string & {}) | null;
  /** Alarms that it would have raised; null until it is done. */
  raised: number | null;
}

export interface BackTestOutcomeAnswer {
  from: number;
  to: number;
  alarms: {
    equipment: string;
    raisedAt: number;
    endedAt: number | null;
    end: 'cleared' | 'suppressed' | null;
    value: number | null;
  }[];
  raised: number;
  inAlarmMs: number;
  days: { day: string; raised: number; inAlarmMs: number }[];
  machines: { equipment: string; raised: number; inAlarmMs: number; unknownMs: number }[];
  gaps: { equipment: string; from: number; to: number }[];
  lookedMs: number;
  unknownMs: number;
  /** Against ISA-18.2: most in ten minutes, minutes of floods, changes of one machine within a minute. */
  peakPerTenMinutes: number;
  floodShare: number;
  chattering: string[];
}

export interface BackTestAnswer extends BackTestSummary {
  definition: RuleDefinition;
  outcome: BackTestOutcomeAnswer | null;
}

/** The back-test lies in the data base; the job says which. */
export interface BackTestRuleJob {
  test: string;
}
