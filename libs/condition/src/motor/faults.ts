/** Faults of an induction motor and its supply that its current and voltages show (domain table 2.7). */
export const MOTOR_FAULTS = ['rotor-bar', 'stator-short', 'eccentricity', 'supply-unbalance'] as const;
export type MotorFault = (typeof MOTOR_FAULTS)[number];

/** Everything a diagnosis can say. */
export const MOTOR_VERDICTS = ['healthy', ...MOTOR_FAULTS, 'not-diagnosable'] as const;
export type MotorVerdict = (typeof MOTOR_VERDICTS)[number];

/** What a named fault may be instead: nothing that was measured tells them apart. */
export const MOTOR_ALTERNATIVES = ['supply-unbalance', 'imbalance', 'misalignment'] as const;
export type MotorAlternative = (typeof MOTOR_ALTERNATIVES)[number];
