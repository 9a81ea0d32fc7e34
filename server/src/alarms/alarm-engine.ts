import { alarmPointOf, type Alarm, type SampleBatch } from '@linetwin/contracts';
import { isSuppressed, QUALITY_BAD, type ModelIndex } from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';
import { AlarmBook, type PersonsChange } from './alarm-book.ts';
import type { AlarmTransition } from './alarm-log.port.ts';
import { ChatterWatch } from './chatter-watch.ts';
import { LimitWatch, type LimitChange } from './limit-watch.ts';
import { RuleAlarms } from './rule-alarms.ts';
import type { WatchedAlarm } from './watched-alarm.ts';
import { watchedLimitsOf, type WatchedLimit } from './watched-limit.ts';

/**
 * Alarms of the whole plant: watches the limits of its signals, takes what rules say, and hands out what becomes of the alarms.
 * Without I/O; what it hands out is logged and told by the alarms service.
 */
export class AlarmEngine {
  readonly rules: RuleAlarms;
  private readonly book: AlarmBook;
  private readonly bySignal: (WatchedLimit[] | undefined)[];
  private readonly twin: Twin;

  constructor(index: ModelIndex, twin: Twin) {
    this.twin = twin;
    this.book = new AlarmBook(twin);
    this.rules = new RuleAlarms(index, this.book);
    this.bySignal = index.model.signals.map((signal) => watchedLimitsOf(index, signal));
    for (const list of this.bySignal) for (const watched of list ?? []) this.book.add(watched);
  }

  /**
   * Watches a line from what stood, and forgets what it knew of it. Alarms of other lines, and of limits that the plant files
   * no longer have, are left out.
   */
  restore(line: string, standing: readonly Alarm[]): void {
    this.forget(line);
    for (const alarm of standing) {
      const watched = this.pointOf(line, alarm);
      if (watched) this.book.restore(watched, alarm);
    }
  }

  /**
   * What another saw rise in a line before this process had it, or was told there by a person, and brought to the log only now. An
   * alarm whose point has none stands on here; one whose point has a newer one is over, as nobody watches it any more; one that stands here
   * is acknowledged if it was there.
   *
   * @param logged alarms that stand according to the log
   * @returns those that stand on, and what changed of others
   */
  takeLate(
    line: string,
    logged: readonly Alarm[],
    at: number,
  ): { taken: Alarm[]; changed: AlarmTransition[] } {
    const taken: Alarm[] = [];
    const changed: AlarmTransition[] = [];
    for (const alarm of logged) {
      const watched = this.pointOf(line, alarm);
      if (!watched) continue;
      if (!watched.alarm) {
        this.book.restore(watched, alarm);
        taken.push(alarm);
      } else if (watched.alarm.id === alarm.id) {
        const { acknowledgedAt, acknowledgedBy } = alarm;
        if (watched.alarm.acknowledgedAt === null && acknowledgedAt !== null && acknowledgedBy !== null)
          changed.push(this.book.acknowledge(alarm.id, acknowledgedBy, acknowledgedAt));
      } else {
        const ended: Alarm = { ...alarm, state: 'Normal', clearedAt: alarm.clearedAt ?? at };
        changed.push({ alarm: ended, event: 'Cleared', at });
      }
    }
    return { taken, changed };
  }

  /** The point of an alarm that stood, when it is one of a line. */
  private pointOf(line: string, alarm: Alarm): WatchedAlarm | undefined {
    const watched = alarm.rule ? this.rules.standing(line, alarm) : this.book.point(alarmPointOf(alarm));
    return watched?.line === line ? watched : undefined;
  }

  forget(line: string): void {
    this.rules.forget(line);
    for (const list of this.bySignal)
      for (const watched of list ?? []) {
        if (watched.line !== line) continue;
        this.book.forget(watched);
        watched.watch = new LimitWatch(watched.definition);
        watched.chatter = new ChatterWatch();
      }
  }

  /** Hot: once per batch; only signals with limits cost more than a look-up. */
  apply(samples: SampleBatch): AlarmTransition[] {
    const transitions: AlarmTransition[] = [];
    for (let row = 0; row < samples.length; row++) {
      const list = this.bySignal[samples.signal[row]];
      if (!list) continue;
      for (const watched of list) {
        const { time, value, quality } = samples;
        this.applyValue(watched, time[row], value[row], quality[row], transitions);
      }
    }
    return transitions;
  }

  /** @throws AlarmStateError when there is no such alarm or nothing to acknowledge */
  acknowledge(id: string, by: string, at: number, comment?: string): AlarmTransition {
    return this.book.acknowledge(id, by, at, comment);
  }

  /** @throws AlarmStateError when there is no such point or its state does not allow it */
  change(point: string, change: PersonsChange): AlarmTransition[] {
    return this.book.change(point, change);
  }

  /** Ends the shelves whose time is over. */
  expire(now: number): AlarmTransition[] {
    return this.book.expire(now);
  }

  /** Alarms that are not Normal. */
  standing(): Alarm[] {
    return this.book.standing();
  }

  private applyValue(
    watched: WatchedLimit,
    time: number,
    value: number,
    quality: number,
    transitions: AlarmTransition[],
  ): void {
    const { watch, states } = watched;
    if (quality === QUALITY_BAD || Number.isNaN(value)) return watch.pause();
    if (states) {
      // Nobody knows what the machine does: that it left the watched states cannot be said either.
      if (this.twin.quality[watched.stateSignal] === QUALITY_BAD) return watch.pause();
      if (!states.has(this.twin.value[watched.stateSignal])) {
        watch.pause();
        this.suppressByState(watched, time, transitions);
        return;
      }
    }
    const change = watch.update(time, value);
    if (watched.alarm && isSuppressed(watched.alarm.state)) {
      this.changeQuietly(watched, change, time, value, transitions);
      return;
    }
    if (change === 'raised') add(transitions, this.book.raise(watched, time, value));
    if (change === 'cleared') add(transitions, this.book.clear(watched, time));
  }

  private suppressByState(watched: WatchedLimit, at: number, transitions: AlarmTransition[]): void {
    if (!watched.watch.active) return;
    watched.watch.active = false;
    const { book } = this;
    add(transitions, watched.latching ? book.clear(watched, at) : book.suppressByState(watched, at));
  }

  /** The machine is watched again: the alarm is over with the first good value, or rises anew after its on-delay. */
  private changeQuietly(
    watched: WatchedLimit,
    change: LimitChange,
    at: number,
    value: number,
    transitions: AlarmTransition[],
  ): void {
    if (watched.alarm?.state !== 'SuppressedByDesign') return;
    if (change !== 'raised' && watched.watch.isBeyond(value)) return;
    add(transitions, this.book.endSuppression(watched, at));
    if (change === 'raised') add(transitions, this.book.raise(watched, at, value));
  }
}

function add(transitions: AlarmTransition[], one: AlarmTransition | undefined): void {
  if (one) transitions.push(one);
}
