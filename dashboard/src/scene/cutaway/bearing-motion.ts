/** What of a bearing's geometry its motion follows from. */
export interface RollingGeometry {
  /** Element diameter over pitch diameter. */
  ratio: number;
  contactAngleRad: number;
  /** The ring that stands. */
  fixedRing: 'outer' | 'inner';
}

/** Angles of a bearing's pieces about its axis, and of an element about its own, radians. */
export interface BearingAngles {
  inner: number;
  outer: number;
  cage: number;
  /** About the element's own axis, seen from the cage. */
  element: number;
}

/**
 * Where the pieces of a bearing stand after its shaft has turned by an angle, rolling without slip (Harris, Rolling
 * Bearing Analysis, 4th ed., 2001, chapter 8): the cage goes at the mean speed of both raceways, an element spins at the
 * speed with which a raceway passes it.
 */
export function bearingAngles(
  { ratio, contactAngleRad, fixedRing }: RollingGeometry,
  shaftRad: number,
): BearingAngles {
  const g = ratio * Math.cos(contactAngleRad);
  const [inner, outer] = fixedRing === 'outer' ? [shaftRad, 0] : [0, shaftRad];
  const cage = (inner * (1 - g) + outer * (1 + g)) / 2;
  const element = (-(inner - outer) * (1 - g * g)) / (2 * ratio);
  return { inner, outer, cage, element };
}
