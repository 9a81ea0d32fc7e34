import type { JSONColumnType } from 'kysely';

/** Tables of weld verdicts; seams are in the schema of all. */
export interface WeldSchema {
  weld_verdict: {
    equipment: string;
    ended_at: number;
    grade: string;
    verdict: JSONColumnType<object>;
    /** What the verdict was made of besides the seam's columns, as gzipped JSON. */
    evidence: Buffer;
  };
  weld_reference: {
    equipment: string;
    recipe: string;
    version: number;
    seams: number;
    reference: JSONColumnType<object>;
  };
}
