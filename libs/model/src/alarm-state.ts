/**
 * Alarm states of ISA-18.2 / IEC 62682, in the order of the standard's diagram (A to I). `Normal` also stands for an
 * alarm that was never raised; the last three are the ways of keeping one quiet.
 */
export const ALARM_STATES = [
  'Normal',
  'Unacknowledged',
  'Acknowledged',
  'ReturnedToNormalUnacknowledged',
  'LatchedUnacknowledged',
  'LatchedAcknowledged',
  'Shelved',
  'SuppressedByDesign',
  'OutOfService',
] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** What happens to an alarm: the process, a person, or the design of the plant does it. */
export const ALARM_EVENTS = [
  'Raised',
  'Cleared',
  /** The condition is gone, and the alarm asks for a reset by a person all the same. */
  'Latched',
  'AcknowledgedByPerson',
  'ResetByPerson',
  'ShelvedByPerson',
  'UnshelvedByPerson',
  'ShelfExpired',
  'SuppressedByState',
  'SuppressionEnded',
  'TakenOutOfService',
  'ReturnedToService',
] as const;
export type AlarmEvent = (typeof ALARM_EVENTS)[number];

type Moves = Partial<Record<AlarmEvent, AlarmState>>;

/** Ways out of every state in which the alarm speaks. */
const QUIETED: Moves = { ShelvedByPerson: 'Shelved', TakenOutOfService: 'OutOfService' };

/**
 * The diagram of the standard. An alarm that is quiet no longer returns to Normal; one whose condition
 * holds then is raised again at once, as a new alarm that nobody has seen (G, H, I to A, and on to B).
 */
const MOVES: Record<AlarmState, Moves> = {
  Normal: { ...QUIETED, Raised: 'Unacknowledged' },
  Unacknowledged: {
    ...QUIETED,
    Cleared: 'ReturnedToNormalUnacknowledged',
    Latched: 'LatchedUnacknowledged',
    AcknowledgedByPerson: 'Acknowledged',
    SuppressedByState: 'SuppressedByDesign',
  },
  Acknowledged: {
    ...QUIETED,
    Cleared: 'Normal',
    Latched: 'LatchedAcknowledged',
    SuppressedByState: 'SuppressedByDesign',
  },
  ReturnedToNormalUnacknowledged: {
    ...QUIETED,
    Raised: 'Unacknowledged',
    AcknowledgedByPerson: 'Normal',
  },
  LatchedUnacknowledged: {
    ...QUIETED,
    Raised: 'Unacknowledged',
    AcknowledgedByPerson: 'LatchedAcknowledged',
  },
  LatchedAcknowledged: { ...QUIETED, Raised: 'Unacknowledged', ResetByPerson: 'Normal' },
  Shelved: { UnshelvedByPerson: 'Normal', ShelfExpired: 'Normal', TakenOutOfService: 'OutOfService' },
  SuppressedByDesign: { SuppressionEnded: 'Normal', TakenOutOfService: 'OutOfService' },
  OutOfService: { ReturnedToService: 'Normal' },
};

/** State after an event, or `undefined` where the standard has no such move. */
export function afterAlarmEvent(state: AlarmState, event: AlarmEvent): AlarmState | undefined {
  return MOVES[state][event];
}

/** Whether the alarm is kept quiet: shelved, suppressed by design, or out of service. */
export function isSuppressed(state: AlarmState): boolean {
  return state === 'Shelved' || state === 'SuppressedByDesign' || state === 'OutOfService';
}

/** Whether a person has still to say that the alarm was seen. */
export function awaitsAcknowledgement(state: AlarmState): boolean {
  return afterAlarmEvent(state, 'AcknowledgedByPerson') !== undefined;
}

/** Whether the alarm speaks because its condition holds now. */
export function isAlarmActive(state: AlarmState): boolean {
  return state === 'Unacknowledged' || state === 'Acknowledged';
}

/** 1 is the most urgent. The share of each priority should be about 5, 15, 80 % of all alarms (ISA-18.2). */
export const ALARM_PRIORITIES = [1, 2, 3, 4] as const;
export type AlarmPriority = (typeof ALARM_PRIORITIES)[number];

/** What about a signal an alarm watches. */
export const LIMIT_TYPES = ['lowLow', 'low', 'high', 'highHigh'] as const;
export type LimitType = (typeof LIMIT_TYPES)[number];

/** What may raise an alarm: a limit of a signal, or a rule of the user. */
export const ALARM_LIMITS = [...LIMIT_TYPES, 'rule'] as const;

/** Name of one limit of one signal, whether it stands or not; fit for a path of a URL. */
export function alarmPointId(signal: string, limit: LimitType): string {
  return `${signal.replaceAll('/', '.')}.${limit}`;
}
