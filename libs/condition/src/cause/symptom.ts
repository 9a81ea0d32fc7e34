import type { BilingualText } from '../bearing/advice.ts';

/** `state`: a machine stands for want of parts or room, or was aborted. */
export type SymptomKind = 'alarm' | 'finding' | 'state';

/**
 * What kind of thing a finding says. A fault of a `sensor` is only seen in values that hang on it; what is wrong with a `part`
 * (a bearing, a tool, a window) or a `process` shows in everything that follows from it.
 */
export type FindingClass = 'sensor' | 'process' | 'part';

/** One alarm, finding or standstill, as the reasoning sees it. Times are ms since 1970 UTC, source time. */
export interface Symptom {
  id: string;
  kind: SymptomKind;
  /** Address of the machine. */
  equipment: string;
  /** Cause that a finding names, `signal.limit` of an alarm, PackML state. */
  key: string;
  title: BilingualText;
  /** Signal id that shows it; undefined where it is no single one. */
  signal?: string;
  at: number;
  endedAt: number | null;
  priority: 1 | 2 | 3 | 4;
  /** 0 to 1; of an alarm how much it says about a cause by itself. */
  confidence: number;
  findingClass?: FindingClass;
  /** Cause keys and signals at other machines that the rule itself expects, such as `hardness` behind a hot quench. */
  contradictedBy?: readonly BilingualText[];
  advice?: readonly BilingualText[];
  sparePart?: BilingualText | null;
}

/** An alarm alone names a place, not a cause. */
export const ALARM_CONFIDENCE = 0.3;

/** Whether it may be a cause, not only a consequence: standing for want of parts is never one. */
export function canBeCause({ kind, key }: Symptom): boolean {
  return kind !== 'state' || key === 'Aborted';
}
