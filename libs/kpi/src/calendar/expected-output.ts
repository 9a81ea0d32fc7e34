/** Output of a shift so far and what is to be expected of it, with what it is computed from. */
export interface ExpectedOutput {
  good: number;
  planned: number;
  /** Planned busy seconds of the shift that are over, of those in which the line was seen, and still to come. */
  workedS: number;
  seenS: number;
  remainingS: number;
  /** See `carriedOn`. */
  expected: number | null;
  /** What the plan asks for by now: in proportion to the planned time that is over. */
  plannedByNow: number;
}

const MIN_SEEN_S = 60;

/**
 * Good items of a shift carried on at their mean rate over the time that was seen. No faster than the takt: what a line ships
 * above it comes from stock between its machines, which ends.
 *
 * @param taktS time of the line for one item, s
 * @returns items by the end of the shift; `null` before a minute was seen
 */
export function carriedOn(good: number, seenS: number, remainingS: number, taktS: number): number | null {
  if (seenS < MIN_SEEN_S) return null;
  return good + Math.min(good / seenS, 1 / taktS) * remainingS;
}

/** The output of a shift against its plan, by planned time: breaks carry nothing. */
export function expectedOutput(parts: {
  good: number;
  planned: number;
  workedS: number;
  unknownS: number;
  remainingS: number;
  taktS: number;
}): ExpectedOutput {
  const { good, planned, workedS, unknownS, remainingS } = parts;
  const seenS = Math.max(0, workedS - unknownS);
  const allS = workedS + remainingS;
  return {
    good,
    planned,
    workedS,
    seenS,
    remainingS,
    expected: carriedOn(good, seenS, remainingS, parts.taktS),
    plannedByNow: allS > 0 ? (planned * workedS) / allS : 0,
  };
}
