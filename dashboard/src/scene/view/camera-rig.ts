import { Box3, PerspectiveCamera, Spherical, Vector3 } from 'three';
import type { Insets } from '../scene-api.ts';
import { openHeading, walk, type Floor, type Steps, type Walker } from './walk.ts';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

/** Vertical field of view of a 35 mm lens on the 24 mm high frame of small-picture film. */
const FIELD_OF_VIEW_DEG = 37.8;
const MOVE_S = 1.2;
/** On a wall: slow enough that nobody looks up only because the picture moves. */
const CALM_MOVE_S = 5;
/** A calm camera sways about its view, so that depth is seen and no pixel of a screen stands still for weeks. */
const SWAY_RAD = 0.045;
const SWAY_PERIOD_S = 48;
const NEAREST_M = 2.2;
const LOWEST_M = 0.7;
/** Who walks sees to the sides; a long lens would hide what they pass. */
const WALK_VIEW_DEG = 58;
/** Of someone who walks: height of the eyes, how far ahead they look, and a little down, as people do. */
const EYE_M = 1.68;
const LOOK_M = 3;
const LEVEL_RAD = 1.48;
/** Kept free around machines, metres. */
const CLEARANCE_M = 0.5;
const MOST_COVERED = { top: 0.2, bottom: 0.2, left: 0.32, right: 0.32 };

export interface View {
  target: Vector3;
  /** Distance from the target, metres. */
  distance: number;
  /** Compass angle, radians: 0 looks along -z. */
  azimuth: number;
  /** Angle from the zenith, radians. */
  polar: number;
}

/** Camera with orbit controls in limits and eased moves. It never rolls and never enters a machine. */
export class CameraRig {
  readonly camera: PerspectiveCamera;
  private readonly controls: OrbitControls;
  private readonly obstacles: readonly Box3[];
  private readonly from: View = view();
  private readonly to: View = view();
  private readonly spherical = new Spherical();
  private readonly offset = new Vector3();
  /** Shares of the picture's height and width that are covered. */
  private readonly covered = { top: 0, bottom: 0, left: 0, right: 0 };
  private progress = 1;
  private moveS = MOVE_S;
  private sways = false;
  private swayS = 0;
  private readonly reducedMotion: boolean;
  private readonly bounds: Box3;
  private readonly mostM: number;
  private floor: Floor | null = null;

  constructor(
    element: HTMLElement,
    bounds: Box3,
    obstacles: readonly Box3[],
    reducedMotion: boolean,
    told: { onChange(): void; onTaken(): void },
  ) {
    this.reducedMotion = reducedMotion;
    this.bounds = bounds;
    this.obstacles = obstacles.map((box) => box.clone().expandByScalar(CLEARANCE_M));
    const reach = bounds.getSize(new Vector3()).length();
    this.camera = new PerspectiveCamera(FIELD_OF_VIEW_DEG, 1, 0.4, reach * 4);
    this.controls = new OrbitControls(this.camera, element);
    this.controls.enableDamping = !reducedMotion;
    this.controls.dampingFactor = 0.12;
    this.controls.maxPolarAngle = 1.5;
    this.controls.minDistance = NEAREST_M;
    this.mostM = reach * 1.5;
    this.controls.maxDistance = this.mostM;
    this.controls.screenSpacePanning = false;
    this.controls.zoomToCursor = true;
    this.controls.addEventListener('change', () => told.onChange());
    this.controls.addEventListener('start', () => {
      this.progress = 1;
      told.onTaken();
    });
  }

  /** `insets` are the pixels along each side that something else covers. */
  resize(width: number, height: number, insets?: Insets): void {
    for (const side of ['top', 'bottom', 'left', 'right'] as const) {
      const length = side === 'top' || side === 'bottom' ? height : width;
      this.covered[side] = Math.min(MOST_COVERED[side], (insets?.[side] ?? 0) / length);
    }
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
  }

  get distance(): number {
    return this.offset.copy(this.camera.position).sub(this.controls.target).length();
  }

  get target(): Vector3 {
    return this.controls.target;
  }

  /** Where the camera stands now, to come back to. */
  get view(): View {
    const now = view();
    this.read(now);
    return now;
  }

