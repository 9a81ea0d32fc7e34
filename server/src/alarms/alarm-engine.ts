import type { Alarm, SampleBatch } from '@linetwin/contracts';
import {
  afterAlarmEvent,
  isAlarmActive,
  isSuppressed,
  QUALITY_BAD,
  type AlarmEvent,
  type AlarmState,
  type ModelIndex,
} from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';
import type { AlarmTransition } from './alarm-log.port.ts';
import type { LimitChange } from './limit-watch.ts';
import { newAlarm, watchedLimitsOf, type WatchedLimit } from './watched-limit.ts';
import { ChatterWatch } from './chatter-watch.ts';
import { LimitWatch } from './limit-watch.ts';

/** What asked for something that the alarm's state does not allow. */
export class AlarmStateError extends Error {
  override name = 'AlarmStateError';
}

/** What a person does to a limit: the event, and what is kept with it. */
export interface PersonsChange {
  event: Extract<
    AlarmEvent,
    'ShelvedByPerson' | 'UnshelvedByPerson' | 'ResetByPerson' | 'TakenOutOfService' | 'ReturnedToService'
  >;
  by: string;
  /** ms since 1970 UTC, as all times here. */
  at: number;
  reason?: string;
  until?: number;
}

/**
 * Limit alarms of the whole plant: watches values, keeps each alarm's ISA-18.2 state, and hands out transitions.
 * Without I/O; what it hands out is logged and told by the alarms service.
 *
 * An alarm is one stay outside Normal, so a limit that is shelved before it ever rose has one too.
 */
export class AlarmEngine {
  private readonly bySignal: (WatchedLimit[] | undefined)[];
  private readonly byPoint: ReadonlyMap<string, WatchedLimit>;
  /** Limits whose alarm is not Normal, by the id of the alarm. */
  private readonly byId = new Map<string, WatchedLimit>();
  private readonly shelved = new Set<WatchedLimit>();
  private readonly twin: Twin;
  private readonly index: ModelIndex;

