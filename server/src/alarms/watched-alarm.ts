import type { Alarm } from '@linetwin/contracts';
import type { Signal } from '@linetwin/model';
import type { ChatterWatch } from './chatter-watch.ts';

/** A point that can be in alarm, and the alarm that stands of it. */
export interface WatchedAlarm {
  /** Names it in requests. */
  readonly point: string;
  /** Machine that it is of, and the line of that. */
  readonly equipment: string;
  readonly line: string;
  /** Signal whose value is shown with it. */
  readonly signal: Signal;
  readonly limit: Alarm['limit'];
  /** In the unit of the signal; null where no single number is one. */
  readonly setPoint: number | null;
  readonly priority: Alarm['priority'];
  readonly message: Alarm['message'];
  /** Stays after the condition is gone until a person resets it. */
  readonly latching: boolean;
  /** Rule that raises it; none of a limit of the plant files. */
  readonly rule?: Alarm['rule'];
  /** Whether its condition holds, with all delays. */
  watch: { active: boolean };
  chatter: ChatterWatch;
  alarm: Alarm | undefined;
}

/** A new alarm of a point, not raised yet. @param value last known; the set point stands in where there is none */
export function newAlarm(watched: WatchedAlarm, at: number, value: number): Alarm {
  const { point, signal, equipment, limit, setPoint, priority, message, rule } = watched;
  return {
    id: `${point}.${Math.round(at)}`,
    signal: signal.address,
    equipment,
    limit,
    setPoint,
    priority,
    state: 'Normal',
    raisedAt: at,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    value: Number.isFinite(value) ? value : (setPoint ?? 0),
    message,
    ...(rule && { rule }),
  };
}
