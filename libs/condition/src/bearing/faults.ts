/** Bearing parts a diagnosis can name, in the words of ISO 13373-2. */
export const BEARING_FAULTS = ['outer-race', 'inner-race', 'rolling-element', 'cage'] as const;
export type BearingFault = (typeof BEARING_FAULTS)[number];

/** Everything a diagnosis can say. */
export const BEARING_VERDICTS = ['healthy', ...BEARING_FAULTS, 'not-diagnosable'] as const;
export type BearingVerdict = (typeof BEARING_VERDICTS)[number];

/** How sure a named fault is. `none` goes with `healthy` and `not-diagnosable`. */
export const DIAGNOSIS_GRADES = ['clear', 'probable', 'none'] as const;
export type DiagnosisGrade = (typeof DIAGNOSIS_GRADES)[number];

/** The three looks at one burst; see `views.ts`. */
export const VIEW_KINDS = ['raw', 'whitened', 'best-band'] as const;
export type ViewKind = (typeof VIEW_KINDS)[number];
