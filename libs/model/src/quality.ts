/**
 * Quality of a value, in the order of growing doubt (the three severities of an OPC UA status code).
 * The number travels in frames and is stored in history; 0 is good so that a fresh typed array is good.
 */
export const QUALITIES = ['Good', 'Uncertain', 'Bad'] as const;
export type Quality = (typeof QUALITIES)[number];

export const QUALITY_GOOD = 0;
export const QUALITY_UNCERTAIN = 1;
export const QUALITY_BAD = 2;

/** Code of a quality name, or `undefined` for a name that is none. */
export function qualityCode(name: string): number | undefined {
  const code = (QUALITIES as readonly string[]).indexOf(name);
  return code < 0 ? undefined : code;
}
