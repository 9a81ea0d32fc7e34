import type { BilingualText } from '../bearing/advice.ts';

/** What of the last samples is compared: samples are seconds of work, or parts for what is told per part. */
export type SignalFeature = 'last' | 'mean' | 'max' | 'min';

/**
 * One sign of a fault. Compared with `value` in the unit of the signal; or with the signal's normal band, `band` widths beyond its
 * near edge; or with what the machine itself showed while it was healthy, `times` that.
 */
export interface RuleCondition {
  /** Signal id; `{n}` stands for the number of a zone or channel. */
  signal: string;
  feature: SignalFeature;
  /** Samples looked at. */
  over: number;
  is: 'above' | 'below';
  value?: number;
  band?: number;
  times?: number;
}

/**
 * A process fault as data, after domain table 2.8 or 2.9: all of `when`, none of `unless`, for `holdS` seconds. Each of `supports`
 * that holds as well makes it surer. A changed rule gets a new version, which every finding carries.
 */
export interface ProcessRule {
  /** Cause, unique over all rules. */
  cause: string;
  version: number;
  kinds: readonly string[];
  when: readonly RuleCondition[];
  unless?: readonly RuleCondition[];
  supports?: readonly RuleCondition[];
  holdS: number;
  /** Confidence by `when` alone; what `supports` adds is shared evenly up to `SUREST`. */
  confidence: number;
  title: BilingualText;
  contradictedBy: readonly BilingualText[];
  advice: readonly BilingualText[];
  /** Id of a spare part of the equipment kind. */
  spare: string | null;
}

/** Nothing that is only read off signals is surer than this. */
export const SUREST = 0.95;
