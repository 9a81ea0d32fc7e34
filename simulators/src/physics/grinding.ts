/**
 * Grinding power and wear (domain table 1.5): P_proc = u pi d_w b v_f with u = u0 (1 + k n).
 */
export interface GrindingJob {
  /** Work diameter d_w, mm. */
  workDiameterMm: number;
  /** Ground width b, mm. */
  widthMm: number;
  /** Radial infeed v_f, mm/s. */
  infeedMmPerS: number;
  /** Specific energy of a fresh wheel u0, J/mm3 (30 to 60). */
  freshSpecificEnergyJPerMm3: number;
  /** Growth of u per part since dressing, k (0.002 to 0.01). */
  dullingPerPart: number;
}

/** Specific energy u, J/mm3, after n parts since dressing. */
export function specificEnergyJPerMm3(job: GrindingJob, partsSinceDressing: number): number {
  return job.freshSpecificEnergyJPerMm3 * (1 + job.dullingPerPart * partsSinceDressing);
}

/** Power that goes into the cut, kW. */
export function grindingPowerKw(job: GrindingJob, partsSinceDressing: number): number {
  const removalMm3PerS = Math.PI * job.workDiameterMm * job.widthMm * job.infeedMmPerS;
  return (specificEnergyJPerMm3(job, partsSinceDressing) * removalMm3PerS) / 1000;
}

/** Power per width, W/mm; burn begins at 30 to 60. */
export function powerPerWidthWPerMm(job: GrindingJob, partsSinceDressing: number): number {
  return (grindingPowerKw(job, partsSinceDressing) * 1000) / job.widthMm;
}
