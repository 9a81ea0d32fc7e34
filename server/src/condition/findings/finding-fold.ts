import type { Finding } from '@linetwin/contracts';

/** What a new assessment of a component does to its findings. */
export interface FindingChange {
  event: 'Opened' | 'SeenAgain' | 'NoLongerSeen';
  finding: Finding;
}

/** A probable fault becomes a finding when this many of the last bursts show it (domain rule: 3 of 5). */
const PROBABLE_NEEDED = 3;
const PERSISTENCE_BURSTS = 5;

/**
 * Folds a new assessment (the word of one burst on one bearing) into the open finding of that bearing.
 *
 * A clear fault opens a finding at once, a probable one when 3 of the last 5 bursts name it, so that one odd burst
 * calls nobody. A finding closes by itself after 5 bursts in a row that do not show it; bursts of a sensor that is not to be
 * believed show nothing, and do not count.
 *
 * @param assessment the new word, in the form of a finding of its own
 * @param words assessments of the same component before it, newest first
 * @param open the component's open finding, if there is one
 * @returns what changes; empty when nothing does
 */
export function foldAssessment(
  assessment: Finding,
  words: readonly Pick<Finding, 'verdict' | 'grade' | 'blind'>[],
  open: Finding | undefined,
): FindingChange[] {
  if (assessment.blind) return [];
  const before = words.filter(({ blind }) => !blind);
  const isFault = assessment.grade !== 'none';
  if (open && assessment.verdict === open.verdict) {
    return [{ event: 'SeenAgain', finding: seenAgain(open, assessment) }];
  }
  const changes: FindingChange[] = [];
  if (open) {
    const recent = [assessment, ...before].slice(0, PERSISTENCE_BURSTS);
    const gone =
      recent.length === PERSISTENCE_BURSTS && recent.every(({ verdict }) => verdict !== open.verdict);
    // Another fault that is clear replaces what was seen before: the newer evidence stands on its own.
    if (!gone && assessment.grade !== 'clear') return [];
    changes.push({
      event: 'NoLongerSeen',
      finding: { ...open, status: 'closed', closedAt: assessment.lastSeenAt },
    });
  }
  if (!isFault) return changes;
  const recent = before.slice(0, PERSISTENCE_BURSTS - 1);
  const seen = 1 + recent.filter(({ verdict }) => verdict === assessment.verdict).length;
  if (assessment.grade === 'clear' || seen >= PROBABLE_NEEDED) {
    changes.push({ event: 'Opened', finding: { ...assessment, status: 'open', bursts: seen } });
  }
  return changes;
}

/** Keeps the strongest word so far: a later burst that shows less does not weaken what was proven. */
function seenAgain(open: Finding, assessment: Finding): Finding {
  const stronger = rank(assessment) > rank(open) ? assessment : open;
  return {
    ...open,
    grade: stronger.grade,
    confidence: stronger.confidence,
    summary: stronger.summary,
    lastSeenAt: Math.max(open.lastSeenAt, assessment.lastSeenAt),
    bursts: open.bursts + 1,
    speedRpm: assessment.speedRpm,
  };
}

function rank({ grade, confidence }: Finding): number {
  return (grade === 'clear' ? 2 : grade === 'probable' ? 1 : 0) + confidence;
}
