/** Change points as they are labelled and as they are called, in seconds from the start of one recording. */
export type ChangePoints = { readonly labelled: readonly number[]; readonly called: readonly number[] };

/** Weights of the three profiles of the Numenta Anomaly Benchmark (domain.md 2.12). */
export const NAB_PROFILES = {
  standard: { tp: 1, fp: 0.11, fn: 1 },
  lowFp: { tp: 1, fp: 0.22, fn: 1 },
  lowFn: { tp: 1, fp: 0.11, fn: 2 },
} as const;

export type NabProfile = keyof typeof NAB_PROFILES;

/**
 * Scores change points over all recordings as SKAB's leaderboard does: the first call in a window of `windowS` to the
 * right of a labelled point counts, the more the earlier (a hyperbolic tangent from 1 to the price of a false call);
 * calls in no window are false. 100 is perfect, 0 is no call at all.
 */
export function scoreChangePoints(
  recordings: readonly ChangePoints[],
  windowS: number,
): { nab: Record<NabProfile, number>; missed: number; falseCalls: number } {
  let missed = 0;
  let falseCalls = 0;
  const positions: number[] = [];
  let labelled = 0;
  for (const recording of recordings) {
    const windows = recording.labelled.map((from, i) => ({
      from,
      // Windows are cut where the next begins.
      to: Math.min(from + windowS, recording.labelled[i + 1] ?? Infinity),
    }));
    labelled += windows.length;
    for (const { from, to } of windows) {
      const first = recording.called.find((t) => t >= from && t <= to);
      if (first === undefined) missed++;
      else positions.push((first - from) / windowS);
    }
    falseCalls += recording.called.filter(
      (t) => !windows.some(({ from, to }) => t >= from && t <= to),
    ).length;
  }
  const nab = Object.fromEntries(
    Object.entries(NAB_PROFILES).map(([profile, weights]) => {
      const hits = positions.reduce((sum, position) => sum + rewardAt(position, weights), 0);
      const raw = hits - weights.fp * falseCalls - weights.fn * missed;
      const none = -weights.fn * labelled;
      const perfect = weights.tp * labelled;
      return [profile, labelled === 0 ? 0 : (100 * (raw - none)) / (perfect - none)];
    }),
  ) as Record<NabProfile, number>;
  return { nab, missed, falseCalls };
}

/** From `tp` at the labelled point to `-fp` at the end of the window. */
function rewardAt(position: number, { tp, fp }: { tp: number; fp: number }): number {
  const x = Math.PI * (position - 0.5);
  return (tp - fp) / 2 - ((tp + fp) / 2) * (Math.tanh(x) / Math.tanh(Math.PI / 2));
}
