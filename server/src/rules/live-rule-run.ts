import { rulePointId } from '@linetwin/contracts';
import { QUALITY_BAD, type ModelIndex } from '@linetwin/model';
import { RuleRun, type CheckedRule, type RuleTransition } from '@linetwin/rules';
import type { WatchedAlarm } from '../alarms/watched-alarm.ts';
import type { HistoryStore } from '../history/history.port.ts';
import type { Twin } from '../twin/twin.ts';
import type { RuleAlarmDesk } from './rule-alarm-desk.ts';
import type { LiveRule } from './rule-store.port.ts';

/** History that a start reads at once. */
const READ_MS = 600_000;
/** Values that wait while a start reads history; of the seconds that it takes, even with many signals. */
const MAX_WAITING = 200_000;

/** One live version on the machines of one line: what it saw, and its alarms. */
export class LiveRuleRun {
  readonly run: RuleRun;
  readonly points: ReadonlySet<string>;
  private readonly alarms: RuleAlarmDesk;
  private readonly rule: CheckedRule;
  private readonly watched = new Map<string, WatchedAlarm>();
  /** Values that came while history is read; `undefined` once it is. */
  private waiting: { signal: number; time: number; value: number }[] | undefined = [];
  private readonly tell = ({ machine, change, at, value }: RuleTransition) =>
    this.alarms.hearRule(this.watched.get(machine.address)!, change, at, value);

  constructor(parts: {
    live: LiveRule;
    rule: CheckedRule;
    line: string;
    index: ModelIndex;
    alarms: RuleAlarmDesk;
  }) {
    const { id, version } = parts.live;
    const { name, action, priority, message } = version.definition;
    this.alarms = parts.alarms;
    this.rule = parts.rule;
    this.run = new RuleRun(parts.rule, parts.index, parts.line);
    for (const instance of this.run.instances) {
      const rule = { id, version: version.version, name, action: action ?? null };
      const watched = this.alarms.rules.watch(instance.machine, instance.mainSignal(), {
        rule,
        priority,
        message,
      });
      this.watched.set(instance.machine.address, watched);
    }
    this.points = new Set(
      this.run.instances.map(({ machine }) => rulePointId(machine.address, id, version.version)),
    );
  }

  put(signal: number, time: number, value: number): void {
    if (!this.waiting) return this.run.put(signal, time, value, this.tell);
    if (this.waiting.length < MAX_WAITING) this.waiting.push({ signal, time, value });
  }

  /**
   * Reads as much of the past as decides what the rule says, and goes on from there with the alarms that stand. When history cannot be read,
   * it begins to know with what comes from now on.
   *
   * @throws when history cannot be read
   */
  async begin(twin: Twin, history: Pick<HistoryStore, 'steps'>, now: number): Promise<void> {
    const silent = () => undefined;
    const from = Math.floor(now / 1000 - this.rule.lookBackS) * 1000;
    try {
      const signals = this.run.signals();
      for (const signal of signals) {
        const { time, value, quality } = twin;
        // What stood before; a value of the time that is read comes from history.
        if (time[signal] > 0 && time[signal] <= from)
          this.run.seed(signal, time[signal], quality[signal] === QUALITY_BAD ? NaN : value[signal]);
      }
      const { index } = twin;
      const addresses = signals.map((signal) => index.model.signals[signal].address);
      for (let begin = from; begin < now && this.rule.lookBackS > 0; begin += READ_MS) {
        const range = { from: begin, to: Math.min(begin + READ_MS, now), stepMs: 1000, signals: addresses };
        for (const { address, time, value, quality } of await history.steps(range))
          this.run.put(index.signal(address)!.index, time, quality === QUALITY_BAD ? NaN : value, silent);
      }
    } finally {
      for (const instance of this.run.instances) {
        const { watch, alarm } = this.watched.get(instance.machine.address)!;
        instance.active = watch.active;
        instance.suppressed = alarm?.state === 'SuppressedByDesign';
      }
      const waiting = this.waiting ?? [];
      this.waiting = undefined;
      for (const { signal, time, value } of waiting) this.run.put(signal, time, value, this.tell);
    }
  }
}
