/** Output of a shift so far and what is to be expected of it, with what it is computed from. */
export interface ExpectedOutput {
  good: number;
  planned: number;
  /** Planned busy seconds of the shift that are over, of those in which the line was seen, and still to come. */
  workedS: number;
  seenS: number;
  remainingS: number;
  /** good + good / seenS · remainingS; `null` before a minute was seen. */
  expected: number | null;
  /** What the plan asks for by now: in proportion to the planned time that is over. */
  plannedByNow: number;
}

const MIN_SEEN_S = 60;

/** Carries the good items of a shift on at their mean rate over the planned time that was seen; breaks carry nothing. */
export function expectedOutput(parts: {
  good: number;
  planned: number;
  workedS: number;
  unknownS: number;
  remainingS: number;
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
    expected: seenS >= MIN_SEEN_S ? good + (good / seenS) * remainingS : null,
    plannedByNow: allS > 0 ? (planned * workedS) / allS : 0,
  };
}
