import type { SeamSummary } from '@linetwin/contracts';
import type { StoredSeam } from './seam-store.port.ts';

/** What a list shows of a seam. */
export function summaryOf({ equipment, seam }: StoredSeam): SeamSummary {
  const { result } = seam.perMm;
  return {
    equipment,
    endedAt: seam.time,
    seam: seam.seam,
    part: seam.part,
    program: seam.program ?? null,
    lengthMm: seam.lengthMm,
    suspectMm: result.filter((one) => one === 1).length,
    badMm: result.filter((one) => one === 2).length,
  };
}
