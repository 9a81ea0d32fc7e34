/** Faults of an induction motor that its current shows (domain table 2.7). */
export const MOTOR_FAULTS = ['rotor-bar', 'stator-short', 'eccentricity'] as const;
export type MotorFault = (typeof MOTOR_FAULTS)[number];

/** Everything a diagnosis can say. */
export const MOTOR_VERDICTS = ['healthy', ...MOTOR_FAULTS, 'not-diagnosable'] as const;
export type MotorVerdict = (typeof MOTOR_VERDICTS)[number];

/** What a named fault may be instead: nothing in the current of one motor tells them apart. */
export const MOTOR_ALTERNATIVES = ['supply-unbalance', 'imbalance', 'misalignment'] as const;
export type MotorAlternative = (typeof MOTOR_ALTERNATIVES)[number];
