import type { Alarm, SampleBatch } from '@linetwin/contracts';
import {
  afterAlarmEvent,
  PACKML_STATES,
  QUALITY_BAD,
  type AlarmEvent,
  type LimitDefinition,
  type ModelIndex,
  type Signal,
} from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';
import type { AlarmTransition } from './alarm-log.port.ts';
import { LimitWatch } from './limit-watch.ts';

interface Watched {
  watch: LimitWatch;
  definition: LimitDefinition;
  signal: Signal;
  line: string;
  /** PackML state codes in which the limit is watched; `undefined` for all. */
  states: ReadonlySet<number> | undefined;
  stateSignal: number;
  alarm: Alarm | undefined;
}

/** What asked for something that the alarm's state does not allow. */
export class AlarmStateError extends Error {
  override name = 'AlarmStateError';
}

/**
 * Limit alarms of the whole plant: watches values, keeps each alarm's ISA-18.2 state, and hands out transitions.
 * Without I/O; what it hands out is logged and told by the alarms service.
 */
export class AlarmEngine {
  private readonly bySignal: (Watched[] | undefined)[];
  private readonly byId = new Map<string, Watched>();
  private readonly twin: Twin;

  constructor(index: ModelIndex, twin: Twin) {
    this.twin = twin;
    this.bySignal = index.model.signals.map((signal) => {
      if (signal.limits.length === 0) return undefined;
      const equipment = index.equipment(signal.equipment)!;
      const stateSignal = index.signalWithRole(equipment, 'state')?.index ?? -1;
      return signal.limits.map((definition) => ({
        watch: new LimitWatch(definition),
        definition,
        signal,
        line: equipment.line,
        states:
          definition.whileStates &&
          new Set(definition.whileStates.map((name) => PACKML_STATES.indexOf(name))),
        stateSignal,
        alarm: undefined,
      }));
    });
  }

  /**
   * Watches a line from what stood, and forgets what it knew of it. Alarms of other lines, and of limits that the plant files
   * no longer have, are left out.
   */
  restore(line: string, standing: readonly Alarm[]): void {
    this.forget(line);
    const ofLine = this.watchedOf(line);
    for (const alarm of standing) {
      const watched = ofLine.find(
        ({ signal, definition }) => signal.address === alarm.signal && definition.type === alarm.limit,
      );
      if (!watched) continue;
      watched.alarm = { ...alarm };
      watched.watch.active = alarm.state === 'Unacknowledged' || alarm.state === 'Acknowledged';
      this.byId.set(alarm.id, watched);
    }
  }

  forget(line: string): void {
    for (const watched of this.watchedOf(line)) {
      if (watched.alarm) this.byId.delete(watched.alarm.id);
      watched.alarm = undefined;
      watched.watch = new LimitWatch(watched.definition);
    }
  }

  /** Hot: once per batch; only signals with limits cost more than a look-up. */
  apply(samples: SampleBatch): AlarmTransition[] {
    const transitions: AlarmTransition[] = [];
    for (let row = 0; row < samples.length; row++) {
      const list = this.bySignal[samples.signal[row]];
      if (!list) continue;
      for (const watched of list) {
        const transition = this.applyValue(
          watched,
          samples.time[row],
          samples.value[row],
          samples.quality[row],
        );
        if (transition) transitions.push(transition);
      }
    }
    return transitions;
  }

  /**
   * A person acknowledges.
   *
   * @throws AlarmStateError when there is no such alarm or nothing to acknowledge
   */
  acknowledge(id: string, by: string, at: number, comment?: string): AlarmTransition {
    const watched = this.byId.get(id);
    if (!watched?.alarm || watched.alarm.id !== id)
      throw new AlarmStateError(`There is no standing alarm "${id}".`);
    const transition = this.move(watched, 'AcknowledgedByPerson', at);
    if (!transition) {
      throw new AlarmStateError(`Alarm "${id}" is ${watched.alarm.state}; there is nothing to acknowledge.`);
    }
    transition.alarm.acknowledgedAt = at;
    transition.alarm.acknowledgedBy = by;
    watched.alarm = { ...transition.alarm };
    this.forgetIfNormal(watched);
    return { ...transition, by, comment };
  }

  /** Alarms that are not Normal. */
  standing(): Alarm[] {
    return [...this.byId.values()].flatMap(({ alarm }) => (alarm ? [{ ...alarm }] : []));
  }

  private watchedOf(line: string): Watched[] {
    return this.bySignal.flatMap((list) => list?.filter((watched) => watched.line === line) ?? []);
  }

  private applyValue(
    watched: Watched,
    time: number,
    value: number,
    quality: number,
  ): AlarmTransition | undefined {
    const { watch } = watched;
    if (quality === QUALITY_BAD || Number.isNaN(value)) {
      watch.pause();
      return undefined;
    }
    if (watched.states && this.twin.quality[watched.stateSignal] === QUALITY_BAD) {
      // Nobody knows what the machine does: that it left the watched states cannot be said either.
      watch.pause();
      return undefined;
    }
    if (watched.states && !watched.states.has(this.twin.value[watched.stateSignal])) {
      // A machine that left the watched states no longer has the condition; the alarm returns to normal.
      watch.pause();
      if (!watch.active) return undefined;
      watch.active = false;
      return this.clear(watched, time);
    }
    const change = watch.update(time, value);
    if (change === 'raised') return this.raise(watched, time, value);
    if (change === 'cleared') return this.clear(watched, time);
    return undefined;
  }

  private raise(watched: Watched, at: number, value: number): AlarmTransition | undefined {
    if (watched.alarm) {
      const again = this.move(watched, 'Raised', at);
      if (!again) return undefined;
      again.alarm.clearedAt = null;
      again.alarm.value = value;
      watched.alarm = { ...again.alarm };
      return again;
    }
    const { signal, definition } = watched;
    const alarm: Alarm = {
      id: `${signal.address.replaceAll('/', '.')}.${definition.type}.${Math.round(at)}`,
      signal: signal.address,
      equipment: signal.equipment,
      limit: definition.type,
      setPoint: definition.at,
      priority: definition.priority,
      state: 'Unacknowledged',
      raisedAt: at,
      clearedAt: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      value,
      message: definition.message ?? null,
    };
    watched.alarm = alarm;
    this.byId.set(alarm.id, watched);
    return { alarm: { ...alarm }, event: 'Raised', at };
  }

  private clear(watched: Watched, at: number): AlarmTransition | undefined {
    const transition = this.move(watched, 'Cleared', at);
    if (!transition) return undefined;
    transition.alarm.clearedAt = at;
    watched.alarm = { ...transition.alarm };
    this.forgetIfNormal(watched);
    return transition;
  }

  private move(watched: Watched, event: AlarmEvent, at: number): AlarmTransition | undefined {
    if (!watched.alarm) return undefined;
    const state = afterAlarmEvent(watched.alarm.state, event);
    if (!state) return undefined;
    watched.alarm = { ...watched.alarm, state };
    return { alarm: { ...watched.alarm }, event, at };
  }

  private forgetIfNormal(watched: Watched): void {
    if (watched.alarm?.state !== 'Normal') return;
    this.byId.delete(watched.alarm.id);
    watched.alarm = undefined;
  }
}
