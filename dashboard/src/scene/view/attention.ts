import { Frustum, Matrix4, Sphere, type PerspectiveCamera, type Vector3 } from 'three';

/** Nearer than this every movement is seen, metres. */
const NEAR_M = 60;
/** Things that move every frame wherever they are: as many as a plant of a usual size has. */
const MOVED_EACH_FRAME = 120;
/** What nobody sees moves so many times less often than what is seen from afar. */
const UNSEEN_RATIO = 4;

/**
 * How often things of a large hall are moved: each frame what is near and in view, in turns what is far, seldom what is out
 * of view, so that a frame costs about the same however many there are.
 */
export class Attention {
  private readonly frustum = new Frustum();
  private readonly matrix = new Matrix4();
  private readonly sphere = new Sphere();
  private frame = 0;

  /** Begins a frame seen by a camera. */
  look(camera: PerspectiveCamera): void {
    this.frame++;
    camera.updateMatrixWorld();
    this.matrix.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    this.frustum.setFromProjectionMatrix(this.matrix);
    this.from = camera.position;
  }

  private from: Vector3 | undefined;

  /** Whether a ball of the world is in view. */
  sees(centre: Vector3, radiusM: number): boolean {
    this.sphere.center = centre;
    this.sphere.radius = radiusM;
    return this.frustum.intersectsSphere(this.sphere);
  }

  isNear(centre: Vector3, radiusM: number): boolean {
    return this.from !== undefined && centre.distanceTo(this.from) - radiusM < NEAR_M;
  }

  /** Whether it is the turn of thing `i` of `count` in this frame; each has its turn again and again. */
  isDue(i: number, count: number, centre: Vector3, radiusM: number): boolean {
    const stride = Math.ceil(count / MOVED_EACH_FRAME);
    if (stride === 1) return true;
    if (!this.sees(centre, radiusM)) return (this.frame + i) % (stride * UNSEEN_RATIO) === 0;
    return this.isNear(centre, radiusM) || (this.frame + i) % stride === 0;
  }
}