  /** Stands on the floor below what the camera looked at, and goes on foot; `null` lets it fly again. */
  walkOn(floor: Floor | null): void {
    if ((floor === null) === (this.floor === null)) return;
    this.floor = floor;
    this.controls.enableZoom = this.controls.enablePan = floor === null;
    this.controls.minDistance = floor ? LOOK_M : NEAREST_M;
    this.controls.maxDistance = floor ? LOOK_M : this.mostM;
    this.progress = 1;
    this.camera.fov = floor ? WALK_VIEW_DEG : FIELD_OF_VIEW_DEG;
    this.camera.updateProjectionMatrix();
    if (!floor) return;
    this.read(this.from);
    const { x, z } = this.controls.target;
    const at = { ...freeSpot(x, z, floor), heading: this.from.azimuth };
    this.stand({ ...at, heading: openHeading(at, floor) });
  }

  /** Goes a step on foot; returns whether the camera moved. */
  step(steps: Steps, dt: number): boolean {
    if (!this.floor || (steps.ahead === 0 && steps.aside === 0 && steps.turn === 0)) return false;
    this.read(this.from);
    const { x, z } = this.camera.position;
    this.stand(walk({ x, z, heading: this.from.azimuth }, steps, dt, this.floor), this.from.polar);
    return true;
  }

  /**
   * Lets the camera go along with something that moves, as far from it as it is.
   *
   * @param nearer share of the distance that it is brought nearer by, below 0 farther
   */
  followTo(place: Vector3, nearer = 0): void {
    if (this.progress < 1) return;
    this.offset.copy(place).sub(this.controls.target);
    this.controls.target.add(this.offset);
    this.camera.position.add(this.offset);
    if (nearer === 0) return;
    this.offset.copy(this.controls.target).sub(this.camera.position);
    this.camera.position.addScaledVector(this.offset, nearer);
  }

  private stand({ x, z, heading }: Walker, polar = LEVEL_RAD): void {
    this.camera.position.set(x, EYE_M, z);
    this.offset.setFromSphericalCoords(LOOK_M, polar, heading);
    this.controls.target.copy(this.camera.position).sub(this.offset);
    this.camera.lookAt(this.controls.target);
  }

  /** Moves slowly and sways, unless less motion was asked for. */
  beCalm(): void {
    this.moveS = CALM_MOVE_S;
    this.sways = !this.reducedMotion;
  }

  /** Goes to a view in 1.2 s (calm: 5 s), at once under reduced motion or on request. */
  moveTo(next: View, atOnce = false): void {
    this.walkOn(null);
    this.read(this.from);
    copyView(this.to, next);
    // The shorter way round.
    const turn = Math.PI * 2;
    this.to.azimuth =
      this.from.azimuth +
      ((((this.to.azimuth - this.from.azimuth + Math.PI) % turn) + turn) % turn) -
      Math.PI;
    this.progress = 0;
    this.swayS = 0;
    if (atOnce || this.reducedMotion) {
      this.progress = 1;
      this.apply(1);
    }
  }

  /**
   * View from a direction that just holds some boxes: their corners touch the frame, less its covered strips. `fill`
   * below 1 leaves room for labels.
   */
  fit(boxes: readonly Box3[], azimuth: number, polar: number, fill: number): View {
    const back = new Vector3().setFromSphericalCoords(1, polar, azimuth);
    const right = new Vector3(Math.cos(azimuth), 0, -Math.sin(azimuth));
    const up = new Vector3().crossVectors(back, right);
    const tanY = Math.tan((this.camera.fov * Math.PI) / 360) * fill;
    const tanX = tanY * this.camera.aspect;
    const tanLeft = tanX * (1 - 2 * this.covered.left);
    const tanRight = tanX * (1 - 2 * this.covered.right);
    const tanTop = tanY * (1 - 2 * this.covered.top);
    const tanBottom = tanY * (1 - 2 * this.covered.bottom);
    const corners = boxes.flatMap(cornersOf);
    const centre = new Box3().setFromPoints(corners).getCenter(new Vector3());
    // Each corner bounds the camera by the plane through it along each side of the frame; the nearest place behind all
    // of them has one plane of each pair of sides touching.
    const side = { x: [-Infinity, Infinity], y: [-Infinity, Infinity] };
    for (const corner of corners) {
      const offset = corner.clone().sub(centre);
      const depth = offset.dot(back);
      for (const [key, along, tanUp, tanDown] of [
        ['x', offset.dot(right), tanRight, tanLeft],
        ['y', offset.dot(up), tanTop, tanBottom],
      ] as const) {
        side[key][0] = Math.max(side[key][0], along + tanUp * depth);
        side[key][1] = Math.min(side[key][1], along - tanDown * depth);
      }
    }
    const distance = Math.max(
      (side.x[0] - side.x[1]) / (tanLeft + tanRight),
      (side.y[0] - side.y[1]) / (tanTop + tanBottom),
    );
    // Between the two places where opposite sides would touch.
    centre.addScaledVector(right, (side.x[0] + side.x[1] - (tanRight - tanLeft) * distance) / 2);
    centre.addScaledVector(up, (side.y[0] + side.y[1] - (tanTop - tanBottom) * distance) / 2);
    // The camera turns about a place in the hall: where the middle of the picture meets the floor, if it is below it.
    const slide = Math.max(0, (this.bounds.min.y + LOWEST_M - centre.y) / back.y);
    centre.addScaledVector(back, slide);
    return { target: centre, distance: distance - slide, azimuth, polar };
  }

