export const REMAINING_LIFE_VERSION = '1.0.0';

/** A bearing that was followed to its end: what was left when the watch called stage 3, over its age at that time. */
export type ReferenceLife = { readonly life: string; readonly remainingOverAge: number };

/**
 * Lives that the ranges are taken from. `npm run validate -- --set femto` prints them anew from the recordings, and how
 * often the range from the others held the truth of each.
 */
export const REFERENCE_LIVES: readonly ReferenceLife[] = [
  // FEMTO-ST / PRONOSTIA, IEEE PHM 2012 learning set.
  { life: 'Bearing1_1', remainingOverAge: 0.5359 },
  { life: 'Bearing2_1', remainingOverAge: 0.5183 },
  { life: 'Bearing3_1', remainingOverAge: 0.0383 },
];

/** What is left of a bearing, as a range. */
export type RemainingLife = {
  /** Running time left, ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Probability that the range holds the truth, at the moment of the call. */
  readonly coverage: number;
  /** How many lives it rests on. */
  readonly lives: number;
};

/**
 * Range of the remaining life, from stage 3 on only (domain.md 2.4).
 *
 * Levels are not extrapolated: in recorded lives they stay flat and jump in the last few percent, so that a fitted curve
 * promises what it cannot know. What can be known without a model of growth is the rank: the remaining life over the age at the
 * call, of a bearing like those followed before, lies between the least and the greatest of n of them with probability
 * (n - 1) / (n + 1), whatever the distribution (tolerance interval by order statistics, Wilks 1941). Later the time since the
 * call is taken off; in stage 4 the end may come at once.
 *
 * @param at.ageAtCallMs running time from the begin of the watch to the first stage 3
 * @param at.sinceCallMs running time since then
 * @returns null before stage 3, with fewer than two lives to compare with, and for a bearing that outlived all of them
 */
export function remainingLife(
  at: { stage: 1 | 2 | 3 | 4 | null; ageAtCallMs: number; sinceCallMs: number },
  lives: readonly ReferenceLife[] = REFERENCE_LIVES,
): RemainingLife | null {
  const { stage, ageAtCallMs, sinceCallMs } = at;
  if (stage === null || stage < 3 || lives.length < 2) return null;
  const ratios = lives.map(({ remainingOverAge }) => remainingOverAge);
  const toMs = Math.max(...ratios) * ageAtCallMs - sinceCallMs;
  if (toMs <= 0) return null;
  const fromMs = stage === 4 ? 0 : Math.max(0, Math.min(...ratios) * ageAtCallMs - sinceCallMs);
  return { fromMs, toMs, coverage: (lives.length - 1) / (lives.length + 1), lives: lives.length };
}
