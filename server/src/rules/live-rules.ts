import type { SampleBatch } from '@linetwin/contracts';
import { QUALITY_BAD } from '@linetwin/model';
import { checkRule, type CheckedRule } from '@linetwin/rules';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import type { HistoryStore } from '../history/history.port.ts';
import type { Twin } from '../twin/twin.ts';
import { LiveRuleRun } from './live-rule-run.ts';
import type { LiveRulesFile } from './live-rules-file.ts';
import type { RuleAlarmDesk } from './rule-alarm-desk.ts';
import type { LiveRule, RuleStore } from './rule-store.port.ts';

/** Where rules are switched in another process, this one sees it after so long at the latest. */
const LOOK_EVERY_MS = 5000;

/**
 * The rules that are live, on the lines that this process owns: every value goes through them, and what they say becomes alarms. A rule that
 * is switched takes effect without a restart; one that was live before a restart goes on as if there had been none.
 */
export class LiveRules {
  private readonly twin: Twin;
  private readonly events: EventBus;
  private readonly alarms: RuleAlarmDesk;
  private readonly store: Pick<RuleStore, 'live'>;
  private readonly history: Pick<HistoryStore, 'steps'>;
  private readonly file: LiveRulesFile;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly lines = new Set<string>();
  private live = new Map<string, { live: LiveRule; rule: CheckedRule | undefined }>();
  private isLoaded = false;
  private readonly runs = new Map<string, LiveRuleRun>();
  private bySignal: (LiveRuleRun[] | undefined)[] = [];
  private undo: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private readonly beginning = new Set<Promise<void>>();

  constructor(parts: {
    twin: Twin;
    events: EventBus;
    alarms: RuleAlarmDesk;
    store: Pick<RuleStore, 'live'>;
    history: Pick<HistoryStore, 'steps'>;
    file: LiveRulesFile;
    logger: Logger;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    this.twin = parts.twin;
    this.events = parts.events;
    this.alarms = parts.alarms;
    this.store = parts.store;
    this.history = parts.history;
    this.file = parts.file;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
  }

  start(): void {
    this.undo = [
      this.events.on('SamplesAccepted', 'rules', (samples) => this.apply(samples)),
      this.events.on('RuleSwitched', 'rules', () => void this.refresh(), 'anywhere'),
    ];
    this.timer = setInterval(() => void this.refresh(), LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const undo of this.undo) undo();
    await this.turn;
    await Promise.all(this.beginning);
  }

  /** Rules that run, over the lines of this process. */
  get running(): number {
    return this.runs.size;
  }

  /** To be called after the alarms took the line: rules go on with those that stand. */
  takeLine(line: string): Promise<void> {
    this.lines.add(line);
    return this.refresh();
  }

  async dropLine(line: string): Promise<void> {
    this.lines.delete(line);
    await this.inTurn(async () => this.arrange());
  }

  /** Looks which versions are live, and begins and ends what changed. Resolves when that is so, before history is read. */
  refresh(): Promise<void> {
    return this.inTurn(async () => {
      const live = await this.known();
      if (live) await this.take(live);
      this.arrange();
    });
  }

  /** Resolves when every rule that runs has read its history. */
  async settled(): Promise<void> {
    await this.turn;
    await Promise.all(this.beginning);
  }

  /** Hot: once per batch; signals that no rule looks at cost a look-up. */
  private apply({ length, signal, time, value, quality }: SampleBatch): void {
    for (let row = 0; row < length; row++) {
      const runs = this.bySignal[signal[row]];
      if (!runs) continue;
      const known = quality[row] === QUALITY_BAD ? NaN : value[row];
      for (const run of runs) run.put(signal[row], time[row], known);
    }
  }

  private async known(): Promise<readonly LiveRule[] | undefined> {
    try {
      return await this.store.live();
    } catch (error) {
      if (this.isLoaded) return undefined;
      this.logger.warn(
        { error: (error as Error).message },
        'the rules cannot be read; going on with those that this machine knows',
      );
      const kept = this.file.read().then((rules) => rules ?? []);
      return kept.catch((failure: Error) => {
        this.logger.error({ error: failure.message }, 'the rules that this machine knows cannot be read');
        return undefined;
      });
    }
  }

  private async take(live: readonly LiveRule[]): Promise<void> {
    const next: typeof this.live = new Map();
    for (const one of live) {
      const key = keyOf(one);
      next.set(key, this.live.get(key) ?? { live: one, rule: this.check(one) });
    }
    const changed =
      !this.isLoaded || next.size !== this.live.size || [...next.keys()].some((key) => !this.live.has(key));
    this.live = next;
    this.isLoaded = true;
    if (!changed) return;
    await this.file
      .write(live)
      .catch((error: Error) =>
        this.logger.warn({ error: error.message }, 'the live rules were not kept on disk'),
      );
  }

  /** A rule that the plant files do not fit any more raises nothing, and the log says why. */
  private check({ id, version }: LiveRule): CheckedRule | undefined {
    const { problems, rule } = checkRule(version.definition, this.twin.index);
    if (!rule)
      this.logger.error(
        { rule: id, version: version.version, problem: problems[0]?.message },
        'a live rule does not fit the plant files any more and raises nothing; change it or switch it off',
      );
    return rule;
  }

  /** Makes what runs fit what is live and which lines are owned. */
  private arrange(): void {
    if (!this.isLoaded) return;
    const wanted = new Set<string>();
    for (const line of this.lines) {
      const points = new Set<string>();
      for (const [key, { live, rule }] of this.live) {
        if (!rule?.machines.some((machine) => machine.line === line)) continue;
        const name = `${key} ${line}`;
        wanted.add(name);
        const run = this.runs.get(name) ?? this.begin(name, live, rule, line);
        for (const point of run.points) points.add(point);
      }
      this.alarms.retireRules(line, points, this.now());
    }
    for (const name of this.runs.keys()) if (!wanted.has(name)) this.runs.delete(name);
    this.bySignal = [];
    for (const run of this.runs.values())
      for (const signal of run.run.signals()) (this.bySignal[signal] ??= []).push(run);
  }

  private begin(name: string, live: LiveRule, rule: CheckedRule, line: string): LiveRuleRun {
    const { twin, alarms, history } = this;
    const run = new LiveRuleRun({ live, rule, line, index: twin.index, alarms });
    this.runs.set(name, run);
    const begun = run
      .begin(twin, history, this.now())
      .catch((error: Error) =>
        this.logger.warn(
          { rule: live.id, line, error: error.message },
          'history cannot be read; the windows of a rule fill from now on',
        ),
      )
      .finally(() => this.beginning.delete(begun));
    this.beginning.add(begun);
    return run;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn
      .then(work)
      .catch((error: Error) =>
        this.logger.error({ error: error.message }, 'the live rules were not arranged'),
      );
    return this.turn;
  }
}

function keyOf({ id, version }: LiveRule): string {
  return `${id} ${version.version}`;
}
