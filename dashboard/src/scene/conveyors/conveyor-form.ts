import { Vector3 } from 'three';
import type { FormBuilder } from '../form/form-builder.ts';
import { ALUMINIUM, BELT, ENAMEL_DARK, ROLLERS, STEEL, YELLOW } from '../form/paint.ts';
import { CONVEYOR_Y } from '../form/fittings.ts';
import type { Point3 } from '../geometry/polyline.ts';
import { roundCorners } from '../geometry/polyline.ts';
import { ConveyorPath } from './conveyor-path.ts';
import type { FloorPoint } from './route.ts';

export interface ConveyorStyle {
  widthM: number;
  bendM: number;
  /** Rollers instead of a belt: for heavy single pieces. */
  rollers: boolean;
}

export const RING_CONVEYOR: ConveyorStyle = { widthM: 0.34, bendM: 0.55, rollers: false };
export const TRAY_CONVEYOR: ConveyorStyle = { widthM: 1.1, bendM: 1.6, rollers: true };

const LEG_PITCH_M = 1.8;
const LEG_SHARE_M = 1.1;

/**
 * Draws a conveyor over corner points from the height of one port to that of another; heights change over the
 * first and last leg. Returns the way of the parts on it.
 *
 * @param legSpots where conveyors drawn before stand; grows by this one's legs
 */
export function drawConveyor(
  b: FormBuilder,
  corners: readonly FloorPoint[],
  fromY: number,
  toY: number,
  style: ConveyorStyle,
  legSpots: Vector3[],
): ConveyorPath {
  const raw: Point3[] = corners.map(({ x, z }, i) => [
    x,
    i === 0 ? fromY : i === corners.length - 1 ? toY : CONVEYOR_Y,
    z,
  ]);
  const points = roundCorners(raw, style.bendM);
  const half = style.widthM / 2;
  for (let i = 0; i + 1 < points.length; i++) segment(b, points[i], points[i + 1], style, half);
  legs(b, points, half, legSpots);
  return new ConveyorPath(points.map((p) => p.clone()));
}

function segment(b: FormBuilder, p: Vector3, q: Vector3, style: ConveyorStyle, half: number): void {
  const dx = q.x - p.x;
  const dz = q.z - p.z;
  const dy = q.y - p.y;
  const flat = Math.hypot(dx, dz);
  if (flat < 1e-4) return;
  const length = Math.hypot(flat, dy);
  b.at((p.x + q.x) / 2, (p.y + q.y) / 2, (p.z + q.z) / 2, { ry: Math.atan2(-dz, dx) }, () =>
    b.at(0, 0, 0, { rz: Math.atan2(dy, flat) }, () => {
      // A little longer than the leg, so that the joints of a bend close.
      const l = length + 0.02;
      if (style.rollers) {
        const count = Math.floor(length / 0.24);
        b.detail(() => {
          for (let r = 0; r < count; r++)
            b.cylinder(
              STEEL,
              'z',
              -length / 2 + (r + 0.5) * (length / count),
              -0.045,
              -half,
              0.042,
              half * 2,
              7,
              0,
            );
        });
        b.distant(() => b.panel(ROLLERS, 0, -0.01, 0, l, half * 2, '+y'));
        b.box(ENAMEL_DARK, 0, -0.12, 0, l, 0.03, half * 2, 0);
      } else {
        b.box(BELT, 0, -0.05, 0, l, 0.05, half * 2, 0);
      }
      for (const side of [-1, 1]) {
        b.box(ALUMINIUM, 0, -0.12, side * (half + 0.02), l, 0.13, 0.035, 0.008);
        if (!style.rollers) b.detail(() => b.box(STEEL, 0, 0.055, side * (half + 0.01), l, 0.018, 0.012, 0));
        else b.box(YELLOW, 0, 0.01, side * (half + 0.02), l, 0.02, 0.035, 0);
      }
    }),
  );
}

/** Legs along a conveyor; where one already stands near by, conveyors that join share it. */
function legs(b: FormBuilder, points: readonly Vector3[], half: number, spots: Vector3[]): void {
  const path = new ConveyorPath(points);
  const count = Math.max(1, Math.round(path.lengthM / LEG_PITCH_M));
  const at = new Vector3();
  for (let i = 0; i < count; i++) {
    const heading = path.at(((i + 0.5) * path.lengthM) / count, at);
    const height = at.y - 0.12;
    if (height < 0.2 || spots.some((spot) => spot.distanceTo(at) < LEG_SHARE_M)) continue;
    spots.push(at.clone());
    b.at(at.x, 0, at.z, { ry: heading }, () => {
      for (const side of [-1, 1]) {
        b.box(ALUMINIUM, 0, 0.02, side * half, 0.05, height, 0.05, 0);
        b.box(ENAMEL_DARK, 0, 0, side * half, 0.12, 0.02, 0.09, 0);
      }
      b.box(ALUMINIUM, 0, height * 0.35, 0, 0.04, 0.04, half * 2, 0);
    });
  }
}
