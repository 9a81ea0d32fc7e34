/** What fixes a rolling bearing's fault frequencies: inner ring turning, outer ring at rest. */
export type BearingGeometry = {
  /** Number of balls or rollers in one row, Z. */
  readonly elements: number;
  /** Ball diameter, or mean roller diameter, d. */
  readonly elementDiameterMm: number;
  /** Pitch diameter, D. */
  readonly pitchDiameterMm: number;
  /** Contact angle, phi. */
  readonly contactAngleDeg: number;
};

/** Fault frequencies over shaft frequency (orders, without unit). */
export type BearingOrders = {
  /** Element passes over one point of the outer race. */
  readonly bpfo: number;
  /** Element passes over one point of the inner race. */
  readonly bpfi: number;
  /** Spin of one element. A damaged element strikes both races, so its lines stand at 2 · bsf. */
  readonly bsf: number;
  /** Turns of the cage. */
  readonly ftf: number;
};

/**
 * Fault orders of a bearing with a fixed outer ring. With g = (d / D) cos phi:
 *
 * - FTF = (1 - g) / 2
 * - BPFO = Z (1 - g) / 2 = Z · FTF
 * - BPFI = Z (1 + g) / 2, so BPFO + BPFI = Z whatever the slip
 * - BSF = (D / 2d)(1 - g²)
 *
 * (Randall and Antoni, MSSP 25, 2011, 485-520, eq. 1-4.)
 *
 * @throws RangeError for a geometry that cannot be: fewer than 3 elements, or g not in (0, 1)
 */
export function bearingOrders(geometry: BearingGeometry): BearingOrders {
  const { elements, elementDiameterMm: d, pitchDiameterMm: pitch, contactAngleDeg } = geometry;
  const g = (d / pitch) * Math.cos((contactAngleDeg * Math.PI) / 180);
  if (!(elements >= 3) || !(g > 0 && g < 1)) {
    throw new RangeError(
      `no bearing has ${elements} elements of ${d} mm on a pitch circle of ${pitch} mm at ${contactAngleDeg} degrees`,
    );
  }
  return {
    bpfo: (elements / 2) * (1 - g),
    bpfi: (elements / 2) * (1 + g),
    bsf: (pitch / (2 * d)) * (1 - g * g),
    ftf: (1 - g) / 2,
  };
}

/**
 * All fault orders from the outer-race order and the number of elements, for a bearing whose orders are
 * published without its dimensions. BPFI = Z - BPFO and FTF = BPFO / Z hold for any geometry; BSF is for a
 * contact angle of 0 (deep groove, cylindrical roller), where g = 1 - 2 FTF and BSF = (1 - g²) / 2g.
 *
 * @throws RangeError if `bpfo` is not between 0 and Z / 2
 */
export function bearingOrdersFromBpfo(elements: number, bpfo: number): BearingOrders {
  if (!(bpfo > 0 && bpfo < elements / 2)) {
    throw new RangeError(`a bearing with ${elements} elements cannot have an outer-race order of ${bpfo}`);
  }
  const ftf = bpfo / elements;
  const g = 1 - 2 * ftf;
  return { bpfo, bpfi: elements - bpfo, bsf: (1 - g * g) / (2 * g), ftf };
}
