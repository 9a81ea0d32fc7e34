import { Frustum, Matrix4, Sphere, type PerspectiveCamera, type Vector3 } from 'three';

/** Nearer than this every movement is seen, metres. */
const NEAR_M = 60;
/** Beyond this a small part is a pixel or two, metres. */
const REMOTE_M = 150;
/** What nobody sees moves so many times less often than what is seen from afar. */
const UNSEEN_RATIO = 4;

/** How finely a thing is worth drawing. */
export type Level = 'near' | 'far' | 'remote';

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

  /** How much of a ball of the world there is to see: how near it is, if it is in view. */
  levelOf(centre: Vector3, radiusM: number): Level | 'unseen' {
    if (!this.sees(centre, radiusM)) return 'unseen';
    const away = this.from === undefined ? Infinity : centre.distanceTo(this.from) - radiusM;
    return away < NEAR_M ? 'near' : away < REMOTE_M ? 'far' : 'remote';
  }

  /**
   * Whether it is a thing's turn in this frame; each has its turn again and again.
   *
   * @param turn which turn it has, any whole number that stays the same
   * @param turns in how many frames all have had theirs, see `turnsFor`
   */
  isDue(turn: number, turns: number, centre: Vector3, radiusM: number): boolean {
    if (turns === 1) return true;
    if (!this.sees(centre, radiusM)) return (this.frame + turn) % (turns * UNSEEN_RATIO) === 0;
    return this.isNear(centre, radiusM) || (this.frame + turn) % turns === 0;
  }
}

/** In how many frames things may have their turns, so that no frame moves more than `mostPerFrame` of those far away. */
export function turnsFor(count: number, mostPerFrame: number): number {
  return Math.max(1, Math.ceil(count / mostPerFrame));
}
