import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { BackTestOutcomeAnswer, BackTestRuleJob } from '@linetwin/contracts';
import { alarmPerformance, type AlarmMoment } from '@linetwin/kpi';
import { QUALITY_BAD, type AlarmPriority, type ModelIndex } from '@linetwin/model';
import { BackTest, checkRule, type BackTestOutcome } from '@linetwin/rules';
import type { BackTestStore } from './back-test-store.port.ts';
import { decodeSlice, slicesOf, type Slice } from './back-test-slices.ts';
import type { RuleStore } from './rule-store.port.ts';

const LOOK_EVERY_MS = 100;
/** A server that gives no history for so long is away, and whoever asked is told to ask again. */
const WAIT_MS = 120_000;
/** Values between pauses in which a worker does other things, such as answering that it is alive. */
const ROWS_AT_ONCE = 20_000;

/** Runs back-tests in a worker, slice by slice: memory is bounded by the rule and two slices, whatever the range. */
export class BackTestRunner {
  private readonly index: ModelIndex;
  private readonly rules: Pick<RuleStore, 'versions'>;
  private readonly tests: BackTestStore;
  private readonly now: () => number;
  private readonly waitMs: number;

  constructor(parts: {
    index: ModelIndex;
    rules: Pick<RuleStore, 'versions'>;
    tests: BackTestStore;
    now?: () => number;
    waitMs?: number;
  }) {
    this.index = parts.index;
    this.rules = parts.rules;
    this.tests = parts.tests;
    this.now = parts.now ?? Date.now;
    this.waitMs = parts.waitMs ?? WAIT_MS;
  }

  async handleBackTestRule({ test: id }: BackTestRuleJob): Promise<{ test: string; raised: number | null }> {
    const attempt = randomUUID();
    const test = await this.tests.read(id);
    if (!test || !(await this.tests.begin(id, attempt))) return { test: id, raised: null };
    const definition = (await this.rules.versions(test.rule)).find(
      (one) => one.version === test.version,
    )?.definition;
    const rule = definition && checkRule(definition, this.index).rule;
    if (!rule) {
      await this.tests.fail(id, attempt, 'rule-wrong', this.now());
      return { test: id, raised: null };
    }
    const backTest = new BackTest(rule, this.index, test);
    const slices = slicesOf(rule, test);
    for (let number = 0; number < slices.length; number++) {
      const slice = await this.slice(id, number);
      if (!slice) {
        await this.tests.fail(id, attempt, 'no-history', this.now());
        return { test: id, raised: null };
      }
      await this.take(backTest, slice);
      const progress = (number + 1) / (slices.length + 1);
      // Another worker has begun it anew, or it is over.
      if (!(await this.tests.advance(id, attempt, { wanted: number + 1, progress })))
        return { test: id, raised: null };
    }
    const outcome = outcomeOf(backTest.outcome(), definition!.priority);
    await this.tests.finish(id, attempt, outcome, this.now());
    return { test: id, raised: outcome.raised };
  }

  private async slice(test: string, number: number): Promise<(Slice & { addresses: string[] }) | undefined> {
    const until = this.now() + this.waitMs;
    while (this.now() < until) {
      const bytes = await this.tests.slice(test, number);
      if (bytes) return decodeSlice(bytes);
      await setTimeout(LOOK_EVERY_MS);
    }
    return undefined;
  }

  private async take(
    backTest: BackTest,
    { addresses, seeds, values }: Slice & { addresses: string[] },
  ): Promise<void> {
    const signals = addresses.map((address) => this.index.signal(address)?.index ?? -1);
    const known = (value: number, quality: number) => (quality === QUALITY_BAD ? NaN : value);
    for (let row = 0; row < seeds.length; row++) {
      const signal = signals[seeds.signal[row]];
      if (signal >= 0) backTest.seed(signal, seeds.time[row], known(seeds.value[row], seeds.quality[row]));
    }
    for (let row = 0; row < values.length; row++) {
      const signal = signals[values.signal[row]];
      if (signal >= 0) backTest.put(signal, values.time[row], known(values.value[row], values.quality[row]));
      if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate();
    }
  }
}

/** What the alarms would have meant for whoever answers them, by ISA-18.2 with one operator. */
export function outcomeOf(outcome: BackTestOutcome, priority: AlarmPriority): BackTestOutcomeAnswer {
  const moments = outcome.alarms
    .flatMap(({ equipment, raisedAt, endedAt }): AlarmMoment[] => {
      const of = { point: equipment, priority };
      const raised = { ...of, at: raisedAt, event: 'Raised', active: true };
      return endedAt === null ? [raised] : [raised, { ...of, at: endedAt, event: 'Cleared', active: false }];
    })
    .sort((a, b) => a.at - b.at);
  const { peakPerTenMinutes, floodShare, chattering } = alarmPerformance(moments, new Map(), outcome, 1);
  return { ...outcome, peakPerTenMinutes, floodShare, chattering: chattering.map(({ point }) => point) };
}
