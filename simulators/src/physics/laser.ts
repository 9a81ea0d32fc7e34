/** Penetration in steel, mm: d = 1.25 P^0.95 v^-0.45 with P in kW at the work and v in m/min (domain table 1.5). */
export function penetrationMm(powerKw: number, speedMPerMin: number): number {
  if (powerKw <= 0) return 0;
  return 1.25 * Math.pow(powerKw, 0.95) * Math.pow(speedMPerMin, -0.45);
}

/** Loss of depth when the focus lies dz off, with the Rayleigh length z_R: (1 + (dz/z_R)^2)^-0.5. */
export function defocusFactor(offsetMm: number, rayleighMm: number): number {
  return 1 / Math.sqrt(1 + (offsetMm / rayleighMm) ** 2);
}

/** Absorption of the protective window: 0.2 % clean to 5 % dirty, by dirt 0 to 1. */
export function windowAbsorption(dirt: number): number {
  return 0.002 + 0.048 * dirt;
}

/** Ring share r: spatter exp(-3 r), depth 1 - 0.35 r, gap tolerance 1 + 0.8 r. */
export function ringSpot(ringShare: number): { spatter: number; depth: number; gapTolerance: number } {
  return {
    spatter: Math.exp(-3 * ringShare),
    depth: 1 - 0.35 * ringShare,
    gapTolerance: 1 + 0.8 * ringShare,
  };
}

/** Electric power of a fibre source, kW, from beam power and wall-plug efficiency. */
export function laserElectricKw(beamKw: number, wallPlug: number): number {
  return beamKw / wallPlug;
}