  constructor(index: ModelIndex, twin: Twin) {
    this.index = index;
    this.twin = twin;
    this.bySignal = index.model.signals.map((signal) => watchedLimitsOf(index, signal));
    this.byPoint = new Map(this.bySignal.flatMap((list) => list?.map((one) => [one.point, one]) ?? []));
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
      this.keep(watched, { ...alarm });
      watched.watch.active = isAlarmActive(alarm.state);
    }
  }

  forget(line: string): void {
    for (const watched of this.watchedOf(line)) {
      if (watched.alarm) this.byId.delete(watched.alarm.id);
      this.shelved.delete(watched);
      watched.alarm = undefined;
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

  /**
   * A person acknowledges.
   *
   * @throws AlarmStateError when there is no such alarm or nothing to acknowledge
   */
  acknowledge(id: string, by: string, at: number, comment?: string): AlarmTransition {
    const watched = this.byId.get(id);
    if (!watched?.alarm) throw new AlarmStateError(`There is no standing alarm "${id}".`);
    const { state } = watched.alarm;
    const transition = this.move(watched, 'AcknowledgedByPerson', at, {
      acknowledgedAt: at,
      acknowledgedBy: by,
    });
    if (!transition) throw new AlarmStateError(`Alarm "${id}" is ${state}; there is nothing to acknowledge.`);
    return { ...transition, by, comment };
  }

  /**
   * A person shelves a limit, takes it out of service, brings it back, or resets its latched alarm. An alarm whose
   * condition holds when it is brought back is raised again at once.
   *
   * @throws AlarmStateError when there is no such limit or its state does not allow it
   */
  change(point: string, { event, by, at, reason, until }: PersonsChange): AlarmTransition[] {
    const watched = this.byPoint.get(point);
    if (!watched) throw new AlarmStateError(`There is no alarm limit "${point}".`);
    const state = watched.alarm?.state ?? 'Normal';
    const quiet = event === 'ShelvedByPerson' || event === 'TakenOutOfService';
    const transition = this.move(watched, event, at, {
      suppression: quiet ? { by, reason: reason ?? null, at, until: until ?? null } : undefined,
      ...(quiet && { clearedAt: watched.alarm?.clearedAt ?? at }),
    });
    if (!transition) throw new AlarmStateError(`"${point}" is ${state}; ${REFUSALS[event]}.`);
    return [{ ...transition, by, comment: reason }, ...this.raiseAgain(watched, at)];
  }

  /** Ends the shelves whose time is over. */
  expire(now: number): AlarmTransition[] {
    return [...this.shelved].flatMap((watched) => {
      if ((watched.alarm?.suppression?.until ?? Infinity) > now) return [];
      const ended = this.move(watched, 'ShelfExpired', now, { suppression: undefined });
      return ended ? [ended, ...this.raiseAgain(watched, now)] : [];
    });
  }

  /** Alarms that are not Normal. */
  standing(): Alarm[] {
    return [...this.byId.values()].flatMap(({ alarm }) => (alarm ? [{ ...alarm }] : []));
  }

  private watchedOf(line: string): WatchedLimit[] {
    return this.bySignal.flatMap((list) => list?.filter((watched) => watched.line === line) ?? []);
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
    if (change === 'raised') add(transitions, this.raise(watched, time, value));
    if (change === 'cleared') add(transitions, this.clear(watched, time));
  }

  /** A stopped machine does not cry: what its alarm says has no meaning outside of the watched states. */
  private suppressByState(watched: WatchedLimit, at: number, transitions: AlarmTransition[]): void {
    if (!watched.watch.active) return;
    watched.watch.active = false;
    if (watched.definition.latching) return add(transitions, this.clear(watched, at));
    const suppression = { by: null, reason: null, at, until: null };
    add(transitions, this.move(watched, 'SuppressedByState', at, { suppression, clearedAt: at }));
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
    add(transitions, this.move(watched, 'SuppressionEnded', at, { suppression: undefined }));
    if (change === 'raised') add(transitions, this.raise(watched, at, value));
  }

  private raiseAgain(watched: WatchedLimit, at: number): AlarmTransition[] {
    if (!watched.watch.active || watched.alarm) return [];
    const raised = this.raise(watched, at, this.twin.value[watched.signal.index]);
    return raised ? [raised] : [];
  }

  private raise(watched: WatchedLimit, at: number, value: number): AlarmTransition | undefined {
    const first = !this.othersActive(watched);
    return this.move(watched, 'Raised', at, {
      clearedAt: null,
      value,
      firstOut: first || undefined,
      chattering: watched.chatter.changed(at) || undefined,
    });
  }

  private clear(watched: WatchedLimit, at: number): AlarmTransition | undefined {
    const event = watched.definition.latching ? 'Latched' : 'Cleared';
    return this.move(watched, event, at, {
      clearedAt: at,
      chattering: watched.chatter.changed(at) || undefined,
    });
  }

  /** First-out: whether something else of the machine was active before. */
  private othersActive(watched: WatchedLimit): boolean {
    const machine = this.index.equipment(watched.signal.equipment)!;
    return this.index
      .signalsOf(machine)
      .some(({ index }) =>
        this.bySignal[index]?.some(
          (other) => other !== watched && other.alarm && isAlarmActive(other.alarm.state),
        ),
      );
  }

  private move(
    watched: WatchedLimit,
    event: AlarmEvent,
    at: number,
    changed: Partial<Alarm>,
  ): AlarmTransition | undefined {
    const from: AlarmState = watched.alarm?.state ?? 'Normal';
    const state = afterAlarmEvent(from, event);
    if (!state) return undefined;
    const before = watched.alarm ?? newAlarm(watched, at, this.twin.value[watched.signal.index]);
    const alarm = withoutUndefined({ ...before, ...changed, state });
    this.keep(watched, alarm);
    return { alarm: { ...alarm }, event, at };
  }

  private keep(watched: WatchedLimit, alarm: Alarm): void {
    if (alarm.state === 'Shelved') this.shelved.add(watched);
    else this.shelved.delete(watched);
    if (alarm.state === 'Normal') {
      this.byId.delete(alarm.id);
      watched.alarm = undefined;
      return;
    }
    watched.alarm = alarm;
    this.byId.set(alarm.id, watched);
  }
}

const REFUSALS: Record<PersonsChange['event'], string> = {
  ShelvedByPerson: 'it cannot be shelved',
  UnshelvedByPerson: 'it is not shelved',
  ResetByPerson: 'only a latched alarm that was acknowledged can be reset',
  TakenOutOfService: 'it is out of service already',
  ReturnedToService: 'it is not out of service',
};

function add(transitions: AlarmTransition[], one: AlarmTransition | undefined): void {
  if (one) transitions.push(one);
}

/** A field that says nothing is left out, so that the record is the same however it came about. */
function withoutUndefined(alarm: Alarm): Alarm {
  return Object.fromEntries(Object.entries(alarm).filter(([, value]) => value !== undefined)) as Alarm;
}
