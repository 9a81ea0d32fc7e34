/** Faults of shaft and drive that a diagnosis can name. */
export const SHAFT_FAULTS = [
  'imbalance',
  'bent-shaft',
  'misalignment',
  'looseness',
  'belt',
  'gear',
  'resonance',
  'chatter',
] as const;
export type ShaftFault = (typeof SHAFT_FAULTS)[number];

/** Everything a diagnosis can say. */
export const SHAFT_VERDICTS = ['healthy', ...SHAFT_FAULTS, 'not-diagnosable'] as const;
export type ShaftVerdict = (typeof SHAFT_VERDICTS)[number];
