import type { SeamReference, SeamTrace, SeamVerdict } from '@linetwin/condition';
import type { SeamVerdictSummary } from '@linetwin/contracts';

/** What a verdict was made of besides the seam's own columns. */
export interface VerdictEvidence {
  process: 'laser' | 'friction-stir';
  traces: Record<string, SeamTrace>;
  /** The reference it was compared with: recipe and version, and the seams that it had learned from. */
  recipe: string;
  version: number;
  learned: number;
}

export interface KeptVerdict {
  equipment: string;
  endedAt: number;
  verdict: SeamVerdict;
  evidence: VerdictEvidence;
  /** The reference as it is after this seam, where the seam taught it something. */
  reference?: SeamReference;
}

export interface ToldVerdict {
  equipment: string;
  endedAt: number;
  verdict: SeamVerdictSummary;
}

/**
 * Verdicts of weld seams, and the references they were made with.
 *
 * Promises: what `keep` resolved for survives; a seam has one verdict, the first one. A reference is kept in each of its
 * versions, and in a version as it was with the most seams. `references` gives the newest version of each recipe.
 */
export abstract class VerdictStore {
  abstract keep(verdicts: readonly KeptVerdict[]): Promise<void>;
  abstract read(
    equipment: string,
    endedAt: number,
  ): Promise<{ verdict: SeamVerdict; evidence: VerdictEvidence } | undefined>;
  /** Of the seams that ended at these times, in no order. */
  abstract summaries(endedAt: readonly number[]): Promise<ToldVerdict[]>;
  abstract references(equipment: string): Promise<SeamReference[]>;
  abstract reference(equipment: string, recipe: string, version: number): Promise<SeamReference | undefined>;
  /** Forgets verdicts of seams that ended before a time, and no reference. */
  abstract forgetBefore(endedAt: number): Promise<void>;
}

export function toldOf({ grade, defects }: SeamVerdict): SeamVerdictSummary {
  return {
    grade,
    defects: defects.map(({ kind, fromMm, toMm, confidence }) => ({ kind, fromMm, toMm, confidence })),
  };
}
