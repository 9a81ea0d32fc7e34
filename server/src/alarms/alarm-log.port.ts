import type { Alarm } from '@linetwin/contracts';
import type { AlarmEvent } from '@linetwin/model';

/** One transition of an alarm, with the alarm as it stood right after it. */
export interface AlarmTransition {
  alarm: Alarm;
  event: AlarmEvent;
  /** ms since 1970 UTC. */
  at: number;
  by?: string;
  comment?: string;
}

/** A transition on its way to the log, under the name that it has at every delivery. */
export type LoggedTransition = AlarmTransition & { origin: string };

/**
 * Every transition of every alarm, for ever, in order.
 *
 * Promises: transitions appended in one call are all stored or none; what `append` resolved for survives. A transition
 * whose origin the log has already is not stored again.
 * `standing` gives the alarms that are not Normal, as their newest transition left them. Nothing is
 * ever changed or removed.
 */
export abstract class AlarmLog {
  abstract append(transitions: readonly LoggedTransition[]): Promise<void>;
  abstract standing(): Promise<Alarm[]>;
  /** Alarms that rose between two times, newest first, as the last of their transitions left them: of all, or of those up to and with `at`. */
  abstract raisedBetween(from: number, to: number, limit: number, at?: number): Promise<Alarm[]>;
  /** Transitions between two times, oldest first, without comments; at most `limit`. */
  abstract transitions(from: number, to: number, limit: number): Promise<AlarmTransition[]>;
  /** Time of the oldest transition, ms since 1970 UTC; undefined while there is none. */
  abstract begin(): Promise<number | undefined>;
}
