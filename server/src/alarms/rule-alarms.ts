import { rulePointId, type Alarm } from '@linetwin/contracts';
import { lineOf, type Equipment, type ModelIndex, type Signal } from '@linetwin/model';
import type { RuleChange } from '@linetwin/rules';
import type { AlarmBook } from './alarm-book.ts';
import type { AlarmTransition } from './alarm-log.port.ts';
import { ChatterWatch } from './chatter-watch.ts';
import type { WatchedAlarm } from './watched-alarm.ts';

/** What the alarms of a version of a rule say. */
export interface RuleAlarmWords {
  rule: NonNullable<Alarm['rule']>;
  priority: Alarm['priority'];
  message: NonNullable<Alarm['message']>;
}

/** The alarm points of rules: one for each machine of a version that is live, and those whose alarm still stands. */
export class RuleAlarms {
  private readonly index: ModelIndex;
  private readonly book: AlarmBook;
  private readonly watched = new Map<string, WatchedAlarm>();

  constructor(index: ModelIndex, book: AlarmBook) {
    this.index = index;
    this.book = book;
  }

  /** Point of a rule whose alarm stood, whether the rule is still live or not; `undefined` of a machine that is gone. */
  standing(line: string, alarm: Alarm): WatchedAlarm | undefined {
    const { rule, priority, message } = alarm;
    const machine = this.index.equipment(alarm.equipment);
    const signal = this.index.signal(alarm.signal);
    if (!rule || !machine || !signal || machine.line !== line) return undefined;
    return this.pointOf(machine, signal, { rule, priority, message: message ?? rule.name });
  }

  /** Begins to watch a machine, going on with what stands there. */
  watch(machine: Equipment, signal: Signal, words: RuleAlarmWords): WatchedAlarm {
    return this.pointOf(machine, signal, words);
  }

  /** What a rule says becomes what happens to its alarm. */
  apply(watched: WatchedAlarm, change: RuleChange, at: number, value: number): AlarmTransition[] {
    const { book } = this;
    watched.watch.active = change === 'raised';
    const isSuppressed = watched.alarm?.state === 'SuppressedByDesign';
    switch (change) {
      case 'raised':
        return some(
          isSuppressed ? book.endSuppression(watched, at) : undefined,
          book.raise(watched, at, value),
        );
      case 'cleared':
        return some(book.clear(watched, at));
      case 'suppressed':
        return some(book.suppressByState(watched, at));
      case 'released':
        return isSuppressed ? some(book.endSuppression(watched, at)) : [];
    }
  }

  /** Ends the alarms of versions that are not live any more, in one line. They stay until they have been seen. */
  retireOthers(line: string, live: ReadonlySet<string>, at: number): AlarmTransition[] {
    const transitions: AlarmTransition[] = [];
    for (const watched of this.watched.values()) {
      if (watched.line !== line || live.has(watched.point)) continue;
      transitions.push(...some(this.book.retire(watched, at)));
      if (!watched.alarm) this.drop(watched);
    }
    return transitions;
  }

  forget(line: string): void {
    for (const watched of this.watched.values()) if (watched.line === line) this.drop(watched);
  }

  private pointOf(machine: Equipment, signal: Signal, words: RuleAlarmWords): WatchedAlarm {
    const { rule, priority, message } = words;
    const point = rulePointId(machine.address, rule.id, rule.version);
    const known = this.watched.get(point);
    if (known) return known;
    const watched: WatchedAlarm = {
      point,
      equipment: machine.address,
      line: lineOf(machine.address),
      signal,
      limit: 'rule',
      setPoint: null,
      priority,
      message,
      latching: false,
      rule,
      watch: { active: false },
      chatter: new ChatterWatch(),
      alarm: undefined,
    };
    this.watched.set(point, watched);
    this.book.add(watched);
    return watched;
  }

  private drop(watched: WatchedAlarm): void {
    this.watched.delete(watched.point);
    this.book.remove(watched);
  }
}

function some(...transitions: (AlarmTransition | undefined)[]): AlarmTransition[] {
  return transitions.filter((one) => one !== undefined);
}
