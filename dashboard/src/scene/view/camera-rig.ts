import { type Box3, PerspectiveCamera, Spherical, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

/** Vertical field of view of a 35 mm lens on the 24 mm high frame of small-picture film. */
const FIELD_OF_VIEW_DEG = 37.8;
const MOVE_S = 1.2;
const NEAREST_M = 2.2;
const LOWEST_M = 0.7;
/** Kept free around machines, metres. */
const CLEARANCE_M = 0.5;

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
  private progress = 1;
  private readonly reducedMotion: boolean;
  private readonly bounds: Box3;

  constructor(
    element: HTMLElement,
    bounds: Box3,
    obstacles: readonly Box3[],
    reducedMotion: boolean,
    onChange: () => void,
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
    this.controls.maxDistance = reach * 1.5;
    this.controls.screenSpacePanning = false;
    this.controls.zoomToCursor = true;
    this.controls.addEventListener('change', onChange);
    this.controls.addEventListener('start', () => (this.progress = 1));
  }

  resize(width: number, height: number): void {
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
  }

  /** True while the camera moves by itself. */
  get moving(): boolean {
    return this.progress < 1;
  }

  get distance(): number {
    return this.offset.copy(this.camera.position).sub(this.controls.target).length();
  }

  get target(): Vector3 {
    return this.controls.target;
  }

  /** Goes to a view in 1.2 s, at once under reduced motion or on request. */
  moveTo(next: View, atOnce = false): void {
    this.read(this.from);
    copyView(this.to, next);
    // The shorter way round.
    const turn = Math.PI * 2;
    this.to.azimuth =
      this.from.azimuth +
      ((((this.to.azimuth - this.from.azimuth + Math.PI) % turn) + turn) % turn) -
      Math.PI;
    this.progress = 0;
    if (atOnce || this.reducedMotion) {
      this.progress = 1;
      this.apply(1);
    }
  }

  /** Distance from which a ball of this radius fills the frame. */
  distanceFor(radiusM: number, fill = 0.8): number {
    const half = (this.camera.fov * Math.PI) / 360;
    const narrow = Math.min(half, Math.atan(Math.tan(half) * this.camera.aspect));
    return radiusM / Math.sin(narrow) / fill;
  }

  /**
   * View from a direction that just holds a box: its eight corners touch the frame. `fill` below 1 leaves room
   * for labels.
   */
  fit(box: Box3, azimuth: number, polar: number, fill: number): View {
    const back = new Vector3().setFromSphericalCoords(1, polar, azimuth);
    const right = new Vector3(Math.cos(azimuth), 0, -Math.sin(azimuth));
    const up = new Vector3().crossVectors(back, right);
    const tanY = Math.tan((this.camera.fov * Math.PI) / 360) * fill;
    const tanX = tanY * this.camera.aspect;
    const centre = box.getCenter(new Vector3());
    const corner = new Vector3();
    let distance = 0;
    // The middle of a picture in perspective is not the middle of the box: two or three corrections find it.
    for (let pass = 0; pass < 6; pass++) {
      distance = 0;
      let [left, rightmost, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
      const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((c) => {
        corner
          .set(c & 1 ? box.max.x : box.min.x, c & 2 ? box.max.y : box.min.y, c & 4 ? box.max.z : box.min.z)
          .sub(centre);
        return { x: corner.dot(right), y: corner.dot(up), z: corner.dot(back) };
      });
      for (const c of corners)
        distance = Math.max(distance, c.z + Math.abs(c.x) / tanX, c.z + Math.abs(c.y) / tanY);
      for (const c of corners) {
        left = Math.min(left, c.x / (distance - c.z));
        rightmost = Math.max(rightmost, c.x / (distance - c.z));
        bottom = Math.min(bottom, c.y / (distance - c.z));
        top = Math.max(top, c.y / (distance - c.z));
      }
      centre.addScaledVector(right, ((left + rightmost) / 2) * distance);
      centre.addScaledVector(up, ((bottom + top) / 2) * distance);
    }
    return { target: centre, distance, azimuth, polar };
  }

  /** Advances moves and damping; returns whether the camera changed. */
  update(dt: number): boolean {
    if (this.progress < 1) {
      this.progress = Math.min(1, this.progress + dt / MOVE_S);
      const t = this.progress;
      this.apply(t < 0.5 ? 4 * t * t * t : 1 - (-2 * t + 2) ** 3 / 2);
      return true;
    }
    const changed = this.controls.update(dt);
    this.keepOutside();
    return changed;
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
    this.controls.target.clamp(this.bounds.min, this.bounds.max);
    if (p.y < LOWEST_M) p.y = LOWEST_M;
    for (let i = 0; i < this.obstacles.length; i++) {
      // Upwards is always free: there is no ceiling.
      if (this.obstacles[i].containsPoint(p)) p.y = this.obstacles[i].max.y;
    }
  }
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
