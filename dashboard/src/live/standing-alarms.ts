import type { Alarm } from '@linetwin/contracts';
import type { AlarmPriority } from '@linetwin/model';
import { isUnacknowledged } from './record-store.ts';

/** What stands on one machine: its worst alarm, and whether anything there still waits for a person. */
export interface StandingAlarm {
  priority: AlarmPriority;
  unacknowledged: boolean;
}

/** Standing alarms by equipment address; a machine without any is not in the map. */
export function standingAlarms(alarms: readonly Alarm[]): Map<string, StandingAlarm> {
  const standing = new Map<string, StandingAlarm>();
  for (const alarm of alarms) {
    const known = standing.get(alarm.equipment);
    const unacknowledged = isUnacknowledged(alarm);
    if (!known) {
      standing.set(alarm.equipment, { priority: alarm.priority, unacknowledged });
      continue;
    }
    if (alarm.priority < known.priority) known.priority = alarm.priority;
    known.unacknowledged ||= unacknowledged;
  }
  return standing;
}
