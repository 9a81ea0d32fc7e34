import type { BackTestOutcomeAnswer, BackTestProblem, BackTestSummary } from '@linetwin/contracts';

/** A back-test for which a worker waits for slices of history. */
export interface WaitingBackTest {
  id: string;
  rule: string;
  version: number;
  from: number;
  to: number;
  /** Number of the slice that the worker wants next, from 0. */
  wanted: number;
}

export interface NewBackTest {
  id: string;
  rule: string;
  version: number;
  from: number;
  to: number;
  by: string;
  askedAt: number;
}

/**
 * Back-tests of versions of rules, and the slices of history on their way to the worker that runs one.
 *
 * Promises: a back-test is run by one worker at a time: `begin` gives it to the newest attempt, and `advance`, `finish` and `fail` of an older one
 * do nothing and say so. `begin` and `advance` drop the slices before the wanted one. A finished back-test is never changed any more but for who saw
 * it first. A slice put twice is kept once. `newest` and `ofRule` give summaries, newest asked first; outcomes are read one by one.
 */
export abstract class BackTestStore {
  abstract ask(test: NewBackTest): Promise<void>;
  abstract read(
    id: string,
  ): Promise<(BackTestSummary & { outcome: BackTestOutcomeAnswer | null }) | undefined>;
  abstract ofRule(rule: string, limit: number): Promise<BackTestSummary[]>;
  /** Newest back-test of each version that was asked for, by rule and version with a blank between. */
  abstract newest(
    versions: readonly { rule: string; version: number }[],
  ): Promise<Map<string, BackTestSummary>>;
  /** Back-tests that are not over. */
  abstract open(): Promise<BackTestSummary[]>;
  /** @returns whether it was not over yet */
  abstract begin(id: string, attempt: string): Promise<boolean>;
  abstract advance(id: string, attempt: string, to: { wanted: number; progress: number }): Promise<boolean>;
  abstract finish(id: string, attempt: string, outcome: BackTestOutcomeAnswer, at: number): Promise<boolean>;
  abstract fail(id: string, attempt: string, problem: BackTestProblem, at: number): Promise<boolean>;
  /** Notes who saw the result of a finished one, if nobody did before. @returns whether it is finished */
  abstract see(id: string, by: string, at: number): Promise<boolean>;
  /** Those that run and want slices. */
  abstract waiting(): Promise<WaitingBackTest[]>;
  abstract putSlice(test: string, number: number, bytes: Uint8Array): Promise<void>;
  abstract hasSlice(test: string, number: number): Promise<boolean>;
  abstract slice(test: string, number: number): Promise<Uint8Array | undefined>;
}
