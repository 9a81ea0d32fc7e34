/**
 * Alarm states of ISA-18.2 / IEC 62682 that Linetwin uses now. Latching, suppression by design and
 * out-of-service are named by the standard too and join this machine when the product offers them.
 */
export const ALARM_STATES = [
  'Normal',
  'Unacknowledged',
  'Acknowledged',
  'ReturnedToNormalUnacknowledged',
] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

export const ALARM_EVENTS = ['Raised', 'Cleared', 'AcknowledgedByPerson'] as const;
export type AlarmEvent = (typeof ALARM_EVENTS)[number];

const MOVES: Record<AlarmState, Partial<Record<AlarmEvent, AlarmState>>> = {
  Normal: { Raised: 'Unacknowledged' },
  Unacknowledged: { Cleared: 'ReturnedToNormalUnacknowledged', AcknowledgedByPerson: 'Acknowledged' },
  Acknowledged: { Cleared: 'Normal' },
  ReturnedToNormalUnacknowledged: { Raised: 'Unacknowledged', AcknowledgedByPerson: 'Normal' },
};

/** State after an event, or `undefined` where the standard has no such move. */
export function afterAlarmEvent(state: AlarmState, event: AlarmEvent): AlarmState | undefined {
  return MOVES[state][event];
}

/** 1 is the most urgent. The share of each priority should be about 5, 15, 80 % of all alarms (ISA-18.2). */
export const ALARM_PRIORITIES = [1, 2, 3, 4] as const;
export type AlarmPriority = (typeof ALARM_PRIORITIES)[number];

/** What about a signal an alarm watches. */
export const LIMIT_TYPES = ['lowLow', 'low', 'high', 'highHigh'] as const;
export type LimitType = (typeof LIMIT_TYPES)[number];
