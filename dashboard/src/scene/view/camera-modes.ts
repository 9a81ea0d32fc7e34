import { Vector3 } from 'three';
import type { HallSize } from '../hall/hall-form.ts';
import type { MovingParts } from '../parts/moving-parts.ts';
import { PartFollower } from '../parts/part-follower.ts';
import type { MachineLive } from '../plant/machine-live.ts';
import type { Footprint } from '../conveyors/route.ts';
import type { CameraMode } from '../scene-api.ts';
import type { CameraRig } from './camera-rig.ts';
import { isWalkKey, stepsOf, type Floor } from './walk.ts';

/** How near the camera goes to a part that it follows, m. */
const FOLLOW_M = 5;
/** And to the machine that works on it, which hides it. */
const FOLLOW_MACHINE_M = 12;
/** It gets there by this share of the way in a second. */
const NEARER_PER_S = 1.6;
const FOLLOW_POLAR_RAD = 1.05;

/** Ways to go through the hall: around what one looks at, on foot with keys, or along with a part. */
export class CameraModes {
  mode: CameraMode = 'orbit';
  private readonly rig: CameraRig;
  private readonly parts: MovingParts;
  private readonly floor: Floor;
  private readonly told: { onMode(mode: CameraMode): void; onFollowed(inside: MachineLive | null): void };
  private readonly held = new Set<string>();
  private readonly stop = new AbortController();
  private readonly place = new Vector3();
  private follower: PartFollower | null = null;
  /** The machine that the followed part was in last; undefined before anybody was told. */
  private inside: MachineLive | null | undefined;
  /** Distance that the camera still goes to; null where it leaves that to its user. */
  private wantedM: number | null = null;

  constructor(
    rig: CameraRig,
    parts: MovingParts,
    hall: HallSize,
    taken: readonly Footprint[],
    told: { onMode(mode: CameraMode): void; onFollowed(inside: MachineLive | null): void },
  ) {
    this.rig = rig;
    this.parts = parts;
    this.told = told;
    this.floor = {
      minX: -hall.lengthM / 2,
      maxX: hall.lengthM / 2,
      minZ: -hall.widthM / 2,
      maxZ: hall.widthM / 2,
      isTaken: (x, z) => taken.some((box) => x > box.minX && x < box.maxX && z > box.minZ && z < box.maxZ),
    };
    const { signal } = this.stop;
    window.addEventListener('keydown', (event) => this.press(event), { signal });
    window.addEventListener('keyup', ({ code }) => this.held.delete(code), { signal });
    // Keys that are let go of elsewhere are never told.
    window.addEventListener('blur', () => this.held.clear(), { signal });
  }

  set(mode: CameraMode): void {
    if (mode === this.mode) return;
    this.held.clear();
    this.follower = mode === 'follow' ? PartFollower.nearest(this.parts, this.rig.target) : null;
    this.inside = undefined;
    this.wantedM = null;
    const possible = mode === 'follow' && !this.follower ? 'orbit' : mode;
    this.rig.walkOn(possible === 'walk' ? this.floor : null);
    if (this.follower?.place(this.place)) {
      const { azimuth } = this.rig.view;
      this.rig.moveTo({
        target: this.place.clone(),
        distance: FOLLOW_M,
        azimuth,
        polar: FOLLOW_POLAR_RAD,
      });
    }
    this.change(possible);
  }

  /** Goes on by a frame; returns whether the camera moved. */
  update(dt: number): boolean {
    if (this.mode === 'walk') return this.rig.step(stepsOf(this.held), dt);
    if (!this.follower) return false;
    if (this.follower.place(this.place)) {
      this.tellInside(this.follower.inside);
      this.rig.followTo(this.place, this.nearer(dt));
      return true;
    }
    this.follower = null;
    this.change('orbit');
    return false;
  }

  /** The camera was sent elsewhere: nobody walks or follows any more. */
  release(): void {
    this.follower = null;
    this.held.clear();
    this.change('orbit');
  }

  dispose(): void {
    this.stop.abort();
  }

  private change(mode: CameraMode): void {
    if (mode === this.mode) return;
    this.mode = mode;
    this.told.onMode(mode);
  }

  /** Where the followed part is on the picture's floor; null while none is followed. */
  get followed(): Vector3 | null {
    return this.follower && this.place;
  }

  private tellInside(inside: MachineLive | null): void {
    if (inside === this.inside) return;
    this.inside = inside;
    this.wantedM = inside ? FOLLOW_MACHINE_M : FOLLOW_M;
    this.told.onFollowed(inside);
  }

  private nearer(dt: number): number {
    if (this.wantedM === null) return 0;
    const now = this.rig.distance;
    if (Math.abs(now - this.wantedM) < 0.1) {
      this.wantedM = null;
      return 0;
    }
    return Math.min(1, NEARER_PER_S * dt) * (1 - this.wantedM / now);
  }

  private press(event: KeyboardEvent): void {
    if (this.mode !== 'walk' || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const types = target instanceof HTMLElement && target.closest('input, textarea, select, [role="dialog"]');
    if (types || !isWalkKey(event.code)) return;
    event.preventDefault();
    this.held.add(event.code);
  }
}
