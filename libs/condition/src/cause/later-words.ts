import type { Symptom } from './symptom.ts';

/**
 * Bursts that were first read as imbalance may turn out to show a resonance: the finding of a part ends and another of the same part stands. The
 * later word had more to go by, and what it names began when the first one was told.
 *
 * @returns the symptoms, later words with the beginning of what they replace, and ids of those that are replaced
 */
export function withLaterWords(symptoms: readonly Symptom[]): {
  symptoms: Symptom[];
  replaced: ReadonlySet<string>;
} {
  const replaced = new Set<string>();
  const moved = symptoms.map((later) => {
    const earlier = symptoms.filter((one) => replaces(later, one));
    for (const { id } of earlier) replaced.add(id);
    return earlier.length === 0 ? later : { ...later, at: Math.min(...earlier.map(({ at }) => at)) };
  });
  return { symptoms: moved, replaced };
}

function replaces(later: Symptom, earlier: Symptom): boolean {
  const isSamePart = later.equipment === earlier.equipment && later.signal === earlier.signal;
  if (!isSamePart || later.findingClass !== 'part' || earlier.findingClass !== 'part') return false;
  return later.endedAt === null && earlier.endedAt !== null && later.at >= earlier.endedAt;
}
