/** Flow stress of hot steel against its value at 1100 C: exp(-0.0025 (T - 1100 C)) (domain table 1.5). */
export function hotFlowStressFactor(temperatureC: number): number {
  return Math.exp(-0.0025 * (temperatureC - 1100));
}

/** Crank angle at which the die closes; the forming hump lies in the last degrees before it. */
export const BOTTOM_DEAD_CENTRE_DEG = 180;
const HUMP_DEG = 15;

/** Share of the peak tonnage at a crank angle: a half sine over the 15 degrees before bottom dead centre. */
export function tonnageShare(crankDeg: number): number {
  const into = crankDeg - (BOTTOM_DEAD_CENTRE_DEG - HUMP_DEG);
  if (into <= 0 || into >= HUMP_DEG * 1.2) return 0;
  return Math.sin((Math.PI * into) / (HUMP_DEG * 1.2));
}

/** Ram height above the closed die for a slider crank, mm; radius = half the stroke, rod length in radii. */
export function ramPositionMm(crankDeg: number, strokeMm: number, rodRatio = 5): number {
  const r = strokeMm / 2;
  const a = (crankDeg * Math.PI) / 180;
  const rod = Math.sqrt(rodRatio * rodRatio - Math.sin(a) ** 2);
  // Slider position from the crank centre: r (cos a + rod); lowest at 180 degrees measured from the top.
  const fromTop = r * (1 - Math.cos(a)) + r * (rodRatio - rod);
  return strokeMm - fromTop;
}
