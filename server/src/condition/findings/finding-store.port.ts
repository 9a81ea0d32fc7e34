import type { Finding, FindingDetail, FindingPage, FindingSearch } from '@linetwin/contracts';
import type { FindingChange } from './finding-fold.ts';

/** One word on one component from one burst, with its evidence. */
export interface Assessment {
  /** Identity: burst and component. Recording the same one again changes nothing. */
  id: string;
  component: string;
  finding: Finding;
  diagnosis: object;
  /** The measurements that the diagnosis was made of, as they were sent. */
  window?: Uint8Array;
}

/**
 * Findings and the assessments they were folded from.
 *
 * Promises: `record` stores the assessment and the changes it brings together or not at all, and one
 * component's assessments are folded one after another, also when several workers call it. Every change is kept
 * as an event. The first and the newest evidence of a finding stay for ever; other assessments are kept while they are
 * among the last 5 of their component. The window of the assessment that opens a finding is kept for ever with it: all or
 * nothing of word, change and window is there.
 */
export abstract class FindingStore {
  /** @returns the changes made; empty when the assessment was recorded before */
  abstract record(
    assessment: Assessment,
    fold: (before: readonly Finding[], open: Finding | undefined) => FindingChange[],
  ): Promise<FindingChange[]>;
  /** Open findings, newest first. */
  abstract open(): Promise<Finding[]>;
  /** Findings of a machine, open and closed, and the newest word on each of its components, newest first. */
  abstract ofEquipment(equipment: string, limit: number): Promise<Finding[]>;
  /**
   * Findings of the past and of now as they stand, or stood at the instant that is asked for, newest first, with how many there are; words
   * on healthy bearings are none.
   */
  abstract search(search: FindingSearch): Promise<FindingPage>;
  /**
   * A finding with the strongest evidence that is kept of it; with `at`, both as they were then: without what was seen, or closed it,
   * later. `undefined` of one that had not been opened.
   */
  abstract detail(id: string, at?: number): Promise<FindingDetail | undefined>;
  /** The window that opened a finding; `undefined` if it was recorded without. */
  abstract window(findingId: string): Promise<Uint8Array | undefined>;
}
