import { DirectionalLight, Vector3 } from 'three';
import type { HallSize } from '../hall/hall-form.ts';

/** From the side of where the hall is looked at from: machines have a lit and a shaded side, and throw their shadow beside them. */
const DIRECTION = new Vector3(-0.5, 1, 0.3).normalize();
const HEIGHT_M = 90;
const MAP_SIZE = 2048;
/** Steps in which the lit square grows, so that its shadows do not swim while the camera moves. */
const EXTENT_STEP = 1.5;
const LEAST_EXTENT_M = 8;
/** Moving pieces redraw the shadow map at most this often, ms. */
const SHADOW_PERIOD_MS = 120;
const SHADOW_LAG_FRAMES = 4;

const ORIGIN = new Vector3();

/**
 * The one light that casts shadows. Its map covers what the camera looks at, in steps, so that it is fine near by; it is
 * drawn again only when that changed or when something that casts a shadow moved.
 */
export class Sun {
  readonly light = new DirectionalLight();
  private readonly mostM: number;
  private readonly centre = new Vector3(Infinity, 0, 0);
  private extentM = 0;
  private drawnAtMs = 0;

  constructor(hall: HallSize) {
    this.mostM = Math.hypot(hall.lengthM, hall.widthM) / 2 + 2;
    const { light } = this;
    light.castShadow = true;
    light.shadow.mapSize.set(MAP_SIZE, MAP_SIZE);
    light.shadow.radius = 3;
    light.shadow.normalBias = 0.04;
    light.shadow.bias = -0.0004;
  }

  /** Side of the shadow map; 0 draws no shadows. */
  setTexels(texels: number): void {
    const { light } = this;
    light.castShadow = texels > 0;
    if (texels === 0 || light.shadow.mapSize.x === texels) return;
    light.shadow.mapSize.set(texels, texels);
    light.shadow.map?.dispose();
    light.shadow.map = null;
  }

  /** Lets the shadow map cover a place seen from a distance; returns whether it has to be drawn again. */
  cover(place: Vector3, distanceM: number): boolean {
    const wanted = Math.min(this.mostM, Math.max(LEAST_EXTENT_M, distanceM * 0.9));
    const steps = Math.ceil(Math.log(wanted / LEAST_EXTENT_M) / Math.log(EXTENT_STEP));
    const extent = Math.min(this.mostM, LEAST_EXTENT_M * EXTENT_STEP ** steps);
    const centre = extent >= this.mostM ? ORIGIN : place;
    if (extent === this.extentM && this.centre.distanceTo(centre) <= extent * 0.18) return false;
    this.extentM = extent;
    this.centre.copy(centre);
    const { light } = this;
    light.target.position.copy(centre);
    light.position.copy(centre).addScaledVector(DIRECTION, HEIGHT_M);
    const { camera } = light.shadow;
    camera.left = camera.bottom = -extent;
    camera.right = camera.top = extent;
    camera.near = 10;
    camera.far = HEIGHT_M * 2;
    camera.updateProjectionMatrix();
    light.target.updateMatrixWorld();
    light.updateMatrixWorld();
    return true;
  }

  /** Whether moving pieces are due for new shadows. Where frames are slow these may lag some frames behind. */
  isDue(nowMs: number, frameMs: number): boolean {
    if (nowMs - this.drawnAtMs <= Math.max(SHADOW_PERIOD_MS, SHADOW_LAG_FRAMES * frameMs)) return false;
    this.drawnAtMs = nowMs;
    return true;
  }

  dispose(): void {
    this.light.dispose();
  }
}
