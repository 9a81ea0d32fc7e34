import type { Alarm } from '@linetwin/contracts';
import { afterAlarmEvent, isAlarmActive, type AlarmEvent, type AlarmState } from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';
import type { AlarmTransition } from './alarm-log.port.ts';
import { newAlarm, type WatchedAlarm } from './watched-alarm.ts';

/** What asked for something that the alarm's state does not allow. */
export class AlarmStateError extends Error {
  override name = 'AlarmStateError';
}

/** What a person does to an alarm point: the event, and what is kept with it. */
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
 * The ISA-18.2 states of alarm points, whatever raises them: limits, and rules of the user. Without I/O; it hands out transitions.
 *
 * An alarm is one stay outside Normal, so a point that is shelved before it ever rose has one too.
 */
export class AlarmBook {
  private readonly points = new Map<string, WatchedAlarm>();
  private readonly byMachine = new Map<string, Set<WatchedAlarm>>();
  /** Points whose alarm is not Normal, by the id of the alarm. */
  private readonly byId = new Map<string, WatchedAlarm>();
  private readonly shelved = new Set<WatchedAlarm>();
  private readonly twin: Twin;

  constructor(twin: Twin) {
    this.twin = twin;
  }

  add(watched: WatchedAlarm): void {
    this.points.set(watched.point, watched);
    const others = this.byMachine.get(watched.equipment) ?? new Set();
    this.byMachine.set(watched.equipment, others.add(watched));
  }

  remove(watched: WatchedAlarm): void {
    this.forget(watched);
    this.points.delete(watched.point);
    this.byMachine.get(watched.equipment)?.delete(watched);
  }

  point(name: string): WatchedAlarm | undefined {
    return this.points.get(name);
  }

  /** Goes on with what stood of a point. */
  restore(watched: WatchedAlarm, alarm: Alarm): void {
    this.keep(watched, { ...alarm });
    watched.watch.active = isAlarmActive(alarm.state);
  }

  /** Forgets how a point stands. */
  forget(watched: WatchedAlarm): void {
    if (watched.alarm) this.byId.delete(watched.alarm.id);
    this.shelved.delete(watched);
    watched.alarm = undefined;
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
   * A person shelves a point, takes it out of service, brings it back, or resets its latched alarm. An alarm whose
   * condition holds when it is brought back is raised again at once.
   *
   * @throws AlarmStateError when there is no such point or its state does not allow it
   */
  change(point: string, { event, by, at, reason, until }: PersonsChange): AlarmTransition[] {
    const watched = this.points.get(point);
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

  raise(watched: WatchedAlarm, at: number, value: number): AlarmTransition | undefined {
    const first = !this.othersActive(watched);
    return this.move(watched, 'Raised', at, {
      clearedAt: null,
      ...(Number.isFinite(value) && { value }),
      firstOut: first || undefined,
      chattering: watched.chatter.changed(at) || undefined,
    });
  }

  clear(watched: WatchedAlarm, at: number): AlarmTransition | undefined {
    const event = watched.latching ? 'Latched' : 'Cleared';
    return this.move(watched, event, at, {
      clearedAt: at,
      chattering: watched.chatter.changed(at) || undefined,
    });
  }

  /** A stopped machine does not cry: what its alarm says has no meaning outside of the watched states. */
  suppressByState(watched: WatchedAlarm, at: number): AlarmTransition | undefined {
    const suppression = { by: null, reason: null, at, until: null };
    return this.move(watched, 'SuppressedByState', at, { suppression, clearedAt: at });
  }

  endSuppression(watched: WatchedAlarm, at: number): AlarmTransition | undefined {
    return this.move(watched, 'SuppressionEnded', at, { suppression: undefined });
  }

  /** What happens to the alarm of a point that is not watched any more: it is over, and still waits for whoever has not seen it. */
  retire(watched: WatchedAlarm, at: number): AlarmTransition | undefined {
    watched.watch.active = false;
    const event = watched.alarm && ENDS_BY_RETIRING[watched.alarm.state];
    if (!event) return undefined;
    return this.move(watched, event, at, {
      clearedAt: watched.alarm!.clearedAt ?? at,
      suppression: undefined,
    });
  }

  private raiseAgain(watched: WatchedAlarm, at: number): AlarmTransition[] {
    if (!watched.watch.active || watched.alarm) return [];
    const raised = this.raise(watched, at, this.twin.value[watched.signal.index]);
    return raised ? [raised] : [];
  }

  /** First-out: whether something else of the machine was active before. */
  private othersActive(watched: WatchedAlarm): boolean {
    for (const other of this.byMachine.get(watched.equipment) ?? [])
      if (other !== watched && other.alarm && isAlarmActive(other.alarm.state)) return true;
    return false;
  }

  private move(
    watched: WatchedAlarm,
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

  private keep(watched: WatchedAlarm, alarm: Alarm): void {
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

const ENDS_BY_RETIRING: Partial<Record<AlarmState, AlarmEvent>> = {
  Unacknowledged: 'Cleared',
  Acknowledged: 'Cleared',
  Shelved: 'ShelfExpired',
  SuppressedByDesign: 'SuppressionEnded',
  OutOfService: 'ReturnedToService',
};

/** A field that says nothing is left out, so that the record is the same however it came about. */
function withoutUndefined(alarm: Alarm): Alarm {
  return Object.fromEntries(Object.entries(alarm).filter(([, value]) => value !== undefined)) as Alarm;
}
