/** Changes with anything that can change a verdict. */
export const WELD_METHOD_VERSION = '1.0.0';

/**
 * Limits of domain tables 1.4 and 2.9; where those name none (marked "own"), a distance from the machine's own good
 * seams. Ratios are to the learned reference, lengths in mm.
 */
export const DEFAULT_WELD_PARAMETERS = {
  /** A seam shorter than this is not judged (own). */
  shortestMm: 20,
  /** Seams from which a reference is learned, and when it is learned anew; the last one stands. (own) */
  referenceSeams: [5, 10, 20] as readonly number[],
  /** OCT depth below this share of the target ... */
  depthShare: 0.95,
  /** ... over more than this is lack of penetration. */
  shortestLackMm: 3,
  /** Gap above this share of the thickness. */
  gapShare: 0.1,
  offsetMm: 0.2,
  gasFlowPercent: 80,
  /** Plasma scatter against the reference that supports too little gas (own). */
  gasPlasmaNoise: 1.3,
  scatterPercent: 2.2,
  /** Rise of the window's temperature over the seam against a clean one. */
  windowRise: 2,
  /** Depth falls by 3 to 10 % along the seam. */
  depthFall: 0.03,
  /** Focus away from where it was at the same place in good seams, mm (own). */
  focusMm: 1,
  powerPercent: -3,
  /** Ring's part of the power away from the program's, percentage points (own). */
  ringSharePoints: 3,
  backReflectionPercent: 2,
  /** Bursts per metre: the limit of the plant's own alarm. */
  spatterPerM: 50,
  /** Reflection at the floor, against the reference. */
  reflectionFloor: 0.3,
  thermalDrop: 0.85,
  shortestHoleMm: 2,
  /** Local scatter of the depth against the reference, and of the plasma (own). */
  poreDepthNoise: 2,
  porePlasmaNoise: 1.8,
  shortestPoreMm: 20,
  /** Friction stir: modulation of the forces against the reference, and axial force (own). */
  tunnelModulation: 2,
  tunnelAxialForce: 0.94,
  /** Torque down and traverse force up together. */
  wornTorque: 0.9,
  wornTraverseForce: 1.15,
  brokenTraverseForce: 0.65,
  plungeMm: 0.1,
  shortestPlungeMm: 10,
} as const;
export type WeldParameters = typeof DEFAULT_WELD_PARAMETERS;
