import { randomUUID } from 'node:crypto';
import {
  MAX_LIVE_RULES,
  MAX_RULE_VERSIONS,
  MAX_RULES,
  type AskBackTest,
  type BackTestAnswer,
  type BackTestSummary,
  type ChangeRule,
  type CheckRule,
  type CheckRuleAnswer,
  type CreateRule,
  type RuleDefinition,
  type RuleDetail,
  type RuleState,
  type RuleSummary,
  type SwitchRule,
} from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import { checkRule } from '@linetwin/rules';
import type { EventBus } from '../events.ts';
import type { JobQueue } from '../jobs/job-queue.port.ts';
import type { BackTestStore } from './back-test-store.port.ts';
import { RuleChangeError, UnknownRuleError, type RuleRecord, type RuleStore } from './rule-store.port.ts';

/** Back-tests that may wait or run at once in a plant. */
const MAX_OPEN_BACK_TESTS = 10;
/** One that is not over by then never will be: its jobs have failed. */
const OPEN_FOR_MS = 6 * 3_600_000;
const MAX_TOLD_BACK_TESTS = 50;
/** Values that all live rules together may keep, seconds of signals, eight bytes each. */
const MAX_LIVE_SECONDS = 10_000_000;

/** Rules as people see, write, test and switch them. */
export class RulesService {
  private readonly index: ModelIndex;
  private readonly rules: RuleStore;
  private readonly tests: BackTestStore;
  private readonly jobs: Pick<JobQueue, 'add'>;
  private readonly events: EventBus;
  private readonly now: () => number;

  constructor(parts: {
    index: ModelIndex;
    rules: RuleStore;
    tests: BackTestStore;
    jobs: Pick<JobQueue, 'add'>;
    events: EventBus;
    now?: () => number;
  }) {
    this.index = parts.index;
    this.rules = parts.rules;
    this.tests = parts.tests;
    this.jobs = parts.jobs;
    this.events = parts.events;
    this.now = parts.now ?? Date.now;
  }

  async list(): Promise<RuleSummary[]> {
    const records = await this.rules.list(MAX_RULES * 2);
    const tests = await this.tests.newest(
      records.map(({ id, newest }) => ({ rule: id, version: newest.version })),
    );
    return records.map((record) => summaryOf(record, tests.get(`${record.id} ${record.newest.version}`)));
  }

  /** @throws UnknownRuleError */
  async read(id: string): Promise<RuleDetail> {
    const record = await this.record(id);
    const [versions, switches, backTests] = await Promise.all([
      this.rules.versions(id),
      this.rules.switches(id),
      this.tests.ofRule(id, MAX_TOLD_BACK_TESTS),
    ]);
    const test = backTests.find(({ version }) => version === record.newest.version);
    return { ...summaryOf(record, test), versions, switches, backTests };
  }

  check({ expression, scope, whileStates }: CheckRule): CheckRuleAnswer {
    const { problems, rule } = checkRule(
      { expression, scope, whileStates, onDelayS: 0, offDelayS: 0 },
      this.index,
    );
    return {
      problems,
      machines: rule?.machines.map(({ address }) => address) ?? [],
      signals:
        rule?.references.map(({ name, signals }) => ({
          name,
          unit: signals[0].unit,
          addresses: signals.map(({ address }) => address),
        })) ?? [],
    };
  }

  /** @throws RuleChangeError */
  async create({ definition, reason }: CreateRule, by: string): Promise<RuleDetail> {
    this.checked(definition);
    const kept = await this.rules.list(MAX_RULES * 2);
    if (kept.filter(({ retired }) => !retired).length >= MAX_RULES)
      throw new RuleChangeError(`There are ${MAX_RULES} rules already; retire some first.`, 'rules-full', {
        max: MAX_RULES,
      });
    const id = randomUUID();
    await this.rules.create(id, { version: 1, definition, by, at: this.now(), reason });
    return this.read(id);
  }

  /** @throws UnknownRuleError @throws RuleChangeError */
  async change(id: string, { definition, basedOn, reason }: ChangeRule, by: string): Promise<RuleDetail> {
    const record = await this.record(id);
    this.checked(definition);
    if (basedOn >= MAX_RULE_VERSIONS)
      throw new RuleChangeError(
        `A rule has ${MAX_RULE_VERSIONS} versions at most; make a new rule.`,
        'rule-versions-full',
        { max: MAX_RULE_VERSIONS },
      );
    const version = { version: basedOn + 1, definition, by, at: this.now(), reason };
    if (!(await this.rules.addVersion(id, version, basedOn)))
      throw record.retired
        ? retired()
        : new RuleChangeError(
            `The rule has changed since version ${basedOn}; look at the newest version first.`,
            'rule-changed',
            { version: basedOn },
          );
    return this.read(id);
  }

  /**
   * Switches a version live only after a back-test of just that version was run and its result was seen; nobody can go round that.
   *
   * @throws UnknownRuleError @throws RuleChangeError
   */
  async switchTo(id: string, change: SwitchRule, by: string): Promise<RuleDetail> {
    const record = await this.record(id);
    if (change.to === 'live') await this.mayGoLive(record, change.version);
    if (change.to === 'off' && record.live === null)
      throw new RuleChangeError('The rule is not live.', 'rule-off');
    const version = change.to === 'live' ? change.version : null;
    const done = { to: change.to, version, by, at: this.now(), reason: change.reason };
    if (!(await this.rules.switchTo(id, done))) throw retired();
    this.events.emit('RuleSwitched', { rule: id });
    return this.read(id);
  }

