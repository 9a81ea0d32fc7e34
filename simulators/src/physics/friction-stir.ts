/** Heat of friction stir welding: Q = 2 pi n M / 60, W, from r/min and Nm (domain table 1.5). */
export function stirHeatW(speedRpm: number, torqueNm: number): number {
  return (2 * Math.PI * speedRpm * torqueNm) / 60;
}

/**
 * Peak temperature: T_peak / T_solidus = K (w^2 / (v 1e4))^alpha, w in r/min, v in inch/min, temperatures in C
 * (domain table 1.5; K 0.65 to 0.75, alpha 0.04 to 0.06).
 */
export function stirPeakC(
  speedRpm: number,
  travelMmPerMin: number,
  solidusC = 582,
  k = 0.7,
  alpha = 0.05,
): number {
  const inchPerMin = travelMmPerMin / 25.4;
  return solidusC * k * Math.pow((speedRpm * speedRpm) / (inchPerMin * 1e4), alpha);
}

/** Torque falls 0.1 to 0.2 % per kelvin above the reference. */
export function stirTorqueNm(referenceNm: number, temperatureC: number, referenceC: number): number {
  return referenceNm * (1 - 0.0015 * (temperatureC - referenceC));
}
