import type { RuleSwitch, RuleVersion } from '@linetwin/contracts';
import { Refusal } from '../platform/in-words.ts';

/** A rule cannot be changed like this; the message goes to whoever asked. */
export class RuleChangeError extends Refusal {
  override name = 'RuleChangeError';
}

/** There is no such rule, version or back-test; the message goes to whoever asked. */
export class UnknownRuleError extends Refusal {
  override name = 'UnknownRuleError';
}

export interface RuleRecord {
  id: string;
  newest: RuleVersion;
  /** Version that is live; null while none is. */
  live: number | null;
  retired: boolean;
}

/** A version that is live. */
export interface LiveRule {
  id: string;
  version: RuleVersion;
}

/**
 * Rules of the user with all their versions.
 *
 * Promises: a version once added is never changed or removed, nor is what was done with a rule; both say who, when and why. Versions of
 * a rule count up from 1. `addVersion` adds only if nobody added one since `basedOn`, and `switchTo` switches a rule only while it is not
 * retired, and live only to a version that it has; both tell whether they did. A rule has one live version at most. `list` gives the newest
 * changed first, retired ones last. `live` gives every live version, in the order of their ids.
 */
export abstract class RuleStore {
  abstract create(id: string, first: RuleVersion): Promise<void>;
  abstract addVersion(id: string, version: RuleVersion, basedOn: number): Promise<boolean>;
  abstract switchTo(id: string, change: RuleSwitch): Promise<boolean>;
  abstract list(limit: number): Promise<RuleRecord[]>;
  abstract read(id: string): Promise<RuleRecord | undefined>;
  /** Newest first. */
  abstract versions(id: string): Promise<RuleVersion[]>;
  /** Newest first. */
  abstract switches(id: string): Promise<RuleSwitch[]>;
  abstract live(): Promise<LiveRule[]>;
}
