import { ShapeUtils, Vector2, Vector3 } from 'three';
import { roundCorners, type Point3 } from '../../geometry/polyline.ts';
import type { Brush } from './brush.ts';

/** Outline corners flatter than this are drawn round. */
const CREASE_COSINE = Math.cos((38 * Math.PI) / 180);
const FAR_SEGMENTS = 4;

/** Pipe, hose or cable along a polyline with rounded corners. */
export function tube(
  brush: Brush,
  points: readonly Point3[],
  radius: number,
  segments: number,
  bend: number,
): void {
  const far = brush.fineness === 'far';
  const path = far ? points.map((p) => new Vector3(...p)) : roundCorners(points, bend);
  const around = far ? FAR_SEGMENTS : segments;
  const tangent = new Vector3();
  const normal = new Vector3();
  const binormal = new Vector3();
  let previous: number[] | undefined;
  path.forEach((p, i) => {
    tangent
      .copy(path[Math.min(i + 1, path.length - 1)])
      .sub(path[Math.max(i - 1, 0)])
      .normalize();
    if (i === 0) {
      normal.set(Math.abs(tangent.y) > 0.9 ? 1 : 0, Math.abs(tangent.y) > 0.9 ? 0 : 1, 0);
    }
    normal.addScaledVector(tangent, -normal.dot(tangent)).normalize();
    binormal.crossVectors(tangent, normal);
    const ring: number[] = [];
    for (let s = 0; s < around; s++) {
      const angle = (s / around) * Math.PI * 2;
      const nx = normal.x * Math.cos(angle) + binormal.x * Math.sin(angle);
      const ny = normal.y * Math.cos(angle) + binormal.y * Math.sin(angle);
      const nz = normal.z * Math.cos(angle) + binormal.z * Math.sin(angle);
      ring.push(brush.vertex(p.x + nx * radius, p.y + ny * radius, p.z + nz * radius, nx, ny, nz));
    }
    if (previous) {
      for (let s = 0; s < around; s++) {
        const t = (s + 1) % around;
        brush.quad(previous[s], previous[t], ring[t], ring[s]);
      }
    }
    previous = ring;
  });
}

/** Plate with an outline in x and y (counter-clockwise), `depth` thick along z, its middle at z. */
export function extrude(
  brush: Brush,
  z: number,
  outline: readonly (readonly [x: number, y: number])[],
  depth: number,
  edge: number,
): void {
  const points = outline.map(([x, y]) => new Vector2(x, y));
  if (ShapeUtils.isClockWise(points)) points.reverse();
  const count = points.length;
  const e = brush.fineness === 'far' ? 0 : Math.min(edge, depth * 0.4);
  const edges = points.map((p, i): Edge => {
    const q = points[(i + 1) % count];
    const length = p.distanceTo(q) || 1;
    return { nx: (q.y - p.y) / length, ny: -(q.x - p.x) / length };
  });
  const inset = points.map((p, i) => {
    const a = edges[(i + count - 1) % count];
    const b = edges[i];
    const scale = e / Math.max(0.35, 1 + a.nx * b.nx + a.ny * b.ny);
    return new Vector2(p.x - (a.nx + b.nx) * scale, p.y - (a.ny + b.ny) * scale);
  });
  const triangles = ShapeUtils.triangulateShape(inset, []);
  const caps = [1, -1].map((side) =>
    inset.map((p) => brush.vertex(p.x, p.y, z + (side * depth) / 2, 0, 0, side)),
  );
  for (const [a, b, c] of triangles) {
    brush.triangle(caps[0][a], caps[0][b], caps[0][c]);
    brush.triangle(caps[1][a], caps[1][c], caps[1][b]);
  }
  const normalBetween = (own: Edge, other: Edge) => {
    if (own.nx * other.nx + own.ny * other.ny < CREASE_COSINE) return own;
    const length = Math.hypot(own.nx + other.nx, own.ny + other.ny);
    return { nx: (own.nx + other.nx) / length, ny: (own.ny + other.ny) / length };
  };
  const side = (p: Vector2, { nx, ny }: Edge, sign: number) =>
    brush.vertex(p.x, p.y, z + sign * (depth / 2 - e), nx, ny, 0);
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    const ni = normalBetween(edges[i], edges[(i + count - 1) % count]);
    const nj = normalBetween(edges[i], edges[j]);
    const fi = side(points[i], ni, 1);
    const fj = side(points[j], nj, 1);
    const bi = side(points[i], ni, -1);
    const bj = side(points[j], nj, -1);
    brush.quad(fi, bi, bj, fj);
    if (e === 0) continue;
    brush.quad(caps[0][i], fi, fj, caps[0][j]);
    brush.quad(bi, caps[1][i], caps[1][j], bj);
  }
}

/** Normal of one side of an outline. */
interface Edge {
  nx: number;
  ny: number;
}
