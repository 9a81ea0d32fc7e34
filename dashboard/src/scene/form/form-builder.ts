import { Euler, Matrix4, Vector3 } from 'three';
import type { Axis } from '../geometry/axis.ts';
import { MeshData } from '../geometry/mesh-data.ts';
import type { Point3 } from '../geometry/polyline.ts';
import type { BuiltForm, EmitterKind, FormSize } from './form.ts';
import type { Paint } from './paint.ts';
import { box, panel } from './shapes/box.ts';
import { Brush, type Fineness } from './shapes/brush.ts';
import { extrude, tube } from './shapes/swept.ts';
import { ball, cylinder, lathe, ring } from './shapes/turned.ts';

export interface Turn {
  rx?: number;
  ry?: number;
  rz?: number;
}

/** Edges of machines are broken by about this much, metres. */
const EDGE_M = 0.025;
/** What is smaller than this in all directions is left out from far away, where it fills three pixels, metres. */
const FAR_LEAST_M = 0.09;
/** Hoses thinner than this are left out from far away, radius in metres. */
const FAR_THINNEST_M = 0.012;

/**
 * Draws one machine kind. Metres, in the machine's own frame: x along the flow of parts, y up from the
 * floor, z across; 0, 0, 0 is the middle of its footprint. Boxes and upright things are placed by the middle
 * of their underside, because machines are built up from the floor. Every shape is drawn twice: fine, and coarse for
 * where nobody sees the difference.
 */
export class FormBuilder {
  private readonly form: BuiltForm;
  private matrix = new Matrix4();
  private readonly brush = new Brush();
  private currentJoint = 0;
  private currentGlow = 0;
  private shownFrom: Fineness | 'both' = 'both';

  constructor(size: FormSize) {
    this.form = {
      size,
      opaque: new MeshData(),
      glass: new MeshData(),
      far: { opaque: new MeshData(), glass: new MeshData() },
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
    this.onlyFrom('near', draw);
  }

  /** What stands for details where they are left out. */
  distant(draw: () => void): void {
    this.onlyFrom('far', draw);
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
    this.draw(paint, Math.max(w, h, d), (brush) => box(brush, x, y, z, w, h, d, edge));
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
    this.draw(paint, Math.max(width, height), (brush) => panel(brush, x, y, z, width, height, towards));
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
    this.draw(paint, Math.max(2 * radius, length), (brush) =>
      cylinder(brush, { axis, x, y, z }, radius, length, segments, edge),
    );
  }

  /** Ring with broken edges, such as a wheel, a flange or a bearing ring; placed like a cylinder. */
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
    this.draw(paint, 2 * outer, (brush) =>
      ring(brush, { axis, x, y, z }, outer, inner, length, segments, edge),
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
    this.draw(paint, Infinity, (brush) => lathe(brush, { axis, x, y, z }, profile, segments));
  }

  /** Pipe, hose or cable along a polyline with rounded corners. */
  tube(paint: Paint, points: readonly Point3[], radius: number, segments = 8, bend = radius * 3): void {
    this.draw(paint, radius < FAR_THINNEST_M ? 0 : Infinity, (brush) =>
      tube(brush, points, radius, segments, bend),
    );
  }

  /** Plate with an outline in x and y (counter-clockwise), `depth` thick along z, its middle at z. */
  extrude(
    paint: Paint,
    z: number,
    outline: readonly (readonly [x: number, y: number])[],
    depth: number,
    edge = EDGE_M,
  ): void {
    this.draw(paint, Infinity, (brush) => extrude(brush, z, outline, depth, edge));
  }

  /** Ball, or a part of one from the top down to `downTo` radians. */
  ball(paint: Paint, x: number, y: number, z: number, radius: number, segments = 12, downTo = Math.PI): void {
    this.draw(paint, 2 * radius, (brush) => ball(brush, { axis: 'y', x, y, z }, radius, segments, downTo));
  }

  /** Draws a shape of this size in both finenesses; what is small or a detail is not seen from far away. */
  private draw(paint: Paint, sizeM: number, shape: (brush: Brush) => void): void {
    const { form, brush } = this;
    const glass = paint.opacity < 1;
    if (this.shownFrom !== 'far') {
      const near = glass ? form.glass : form.opaque;
      brush.take(near, 'near', paint, this.matrix, this.currentJoint, this.currentGlow);
      shape(brush);
    }
    if (this.shownFrom !== 'near' && sizeM >= FAR_LEAST_M) {
      const far = glass ? form.far.glass : form.far.opaque;
      brush.take(far, 'far', paint, this.matrix, this.currentJoint, this.currentGlow);
      shape(brush);
    }
  }

  private onlyFrom(distance: Fineness, draw: () => void): void {
    const saved = this.shownFrom;
    this.shownFrom = distance;
    draw();
    this.shownFrom = saved;
  }
}