  /** @throws UnknownRuleError @throws RuleChangeError */
  async askBackTest(id: string, { version, from, to }: AskBackTest, by: string): Promise<BackTestSummary> {
    const definition = await this.definitionOf(id, version);
    this.checked(definition);
    const now = this.now();
    if (to > now)
      throw new RuleChangeError(
        'A back-test ends in the past; the end lies in the future.',
        'back-test-future',
      );
    const open = (await this.tests.open()).filter(({ askedAt }) => askedAt > now - OPEN_FOR_MS);
    if (open.length >= MAX_OPEN_BACK_TESTS)
      throw new RuleChangeError(
        `${open.length} back-tests wait or run already; wait for some to end.`,
        'back-tests-full',
        { count: open.length },
      );
    if (open.some((one) => one.rule === id && one.version === version))
      throw new RuleChangeError('A back-test of this version runs already.', 'back-test-open');
    const test = {
      id: randomUUID(),
      rule: id,
      version,
      from: second(from),
      to: second(to),
      by,
      askedAt: now,
    };
    await this.tests.ask(test);
    await this.jobs.add('BackTestRule', { test: test.id }, `back-test.${test.id}`);
    return (await this.tests.read(test.id))!;
  }

  /** @throws UnknownRuleError */
  async readBackTest(id: string, test: string): Promise<BackTestAnswer> {
    const found = await this.tests.read(test);
    if (found?.rule !== id)
      throw new UnknownRuleError(`Rule "${id}" has no back-test "${test}".`, 'no-back-test');
    return { ...found, definition: await this.definitionOf(id, found.version) };
  }

  /** Somebody looked at a result. @throws UnknownRuleError @throws RuleChangeError */
  async seeBackTest(id: string, test: string, by: string): Promise<BackTestSummary> {
    await this.readBackTest(id, test);
    if (!(await this.tests.see(test, by, this.now())))
      throw new RuleChangeError('The back-test has no result yet that could be seen.', 'back-test-no-result');
    const { outcome: _outcome, definition: _definition, ...summary } = await this.readBackTest(id, test);
    return summary;
  }

  private async mayGoLive(record: RuleRecord, version: number): Promise<void> {
    const { id } = record;
    const definition = await this.definitionOf(id, version);
    const { keptSeconds } = this.checked(definition);
    if (record.retired) throw retired();
    if (record.live === version)
      throw new RuleChangeError(`Version ${version} is live already.`, 'rule-live', { version });
    const tests = (await this.tests.ofRule(id, MAX_TOLD_BACK_TESTS)).filter(
      (test) => test.version === version && test.state === 'done',
    );
    if (tests.length === 0)
      throw new RuleChangeError(
        `Version ${version} was not tested on history yet; run a back-test of it first.`,
        'rule-untested',
        { version },
      );
    const seen = tests.filter(({ seenAt }) => seenAt !== null);
    if (seen.length === 0)
      throw new RuleChangeError(
        'Nobody has looked at the result of its back-test yet; look at it first.',
        'rule-unseen',
        { version },
      );
    const outcomes = await Promise.all(seen.map((test) => this.tests.read(test.id)));
    if (!outcomes.some((test) => test?.outcome && test.outcome.unknownMs < test.outcome.lookedMs))
      throw new RuleChangeError(
        'The back-test found no values at all, which proves nothing; test a time with values.',
        'rule-unproven',
        { version },
      );
    const others = (await this.rules.live()).filter((one) => one.id !== id);
    if (others.length >= MAX_LIVE_RULES)
      throw new RuleChangeError(
        `${MAX_LIVE_RULES} rules are live already; switch some off first.`,
        'live-rules-full',
        { max: MAX_LIVE_RULES },
      );
    const kept = others.reduce(
      (sum, one) => sum + (checkRule(one.version.definition, this.index).rule?.keptSeconds ?? 0),
      keptSeconds,
    );
    if (kept > MAX_LIVE_SECONDS)
      throw new RuleChangeError(
        'The windows of all live rules together are too long; shorten some or switch rules off.',
        'live-rules-too-long',
      );
  }

  private checked(definition: RuleDefinition): { keptSeconds: number } {
    const { problems, rule } = checkRule(definition, this.index);
    if (!rule) throw new RuleChangeError(problems.map(({ message }) => message).join(' '), 'rule-wrong');
    return rule;
  }

  private async record(id: string): Promise<RuleRecord> {
    const record = await this.rules.read(id);
    if (!record) throw new UnknownRuleError(`There is no rule "${id}".`, 'no-rule');
    return record;
  }

  private async definitionOf(id: string, version: number): Promise<RuleDefinition> {
    await this.record(id);
    const found = (await this.rules.versions(id)).find((one) => one.version === version);
    if (!found)
      throw new UnknownRuleError(`Rule "${id}" has no version ${version}.`, 'no-rule-version', { version });
    return found.definition;
  }
}

function summaryOf(
  { id, newest, live, retired }: RuleRecord,
  test: BackTestSummary | undefined,
): RuleSummary {
  let state: RuleState = 'draft';
  if (retired) state = 'retired';
  else if (live !== null) state = 'live';
  else if (test?.state === 'done') state = 'back-tested';
  return { id, state, newest, live, backTest: test ?? null };
}

function retired(): RuleChangeError {
  return new RuleChangeError('The rule is retired.', 'rule-retired');
}

function second(time: number): number {
  return Math.floor(time / 1000) * 1000;
}
