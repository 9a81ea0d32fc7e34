import { Vector3 } from 'three';

export type Point3 = readonly [x: number, y: number, z: number];

const ARC_STEP_RAD = Math.PI / 10;

/**
 * Replaces the corners of a polyline by arcs.
 *
 * @param points at least two, metres
 * @param radius of the arcs, metres; less where a leg is too short for it
 */
export function roundCorners(points: readonly Point3[], radius: number): Vector3[] {
  const legs = points.map(([x, y, z]) => new Vector3(x, y, z));
  if (legs.length < 3) return legs;
  const rounded: Vector3[] = [legs[0].clone()];
  for (let i = 1; i < legs.length - 1; i++) {
    const before = legs[i - 1].clone().sub(legs[i]);
    const after = legs[i + 1].clone().sub(legs[i]);
    const cosine = before.clone().normalize().dot(after.clone().normalize());
    const turn = Math.PI - Math.acos(Math.min(1, Math.max(-1, cosine)));
    if (turn < 0.02) {
      rounded.push(legs[i].clone());
      continue;
    }
    const reach = Math.min(radius * Math.tan(turn / 2), before.length() * 0.48, after.length() * 0.48);
    const from = legs[i].clone().addScaledVector(before.normalize(), reach);
    const to = legs[i].clone().addScaledVector(after.normalize(), reach);
    const steps = Math.max(2, Math.ceil(turn / ARC_STEP_RAD));
    for (let s = 0; s <= steps; s++) {
      // A quadratic curve through the corner is within a few per cent of the arc and needs no centre.
      const t = s / steps;
      rounded.push(
        from
          .clone()
          .multiplyScalar((1 - t) * (1 - t))
          .addScaledVector(legs[i], 2 * t * (1 - t))
          .addScaledVector(to, t * t),
      );
    }
  }
  rounded.push(legs[legs.length - 1].clone());
  return rounded;
}
