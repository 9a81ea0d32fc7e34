import {
  alarmPointId,
  PACKML_STATES,
  type LimitDefinition,
  type ModelIndex,
  type Signal,
} from '@linetwin/model';
import { ChatterWatch } from './chatter-watch.ts';
import { LimitWatch } from './limit-watch.ts';
import type { WatchedAlarm } from './watched-alarm.ts';

/** One limit of one signal, and the alarm that stands of it. */
export interface WatchedLimit extends WatchedAlarm {
  watch: LimitWatch;
  definition: LimitDefinition;
  /** PackML state codes in which the limit is watched; `undefined` for all. */
  states: ReadonlySet<number> | undefined;
  /** Index of the signal that tells the machine's state; -1 where there is none. */
  stateSignal: number;
}

/** The limits of a signal; `undefined` where it has none. */
export function watchedLimitsOf(index: ModelIndex, signal: Signal): WatchedLimit[] | undefined {
  if (signal.limits.length === 0) return undefined;
  const equipment = index.equipment(signal.equipment)!;
  const stateSignal = index.signalWithRole(equipment, 'state')?.index ?? -1;
  return signal.limits.map((definition) => ({
    point: alarmPointId(signal.address, definition.type),
    equipment: equipment.address,
    line: equipment.line,
    signal,
    limit: definition.type,
    setPoint: definition.at,
    priority: definition.priority,
    message: definition.message ?? null,
    latching: definition.latching ?? false,
    watch: new LimitWatch(definition),
    chatter: new ChatterWatch(),
    definition,
    states:
      definition.whileStates && new Set(definition.whileStates.map((name) => PACKML_STATES.indexOf(name))),
    stateSignal,
    alarm: undefined,
  }));
}
