import type { PerspectiveCamera, Vector3 } from 'three';
import { Sight } from './sight.ts';

/** Nearer than this every movement is seen, metres. */
const NEAR_M = 60;
/** Beyond this a small part is a pixel or two, metres. */
const REMOTE_M = 150;
/** A pixel of a screen 1080 high is a decimetre there, so that what moves at a metre a second still goes on by a pixel or two. */
const REMOTE_RATIO = 2;
/** What nobody sees moves so many times less often than what is seen from afar. */
const UNSEEN_RATIO = 4;

/** In how many times as many frames things of a level have their turn. */
const RATIOS: Record<Exclude<Level, 'near'> | 'unseen', number> = {
  far: 1,
  remote: REMOTE_RATIO,
  unseen: UNSEEN_RATIO,
};

/** How finely a thing is worth drawing. */
export type Level = 'near' | 'far' | 'remote';

/**
 * How often things of a large hall are moved: each frame what is near and in view, in turns what is far, seldom what is out
 * of view, so that a frame costs about the same however many there are.
 */
export class Attention {
  /** Whether this frame sees something else than the one before, so that levels are others. */
  turned = true;
  private readonly sight = new Sight();
  private frame = 0;
  private from: Vector3 | undefined;

  /** Begins a frame seen by a camera. */
  look(camera: PerspectiveCamera): void {
    this.frame++;
    camera.updateMatrixWorld();
    this.turned = this.sight.look(camera);
    this.from = camera.position;
  }

  /** How much of a ball of the world there is to see: how near it is, if it is in view. */
  levelOf({ x, y, z }: Vector3, radiusM: number): Level | 'unseen' {
    if (!this.sight.sees(x, y, z, radiusM)) return 'unseen';
    if (this.from === undefined) return 'remote';
    const away = Math.hypot(x - this.from.x, y - this.from.y, z - this.from.z) - radiusM;
    return away < NEAR_M ? 'near' : away < REMOTE_M ? 'far' : 'remote';
  }

  /**
   * Whether it is a thing's turn in this frame; each has its turn again and again.
   *
   * @param turn which turn it has, any whole number that stays the same
   * @param turns in how many frames all have had theirs, see `turnsFor`
   */
  isDue(turn: number, turns: number, level: Level | 'unseen'): boolean {
    if (turns === 1 || level === 'near') return true;
    return (this.frame + turn) % (turns * RATIOS[level]) === 0;
  }
}

/** In how many frames things may have their turns, so that no frame moves more than `mostPerFrame` of those far away. */
export function turnsFor(count: number, mostPerFrame: number): number {
  return Math.max(1, Math.ceil(count / mostPerFrame));
}
