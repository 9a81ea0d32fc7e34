import type { BackTestOutcomeAnswer, RuleDefinition } from '@linetwin/contracts';
import type { Generated, JSONColumnType } from 'kysely';

/** Tables of rules of the user. */
export interface RuleSchema {
  rule: { id: string; live_version: number | null; retired: boolean };
  rule_version: {
    rule: string;
    version: number;
    definition: JSONColumnType<RuleDefinition>;
    by: string;
    at: number;
    reason: string;
  };
  rule_switch: {
    sequence: Generated<string>;
    rule: string;
    to: string;
    version: number | null;
    by: string;
    at: number;
    reason: string;
  };
  rule_back_test: {
    id: string;
    rule: string;
    version: number;
    from_at: number;
    to_at: number;
    state: string;
    progress: number;
    by: string;
    asked_at: number;
    ended_at: number | null;
    seen_by: string | null;
    seen_at: number | null;
    problem: string | null;
    raised: number | null;
    outcome: JSONColumnType<BackTestOutcomeAnswer> | null;
    attempt: string | null;
    wanted: number;
  };
  rule_slice: { test: string; number: number; bytes: Buffer };
}
