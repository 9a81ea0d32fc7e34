import { Euler, Matrix3, Matrix4, ShapeUtils, Vector2, Vector3 } from 'three';
import type { Axis } from '../geometry/axis.ts';
import { MeshData } from '../geometry/mesh-data.ts';
import { roundCorners, type Point3 } from '../geometry/polyline.ts';
import type { BuiltForm, EmitterKind, FormSize } from './form.ts';
import type { Paint } from './paint.ts';

export interface Turn {
  rx?: number;
  ry?: number;
  rz?: number;
}

interface RingPoint {
  radius: number;
  along: number;
  normalRadial: number;
  normalAlong: number;
}

/** Edges of machines are broken by about this much, metres. */
const EDGE_M = 0.025;
/** Below this a broken edge is smaller than a pixel from any place the camera can go, metres. */
const PLAIN_BOX_M = 0.045;
const PLAIN_ROUND_M = 0.095;
/** Profile corners flatter than this are drawn round. */
const CREASE_COSINE = Math.cos((38 * Math.PI) / 180);

/**
 * Draws one machine kind. Metres, in the machine's own frame: x along the flow of parts, y up from the
 * floor, z across; 0, 0, 0 is the middle of its footprint. Boxes and upright things are placed by the middle
 * of their underside, because machines are built up from the floor.
 */
export class FormBuilder {
  private readonly form: BuiltForm;
  private matrix = new Matrix4();
  private readonly normalMatrix = new Matrix3();
  private currentJoint = 0;
  private currentGlow = 0;
  private inDetail = false;

  constructor(size: FormSize) {
    this.form = {
      size,
      opaque: new MeshData(),
      detail: new MeshData(),
      glass: new MeshData(),
      joints: [],
      glows: [],
      halos: [],
      emitters: [],
      ports: new Map(),
      anchors: new Map(),
    };
  }

  get size(): FormSize {
    return this.form.size;
  }

  finish(): BuiltForm {
    return this.form;
  }

  /** Everything drawn in `draw` is moved to a place and turned (radians, order x, y, z). */
  at(x: number, y: number, z: number, turn: Turn | (() => void), draw?: () => void): void {
    const saved = this.matrix;
    const turns = typeof turn === 'function' ? {} : turn;
    const local = new Matrix4()
      .makeRotationFromEuler(new Euler(turns.rx ?? 0, turns.ry ?? 0, turns.rz ?? 0))
      .setPosition(x, y, z);
    this.matrix = saved.clone().multiply(local);
    (typeof turn === 'function' ? turn : draw)?.();
    this.matrix = saved;
  }

  /** Everything drawn in `draw` moves with a joint whose origin lies at x, y, z when it rests. */
  joint(name: string, x: number, y: number, z: number, draw: () => void, turn: Turn = {}): void {
    const rest = this.matrix
      .clone()
      .multiply(
        new Matrix4()
          .makeRotationFromEuler(new Euler(turn.rx ?? 0, turn.ry ?? 0, turn.rz ?? 0))
          .setPosition(x, y, z),
      );
    const savedMatrix = this.matrix;
    const savedJoint = this.currentJoint;
    this.form.joints.push({ name, parent: savedJoint - 1, rest });
    this.currentJoint = this.form.joints.length;
    this.matrix = new Matrix4();
    draw();
    this.matrix = savedMatrix;
    this.currentJoint = savedJoint;
  }

  /** Everything drawn in `draw` shines in the glow's colour, beside being lit. */
  glow(name: string, draw: () => void, initial: readonly [number, number, number] = [0, 0, 0]): void {
    let at = this.form.glows.findIndex((g) => g.name === name);
    if (at < 0) {
      const [r, g, b] = initial;
      at = this.form.glows.push({ name, r, g, b }) - 1;
    }
    const saved = this.currentGlow;
    this.currentGlow = at + 1;
    draw();
    this.currentGlow = saved;
  }

  /** Small things that are left out from far away. */
  detail(draw: () => void): void {
    const saved = this.inDetail;
    this.inDetail = true;
    draw();
    this.inDetail = saved;
  }

