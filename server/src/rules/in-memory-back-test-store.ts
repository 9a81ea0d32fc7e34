import type { BackTestOutcomeAnswer, BackTestProblem, BackTestSummary } from '@linetwin/contracts';
import { BackTestStore, type NewBackTest, type WaitingBackTest } from './back-test-store.port.ts';

interface Kept {
  summary: BackTestSummary;
  outcome: BackTestOutcomeAnswer | null;
  attempt: string | null;
  wanted: number;
  slices: Map<number, Uint8Array>;
}

/** Back-test store for tests that need no data base. */
export class InMemoryBackTestStore extends BackTestStore {
  private readonly tests = new Map<string, Kept>();

  async ask(test: NewBackTest): Promise<void> {
    const summary: BackTestSummary = {
      ...test,
      state: 'waiting',
      progress: 0,
      endedAt: null,
      seenBy: null,
      seenAt: null,
      problem: null,
      raised: null,
    };
    this.tests.set(test.id, { summary, outcome: null, attempt: null, wanted: 0, slices: new Map() });
  }

  async read(id: string): Promise<(BackTestSummary & { outcome: BackTestOutcomeAnswer | null }) | undefined> {
    const test = this.tests.get(id);
    return test && structuredClone({ ...test.summary, outcome: test.outcome });
  }

  async ofRule(rule: string, limit: number): Promise<BackTestSummary[]> {
    return this.summaries()
      .filter((one) => one.rule === rule)
      .sort((a, b) => b.askedAt - a.askedAt || (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  async newest(
    versions: readonly { rule: string; version: number }[],
  ): Promise<Map<string, BackTestSummary>> {
    const found = new Map<string, BackTestSummary>();
    for (const { rule, version } of versions) {
      const newest = (await this.ofRule(rule, Infinity)).find((one) => one.version === version);
      if (newest) found.set(`${rule} ${version}`, newest);
    }
    return found;
  }

  async open(): Promise<BackTestSummary[]> {
    return this.summaries()
      .filter(({ state }) => state === 'waiting' || state === 'running')
      .sort((a, b) => a.askedAt - b.askedAt);
  }

  async begin(id: string, attempt: string): Promise<boolean> {
    const test = this.tests.get(id);
    if (test?.summary.state !== 'waiting' && test?.summary.state !== 'running') return false;
    Object.assign(test, { attempt, wanted: 0 });
    Object.assign(test.summary, { state: 'running', progress: 0 });
    return true;
  }

  async advance(id: string, attempt: string, to: { wanted: number; progress: number }): Promise<boolean> {
    const test = this.running(id, attempt);
    if (!test) return false;
    test.wanted = to.wanted;
    test.summary.progress = to.progress;
    for (const number of test.slices.keys()) if (number < to.wanted) test.slices.delete(number);
    return true;
  }

  async finish(id: string, attempt: string, outcome: BackTestOutcomeAnswer, at: number): Promise<boolean> {
    const test = this.running(id, attempt);
    if (!test) return false;
    test.outcome = structuredClone(outcome);
    test.slices.clear();
    Object.assign(test.summary, { state: 'done', progress: 1, endedAt: at, raised: outcome.raised });
    return true;
  }

  async fail(id: string, attempt: string, problem: BackTestProblem, at: number): Promise<boolean> {
    const test = this.running(id, attempt);
    if (!test) return false;
    test.slices.clear();
    Object.assign(test.summary, { state: 'failed', problem, endedAt: at });
    return true;
  }

  async see(id: string, by: string, at: number): Promise<boolean> {
    const summary = this.tests.get(id)?.summary;
    if (summary?.state !== 'done') return false;
    if (summary.seenAt === null) Object.assign(summary, { seenBy: by, seenAt: at });
    return true;
  }

  async waiting(): Promise<WaitingBackTest[]> {
    return [...this.tests.values()]
      .filter(({ summary }) => summary.state === 'running')
      .map(({ summary: { id, rule, version, from, to }, wanted }) => ({
        id,
        rule,
        version,
        from,
        to,
        wanted,
      }));
  }

  async putSlice(test: string, number: number, bytes: Uint8Array): Promise<void> {
    const slices = this.tests.get(test)?.slices;
    if (slices && !slices.has(number)) slices.set(number, Uint8Array.from(bytes));
  }

  async hasSlice(test: string, number: number): Promise<boolean> {
    return this.tests.get(test)?.slices.has(number) ?? false;
  }

  async slice(test: string, number: number): Promise<Uint8Array | undefined> {
    return this.tests.get(test)?.slices.get(number);
  }

  private summaries(): BackTestSummary[] {
    return [...this.tests.values()].map(({ summary }) => ({ ...summary }));
  }

  private running(id: string, attempt: string): Kept | undefined {
    const test = this.tests.get(id);
    return test?.summary.state === 'running' && test.attempt === attempt ? test : undefined;
  }
}