  /** Advances moves and damping, and, unless `still`, the sway of a calm camera; returns whether the camera changed. */
  update(dt: number, still = false): boolean {
    if (this.progress < 1) {
      this.progress = Math.min(1, this.progress + dt / this.moveS);
      const t = this.progress;
      this.apply(t < 0.5 ? 4 * t * t * t : 1 - (-2 * t + 2) ** 3 / 2);
      return true;
    }
    if (this.sways) return !still && this.sway(dt);
    const changed = this.controls.update(dt);
    this.keepOutside();
    return changed;
  }

  private sway(dt: number): boolean {
    this.swayS += dt;
    const { azimuth } = this.to;
    const angle = azimuth + SWAY_RAD * Math.sin((this.swayS * Math.PI * 2) / SWAY_PERIOD_S);
    this.spherical.set(this.to.distance, this.to.polar, angle);
    this.camera.position.setFromSpherical(this.spherical).add(this.controls.target);
    this.camera.lookAt(this.controls.target);
    this.keepOutside();
    return true;
  }

  dispose(): void {
    this.controls.dispose();
  }

  private read(into: View): void {
    into.target.copy(this.controls.target);
    this.spherical.setFromVector3(this.offset.copy(this.camera.position).sub(this.controls.target));
    into.distance = this.spherical.radius;
    into.azimuth = this.spherical.theta;
    into.polar = this.spherical.phi;
  }

  private apply(t: number): void {
    const { from, to, controls } = this;
    // Before the first view there is nothing to come from.
    if (from.distance < 0.01) copyView(from, to);
    controls.target.lerpVectors(from.target, to.target, t);
    this.spherical.set(
      // Distances are eased by ratio, so that the picture grows evenly.
      from.distance * (to.distance / Math.max(0.01, from.distance)) ** t,
      from.polar + (to.polar - from.polar) * t,
      from.azimuth + (to.azimuth - from.azimuth) * t,
    );
    this.camera.position.setFromSpherical(this.spherical).add(controls.target);
    this.camera.lookAt(controls.target);
    this.keepOutside();
  }

  private keepOutside(): void {
    const p = this.camera.position;
    if (this.floor) return;
    this.controls.target.clamp(this.bounds.min, this.bounds.max);
    if (p.y < LOWEST_M) p.y = LOWEST_M;
    for (let i = 0; i < this.obstacles.length; i++) {
      // Upwards is always free: there is no ceiling.
      if (this.obstacles[i].containsPoint(p)) p.y = this.obstacles[i].max.y;
    }
  }
}

/** The nearest place where nothing stands, looked for in growing circles. */
function freeSpot(x: number, z: number, floor: Floor): { x: number; z: number } {
  for (let radius = 0; radius < 30; radius += 0.5) {
    for (let angle = 0; angle < Math.PI * 2; angle += Math.PI / 8) {
      const spot = { x: x + radius * Math.sin(angle), z: z + radius * Math.cos(angle) };
      const inside =
        spot.x > floor.minX + 1 &&
        spot.x < floor.maxX - 1 &&
        spot.z > floor.minZ + 1 &&
        spot.z < floor.maxZ - 1;
      if (inside && !floor.isTaken(spot.x, spot.z)) return spot;
    }
  }
  return { x, z };
}

function cornersOf({ min, max }: Box3): Vector3[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map(
    (c) => new Vector3(c & 1 ? max.x : min.x, c & 2 ? max.y : min.y, c & 4 ? max.z : min.z),
  );
}

function view(): View {
  return { target: new Vector3(), distance: 1, azimuth: 0, polar: 1 };
}

function copyView(into: View, from: View): void {
  into.target.copy(from.target);
  into.distance = from.distance;
  into.azimuth = from.azimuth;
  into.polar = from.polar;
}