  /** A soft light around the current glow. */
  halo(x: number, y: number, z: number, radiusM: number): void {
    const p = new Vector3(x, y, z).applyMatrix4(this.matrix);
    this.form.halos.push({
      glow: this.currentGlow - 1,
      joint: this.currentJoint - 1,
      x: p.x,
      y: p.y,
      z: p.z,
      radiusM,
    });
  }

  emitter(name: string, kind: EmitterKind, at: Point3, velocity: Point3, spreadM: number): void {
    const p = new Vector3(...at).applyMatrix4(this.matrix);
    const v = new Vector3(...velocity).transformDirection(this.matrix);
    const speed = Math.hypot(...velocity);
    this.form.emitters.push({
      name,
      kind,
      joint: this.currentJoint - 1,
      x: p.x,
      y: p.y,
      z: p.z,
      dx: v.x * speed,
      dy: v.y * speed,
      dz: v.z * speed,
      spreadM,
    });
  }

  /** Where parts come in or go out. */
  port(name: 'in' | 'out', x: number, y: number, z: number): void {
    this.form.ports.set(name, { x, y, z });
  }

  anchor(name: string, x: number, y: number, z: number): void {
    const p = new Vector3(x, y, z).applyMatrix4(this.matrix);
    this.form.anchors.set(name, { joint: this.currentJoint - 1, x: p.x, y: p.y, z: p.z });
  }

