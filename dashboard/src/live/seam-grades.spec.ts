import { describe, expect, test } from '@jest/globals';
import type { SeamMessage, SeamVerdictSummary } from '@linetwin/contracts';
import { seamMessage } from '@linetwin/testing';
import { gradesPerMm } from './seam-grades.ts';

function seam(results: number[], lengthMm = results.length): SeamMessage {
  const message = seamMessage() as SeamMessage;
  return { ...message, lengthMm, perMm: { ...message.perMm, result: results } };
}
const verdict = (...defects: [from: number, to: number, confidence: number][]): SeamVerdictSummary => ({
  grade: 'defect',
  defects: defects.map(([fromMm, toMm, confidence]) => ({ kind: 'gap', fromMm, toMm, confidence })),
});

describe('what each millimetre of a seam is shown as', () => {
  test('is what the cell said while there is no verdict', () => {
    expect(gradesPerMm(seam([0, 1, 2, 0]))).toEqual([0, 1, 2, 0]);
  });

  test('is the worse of the cell and of the defects found there', () => {
    const shown = gradesPerMm(seam([0, 2, 0, 0, 0, 0]), verdict([1, 3, 0.6], [4, 5, 0.9]));
    expect(shown).toEqual([0, 2, 1, 0, 2, 0]);
  });

  test('a defect shorter than a column is still seen, also at the very end', () => {
    expect(gradesPerMm(seam([0, 0, 0, 0], 40), verdict([12, 13, 0.9]))).toEqual([0, 2, 0, 0]);
    expect(gradesPerMm(seam([0, 0, 0, 0], 40), verdict([39.9, 40, 0.9]))).toEqual([0, 0, 0, 2]);
  });

  test('a defect outside of the seam changes nothing', () => {
    expect(gradesPerMm(seam([0, 0]), verdict([5, 9, 0.9]))).toEqual([0, 0]);
  });
});
