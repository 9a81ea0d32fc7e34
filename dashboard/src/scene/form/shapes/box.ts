import type { Axis } from '../../geometry/axis.ts';
import type { Point3 } from '../../geometry/polyline.ts';
import type { Brush } from './brush.ts';

/** Sides thinner than this have no broken edges: those would be smaller than a pixel from any place, metres. */
const PLAIN_BOX_M = 0.045;

/** Box with broken edges; x, z of its middle, y of its underside; w along x, h along y, d along z. */
export function box(
  brush: Brush,
  x: number,
  y: number,
  z: number,
  w: number,
  h: number,
  d: number,
  edge: number,
): void {
  const sharp =
    brush.fineness === 'far' || edge <= 0.004 || [w, h, d].filter((size) => size < PLAIN_BOX_M).length > 1;
  const r = sharp ? 0 : Math.min(edge, w * 0.45, h * 0.45, d * 0.45);
  const half = [w / 2, h / 2, d / 2];
  const centre = [x, y + h / 2, z];
  const corners: number[][] = [];
  for (let c = 0; c < 8; c++) {
    const sign = [c & 1 ? 1 : -1, c & 2 ? 1 : -1, c & 4 ? 1 : -1];
    const three: number[] = [];
    for (let axis = 0; axis < 3; axis++) {
      const p = [0, 1, 2].map((a) => centre[a] + sign[a] * (half[a] - (a === axis ? 0 : r)));
      const n = [0, 1, 2].map((a) => (a === axis ? sign[axis] : 0));
      three.push(brush.vertex(p[0], p[1], p[2], n[0], n[1], n[2]));
    }
    corners.push(three);
  }
  for (let axis = 0; axis < 3; axis++) {
    const u = 1 << ((axis + 1) % 3);
    const v = 1 << ((axis + 2) % 3);
    for (const side of [0, 1 << axis]) {
      const quad = [side, side | u, side | u | v, side | v].map((c) => corners[c][axis]);
      if (side) brush.quad(quad[0], quad[1], quad[2], quad[3]);
      else brush.quad(quad[3], quad[2], quad[1], quad[0]);
    }
  }
  if (sharp) return;
  for (let along = 0; along < 3; along++) {
    const a = (along + 1) % 3;
    const b = (along + 2) % 3;
    for (const sa of [0, 1]) {
      for (const sb of [0, 1]) {
        const near = (sa << a) | (sb << b);
        const far = near | (1 << along);
        const quad = [corners[near][a], corners[far][a], corners[far][b], corners[near][b]];
        if (sa === sb) brush.quad(quad[3], quad[2], quad[1], quad[0]);
        else brush.quad(quad[0], quad[1], quad[2], quad[3]);
      }
    }
  }
  for (let c = 0; c < 8; c++) {
    const odd = ((c & 1) + ((c >> 1) & 1) + ((c >> 2) & 1)) % 2 === 1;
    const [a, b, d3] = corners[c];
    if (odd) brush.triangle(a, b, d3);
    else brush.triangle(a, d3, b);
  }
}

/** Flat rectangle facing `towards`, for decals, windows and belts; x, y, z of its middle. */
export function panel(
  brush: Brush,
  x: number,
  y: number,
  z: number,
  width: number,
  height: number,
  towards: '+x' | '-x' | '+y' | '-y' | '+z' | '-z',
): void {
  const sign = towards[0] === '+' ? 1 : -1;
  const axis = towards[1] as Axis;
  const n: Point3 = axis === 'x' ? [sign, 0, 0] : axis === 'y' ? [0, sign, 0] : [0, 0, sign];
  const u: Point3 = axis === 'x' ? [0, 0, -sign] : axis === 'y' ? [1, 0, 0] : [sign, 0, 0];
  const v: Point3 = axis === 'y' ? [0, 0, -sign] : [0, 1, 0];
  const at = (su: number, sv: number) =>
    brush.vertex(
      x + (u[0] * su * width + v[0] * sv * height) / 2,
      y + (u[1] * su * width + v[1] * sv * height) / 2,
      z + (u[2] * su * width + v[2] * sv * height) / 2,
      ...n,
    );
  brush.quad(at(-1, -1), at(1, -1), at(1, 1), at(-1, 1));
}
