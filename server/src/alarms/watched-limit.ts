import type { Alarm } from '@linetwin/contracts';
import {
  alarmPointId,
  PACKML_STATES,
  type LimitDefinition,
  type ModelIndex,
  type Signal,
} from '@linetwin/model';
import { ChatterWatch } from './chatter-watch.ts';
import { LimitWatch } from './limit-watch.ts';

/** One limit of one signal, and the alarm that stands of it. */
export interface WatchedLimit {
  point: string;
  watch: LimitWatch;
  chatter: ChatterWatch;
  definition: LimitDefinition;
  signal: Signal;
  line: string;
  /** PackML state codes in which the limit is watched; `undefined` for all. */
  states: ReadonlySet<number> | undefined;
  /** Index of the signal that tells the machine's state; -1 where there is none. */
  stateSignal: number;
  alarm: Alarm | undefined;
}

/** The limits of a signal; `undefined` where it has none. */
export function watchedLimitsOf(index: ModelIndex, signal: Signal): WatchedLimit[] | undefined {
  if (signal.limits.length === 0) return undefined;
  const equipment = index.equipment(signal.equipment)!;
  const stateSignal = index.signalWithRole(equipment, 'state')?.index ?? -1;
  return signal.limits.map((definition) => ({
    point: alarmPointId(signal.address, definition.type),
    watch: new LimitWatch(definition),
    chatter: new ChatterWatch(),
    definition,
    signal,
    line: equipment.line,
    states:
      definition.whileStates && new Set(definition.whileStates.map((name) => PACKML_STATES.indexOf(name))),
    stateSignal,
    alarm: undefined,
  }));
}

/** A new alarm of a limit, not raised yet. @param value last known; the set point stands in where there is none */
export function newAlarm({ point, signal, definition }: WatchedLimit, at: number, value: number): Alarm {
  return {
    id: `${point}.${Math.round(at)}`,
    signal: signal.address,
    equipment: signal.equipment,
    limit: definition.type,
    setPoint: definition.at,
    priority: definition.priority,
    state: 'Normal',
    raisedAt: at,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    value: Number.isFinite(value) ? value : definition.at,
    message: definition.message ?? null,
  };
}
