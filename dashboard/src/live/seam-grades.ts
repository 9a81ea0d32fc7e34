import type { SeamMessage, SeamVerdictSummary } from '@linetwin/contracts';

/** A defect of at least this confidence is called, one below is probable: the limit by which `judgeSeam` grades. */
const CLEAR_FROM = 0.8;

export type DefectTone = 'suspect' | 'bad';

export function toneOf({ confidence }: { confidence: number }): DefectTone {
  return confidence >= CLEAR_FROM ? 'bad' : 'suspect';
}

/**
 * What each millimetre of a seam is shown as: the worse of what the cell's own monitor said and of the defects that
 * were judged there.
 *
 * @returns 0 good, 1 suspect, 2 bad; one per column of the seam
 */
export function gradesPerMm({ lengthMm, perMm }: SeamMessage, verdict?: SeamVerdictSummary): number[] {
  const grades = [...perMm.result];
  const columnsPerMm = grades.length / Math.max(1, lengthMm);
  for (const defect of verdict?.defects ?? []) {
    const grade = toneOf(defect) === 'bad' ? 2 : 1;
    const from = Math.max(0, Math.floor(defect.fromMm * columnsPerMm));
    const to = Math.max(from + 1, Math.ceil(defect.toMm * columnsPerMm));
    for (let i = from; i < to && i < grades.length; i++) grades[i] = Math.max(grades[i], grade);
  }
  return grades;
}
