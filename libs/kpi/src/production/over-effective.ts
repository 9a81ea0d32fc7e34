import type { Indicators } from './indicators.ts';

/** An effectiveness above 100 %, and what it comes from. */
export interface OverEffective {
  /**
   * `begun-before`: no more than one item of each machine too many, which was begun before the time that is looked at;
   * `run-time-too-long`: more than that, so items take less time than the plant plans for them.
   */
  reason: 'begun-before' | 'run-time-too-long';
  /** Planned run time per item PRI, s. */
  plannedS: number;
  /** Actual production time per item APT / PQ, s. */
  actualS: number;
}

/**
 * Why an effectiveness E = PRI · PQ / APT is above 100 %; `null` where it is not. Such a value is no speed that was reached
 * but a sign of its inputs, so it is neither cut to 100 % nor left without a word.
 *
 * @param machines taken together; at each the first item may have been begun earlier
 */
export function overEffective(
  { effectiveness, APT, PRI }: Pick<Indicators, 'effectiveness' | 'APT' | 'PRI'>,
  machines = 1,
): OverEffective | null {
  if (effectiveness === null || PRI === null || effectiveness <= 1) return null;
  const itemsTooMany = ((effectiveness - 1) * APT) / PRI;
  return {
    reason: itemsTooMany <= machines ? 'begun-before' : 'run-time-too-long',
    plannedS: PRI,
    actualS: PRI / effectiveness,
  };
}