  /** Box with broken edges; x, z of its middle, y of its underside; w along x, h along y, d along z. */
  box(paint: Paint, x: number, y: number, z: number, w: number, h: number, d: number, edge = EDGE_M): void {
    const mesh = this.bucket(paint);
    const sharp = [w, h, d].filter((size) => size < PLAIN_BOX_M).length > 1 || edge <= 0.004;
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
        three.push(this.vertex(mesh, paint, p[0], p[1], p[2], n[0], n[1], n[2]));
      }
      corners.push(three);
    }
    for (let axis = 0; axis < 3; axis++) {
      const u = 1 << ((axis + 1) % 3);
      const v = 1 << ((axis + 2) % 3);
      for (const side of [0, 1 << axis]) {
        const quad = [side, side | u, side | u | v, side | v].map((c) => corners[c][axis]);
        if (side) this.quad(mesh, quad[0], quad[1], quad[2], quad[3]);
        else this.quad(mesh, quad[3], quad[2], quad[1], quad[0]);
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
          if (sa === sb) this.quad(mesh, quad[3], quad[2], quad[1], quad[0]);
          else this.quad(mesh, quad[0], quad[1], quad[2], quad[3]);
        }
      }
    }
    for (let c = 0; c < 8; c++) {
      const odd = ((c & 1) + ((c >> 1) & 1) + ((c >> 2) & 1)) % 2 === 1;
      const [a, b, d3] = corners[c];
      if (odd) this.triangle(mesh, a, b, d3);
      else this.triangle(mesh, a, d3, b);
    }
  }

  /** Flat rectangle facing `towards`, for decals, windows and belts; x, y, z of its middle. */
  panel(
    paint: Paint,
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
    towards: '+x' | '-x' | '+y' | '-y' | '+z' | '-z',
  ): void {
    const mesh = this.bucket(paint);
    const sign = towards[0] === '+' ? 1 : -1;
    const axis = towards[1] as Axis;
    const n: Point3 = axis === 'x' ? [sign, 0, 0] : axis === 'y' ? [0, sign, 0] : [0, 0, sign];
    const u: Point3 = axis === 'x' ? [0, 0, -sign] : axis === 'y' ? [1, 0, 0] : [sign, 0, 0];
    const v: Point3 = axis === 'y' ? [0, 0, -sign] : [0, 1, 0];
    const at = (su: number, sv: number) =>
      this.vertex(
        mesh,
        paint,
        x + (u[0] * su * width + v[0] * sv * height) / 2,
        y + (u[1] * su * width + v[1] * sv * height) / 2,
        z + (u[2] * su * width + v[2] * sv * height) / 2,
        ...n,
      );
    this.quad(mesh, at(-1, -1), at(1, -1), at(1, 1), at(-1, 1));
  }

  /** Round bar or disc with broken edges; x, y, z is the middle of its first end, `length` runs along +axis. */
  cylinder(
    paint: Paint,
    axis: Axis,
    x: number,
    y: number,
    z: number,
    radius: number,
    length: number,
    segments = 20,
    edge = 0.012,
  ): void {
    const count = segmentsFor(radius, segments);
    if (radius < PLAIN_ROUND_M) {
      this.revolve(
        paint,
        axis,
        x,
        y,
        z,
        [
          { radius: 0, along: 0, normalRadial: 0, normalAlong: -1 },
          { radius, along: 0, normalRadial: 0, normalAlong: -1 },
          { radius, along: 0, normalRadial: 1, normalAlong: 0 },
          { radius, along: length, normalRadial: 1, normalAlong: 0 },
          { radius, along: length, normalRadial: 0, normalAlong: 1 },
          { radius: 0, along: length, normalRadial: 0, normalAlong: 1 },
        ],
        count,
      );
      return;
    }
    const e = Math.min(edge, radius * 0.4, length * 0.4);
    this.revolve(
      paint,
      axis,
      x,
      y,
      z,
      [
        { radius: 0, along: 0, normalRadial: 0, normalAlong: -1 },
        { radius: radius - e, along: 0, normalRadial: 0, normalAlong: -1 },
        { radius, along: e, normalRadial: 1, normalAlong: 0 },
        { radius, along: length - e, normalRadial: 1, normalAlong: 0 },
        { radius: radius - e, along: length, normalRadial: 0, normalAlong: 1 },
        { radius: 0, along: length, normalRadial: 0, normalAlong: 1 },
      ],
      count,
    );
  }

  /** Ring with broken edges, such as a wheel, a flange or a bearing ring. */
  ring(
    paint: Paint,
    axis: Axis,
    x: number,
    y: number,
    z: number,
    outer: number,
    inner: number,
    length: number,
    segments = 24,
    edge = 0.008,
  ): void {
    const count = segmentsFor(outer, segments);
    const plain = (radius: number, along: number, normalRadial: number, normalAlong: number): RingPoint => ({
      radius,
      along,
      normalRadial,
      normalAlong,
    });
    if (outer < PLAIN_ROUND_M * 1.5) {
      this.revolve(
        paint,
        axis,
        x,
        y,
        z,
        [
          plain(inner, length, -1, 0),
          plain(inner, 0, -1, 0),
          plain(inner, 0, 0, -1),
          plain(outer, 0, 0, -1),
          plain(outer, 0, 1, 0),
          plain(outer, length, 1, 0),
          plain(outer, length, 0, 1),
          plain(inner, length, 0, 1),
        ],
        count,
      );
      return;
    }
    const e = Math.min(edge, (outer - inner) * 0.4, length * 0.4);
    this.revolve(
      paint,
      axis,
      x,
      y,
      z,
      [
        { radius: inner, along: length - e, normalRadial: -1, normalAlong: 0 },
        { radius: inner, along: e, normalRadial: -1, normalAlong: 0 },
        { radius: inner + e, along: 0, normalRadial: 0, normalAlong: -1 },
        { radius: outer - e, along: 0, normalRadial: 0, normalAlong: -1 },
        { radius: outer, along: e, normalRadial: 1, normalAlong: 0 },
        { radius: outer, along: length - e, normalRadial: 1, normalAlong: 0 },
        { radius: outer - e, along: length, normalRadial: 0, normalAlong: 1 },
        { radius: inner + e, along: length, normalRadial: 0, normalAlong: 1 },
        { radius: inner, along: length - e, normalRadial: -1, normalAlong: 0 },
      ],
      count,
    );
  }

  /**
   * Turned shape. `profile` runs from the first end along +axis as [radius, along]; flat corners are drawn
   * round, sharp ones stay sharp.
   */
  lathe(
    paint: Paint,
    axis: Axis,
    x: number,
    y: number,
    z: number,
    profile: readonly (readonly [radius: number, along: number])[],
    segments = 24,
  ): void {
    const tangents = profile.slice(1).map(([radius, along], i) => {
      const dr = radius - profile[i][0];
      const da = along - profile[i][1];
      const length = Math.hypot(dr, da) || 1;
      return { r: da / length, a: -dr / length };
    });
    const rings: RingPoint[] = [];
    profile.forEach(([radius, along], i) => {
      const before = tangents[i - 1];
      const after = tangents[i];
      const smooth = before && after && before.r * after.r + before.a * after.a > CREASE_COSINE;
      const push = (n: { r: number; a: number }) =>
        rings.push({ radius, along, normalRadial: n.r, normalAlong: n.a });
      if (smooth) {
        const r = before.r + after.r;
        const a = before.a + after.a;
        const length = Math.hypot(r, a);
        push({ r: r / length, a: a / length });
      } else {
        if (before) push(before);
        if (after) push(after);
      }
    });
    const widest = Math.max(...profile.map(([radius]) => radius));
    this.revolve(paint, axis, x, y, z, rings, segments <= 6 ? segments : segmentsFor(widest, segments));
  }

  /** Pipe, hose or cable along a polyline with rounded corners. */
  tube(paint: Paint, points: readonly Point3[], radius: number, segments = 8, bend = radius * 3): void {
    const mesh = this.bucket(paint);
    const path = roundCorners(points, bend);
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
      for (let s = 0; s < segments; s++) {
        const angle = (s / segments) * Math.PI * 2;
        const nx = normal.x * Math.cos(angle) + binormal.x * Math.sin(angle);
        const ny = normal.y * Math.cos(angle) + binormal.y * Math.sin(angle);
        const nz = normal.z * Math.cos(angle) + binormal.z * Math.sin(angle);
        ring.push(
          this.vertex(mesh, paint, p.x + nx * radius, p.y + ny * radius, p.z + nz * radius, nx, ny, nz),
        );
      }
      if (previous) {
        for (let s = 0; s < segments; s++) {
          const t = (s + 1) % segments;
          this.quad(mesh, previous[s], previous[t], ring[t], ring[s]);
        }
      }
      previous = ring;
    });
  }

  /** Plate with an outline in x and y (counter-clockwise), `depth` thick along z, its middle at z. */
  extrude(
    paint: Paint,
    z: number,
    outline: readonly (readonly [x: number, y: number])[],
    depth: number,
    edge = EDGE_M,
  ): void {
    const mesh = this.bucket(paint);
    const points = outline.map(([x, y]) => new Vector2(x, y));
    if (ShapeUtils.isClockWise(points)) points.reverse();
    const count = points.length;
    const e = Math.min(edge, depth * 0.4);
    const edges = points.map((p, i) => {
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
      inset.map((p) => this.vertex(mesh, paint, p.x, p.y, z + (side * depth) / 2, 0, 0, side)),
    );
    for (const [a, b, c] of triangles) {
      this.triangle(mesh, caps[0][a], caps[0][b], caps[0][c]);
      this.triangle(mesh, caps[1][a], caps[1][c], caps[1][b]);
    }
    for (let i = 0; i < count; i++) {
      const j = (i + 1) % count;
      const normalAt = (at: number, neighbour: number) => {
        const own = edges[i];
        const other = edges[neighbour];
        const cosine = own.nx * other.nx + own.ny * other.ny;
        if (cosine < CREASE_COSINE) return [own.nx, own.ny];
        const nx = own.nx + other.nx;
        const ny = own.ny + other.ny;
        const length = Math.hypot(nx, ny);
        void at;
        return [nx / length, ny / length];
      };
      const ni = normalAt(i, (i + count - 1) % count);
      const nj = normalAt(j, j);
      const side = (p: Vector2, n: number[], sign: number) =>
        this.vertex(mesh, paint, p.x, p.y, z + sign * (depth / 2 - e), n[0], n[1], 0);
      const fi = side(points[i], ni, 1);
      const fj = side(points[j], nj, 1);
      const bi = side(points[i], ni, -1);
      const bj = side(points[j], nj, -1);
      this.quad(mesh, fi, bi, bj, fj);
      this.quad(mesh, caps[0][i], fi, fj, caps[0][j]);
      this.quad(mesh, bi, caps[1][i], caps[1][j], bj);
    }
  }

  /** Ball, or a part of one from the top down to `downTo` radians. */
  ball(paint: Paint, x: number, y: number, z: number, radius: number, segments = 12, downTo = Math.PI): void {
    const rings: RingPoint[] = [];
    const steps = Math.max(3, Math.round((segments / 2) * (downTo / Math.PI)));
    for (let i = steps; i >= 0; i--) {
      const angle = (i / steps) * downTo;
      const s = Math.sin(angle);
      const c = Math.cos(angle);
      rings.push({ radius: radius * s, along: radius * c, normalRadial: s, normalAlong: c });
    }
    this.revolve(paint, 'y', x, y, z, rings, segments);
  }

  private revolve(
    paint: Paint,
    axis: Axis,
    x: number,
    y: number,
    z: number,
    rings: readonly RingPoint[],
    segments: number,
  ): void {
    const mesh = this.bucket(paint);
    const place = (ring: RingPoint, angle: number): number => {
      const c = Math.cos(angle);
      const s = Math.sin(angle);
      const { radius: r, along: h, normalRadial: nr, normalAlong: nh } = ring;
      // The two radial axes follow the turning axis in cyclic order, so that winding is the same for all.
      if (axis === 'x') return this.vertex(mesh, paint, x + h, y + r * c, z + r * s, nh, nr * c, nr * s);
      if (axis === 'y') return this.vertex(mesh, paint, x + r * s, y + h, z + r * c, nr * s, nh, nr * c);
      return this.vertex(mesh, paint, x + r * c, y + r * s, z + h, nr * c, nr * s, nh);
    };
    let previous: number[] | undefined;
    let previousRadius = 0;
    let previousAlong = 0;
    for (const ring of rings) {
      const current: number[] = [];
      for (let s = 0; s < segments; s++) current.push(place(ring, (s / segments) * Math.PI * 2));
      // Two rings in one place only change the normal: a sharp edge.
      const apart = Math.abs(ring.radius - previousRadius) + Math.abs(ring.along - previousAlong) > 1e-6;
      if (previous && apart) {
        for (let s = 0; s < segments; s++) {
          const t = (s + 1) % segments;
          if (ring.radius > 1e-6) this.triangle(mesh, previous[s], current[t], current[s]);
          if (previousRadius > 1e-6) this.triangle(mesh, previous[s], previous[t], current[t]);
        }
      }
      previous = current;
      previousRadius = ring.radius;
      previousAlong = ring.along;
    }
  }

  private bucket(paint: Paint): MeshData {
    if (paint.opacity < 1) return this.form.glass;
    return this.inDetail ? this.form.detail : this.form.opaque;
  }

  private vertex(
    mesh: MeshData,
    paint: Paint,
    x: number,
    y: number,
    z: number,
    nx: number,
    ny: number,
    nz: number,
  ): number {
    const m = this.matrix.elements;
    mesh.position.push(
      m[0] * x + m[4] * y + m[8] * z + m[12],
      m[1] * x + m[5] * y + m[9] * z + m[13],
      m[2] * x + m[6] * y + m[10] * z + m[14],
    );
    const n = this.normalMatrix.setFromMatrix4(this.matrix).elements;
    mesh.normal.push(
      n[0] * nx + n[3] * ny + n[6] * nz,
      n[1] * nx + n[4] * ny + n[7] * nz,
      n[2] * nx + n[5] * ny + n[8] * nz,
    );
    mesh.colour.push(paint.r, paint.g, paint.b);
    mesh.surface.push(paint.roughness, paint.metalness, paint.pattern / 255, paint.opacity);
    mesh.joint.push(this.currentJoint);
    mesh.glow.push(this.currentGlow);
    return mesh.vertexCount - 1;
  }

  private triangle(mesh: MeshData, a: number, b: number, c: number): void {
    mesh.index.push(a, b, c);
  }

  private quad(mesh: MeshData, a: number, b: number, c: number, d: number): void {
    mesh.index.push(a, b, c, a, c, d);
  }
}

/** Corners of a circle: as many as were asked for, fewer where the circle is small. */
function segmentsFor(radiusM: number, most: number): number {
  return Math.max(6, Math.min(most, Math.round(8 + radiusM * 36)));
}
