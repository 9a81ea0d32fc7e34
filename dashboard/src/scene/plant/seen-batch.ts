import {
  BatchedMesh,
  type BufferGeometry,
  type Camera,
  type Group,
  type Material,
  type Scene,
  type Sphere,
  type WebGLRenderer,
} from 'three';
import { Sight } from '../view/sight.ts';

/** Numbers of the ball around a place: middle and radius. */
const BALL = 4;

/** Geometry of a place that draws nothing. */
export const NOTHING = -1;

/**
 * A batch that lists what to draw only when that changed: when the camera looks elsewhere, or a place shows something else.
 * The batch of Three.js reckons a ball for every place in every frame and uploads a list that is mostly the one before.
 */
export class SeenBatch extends BatchedMesh {
  private readonly inOrder: boolean;
  private readonly sight = new Sight();
  private readonly balls: Float64Array;
  private readonly shown: Int32Array;
  private changed = true;

  /** Where there are several materials all is drawn with each, one after the other; what is clear is drawn farthest first. */
  constructor(most: number, vertices: number, indices: number, material: Material | Material[]) {
    super(most, vertices, indices, material as Material);
    const materials = [material].flat();
    this.inOrder = materials.some(({ transparent }) => transparent);
    if (materials.length > 1) materials.forEach((_, i) => this.geometry.addGroup(0, Infinity, i));
    this.balls = new Float64Array(most * BALL);
    this.shown = new Int32Array(most).fill(NOTHING);
    this.perObjectFrustumCulled = false;
    this.sortObjects = false;
    this.frustumCulled = false;
    this.matrixAutoUpdate = false;
  }

  /** Lets a place draw a geometry, or `NOTHING`; `ball` is where that may be in the world. */
  show(instance: number, geometry: number, { center: { x, y, z }, radius }: Sphere): void {
    const { shown, balls } = this;
    const at = instance * BALL;
    if (shown[instance] === geometry && balls[at] === x && balls[at + 1] === y && balls[at + 2] === z) return;
    balls[at] = x;
    balls[at + 1] = y;
    balls[at + 2] = z;
    balls[at + 3] = radius;
    if (geometry !== NOTHING && shown[instance] !== geometry) this.setGeometryIdAt(instance, geometry);
    shown[instance] = geometry;
    this.changed = true;
  }

  override onBeforeRender(
    renderer: WebGLRenderer,
    scene: Scene,
    camera: Camera,
    geometry: BufferGeometry,
    material: Material,
    group: Group,
  ): void {
    this.choose(camera);
    super.onBeforeRender(renderer, scene, camera, geometry, material, group);
    this.sortObjects = false;
  }

  override onBeforeShadow(
    renderer: WebGLRenderer,
    scene: Scene,
    camera: Camera,
    shadowCamera: Camera,
    geometry: BufferGeometry,
    depthMaterial: Material,
    group: Group,
  ): void {
    this.choose(shadowCamera);
    super.onBeforeShadow(renderer, scene, camera, shadowCamera, geometry, depthMaterial, group);
    this.sortObjects = false;
  }

  /** Makes visible what a camera sees. The list is put in order once: it stays so until another is made. */
  private choose(camera: Camera): void {
    const turned = this.sight.look(camera);
    if (!turned && !this.changed) return;
    this.changed = false;
    this.sortObjects = this.inOrder;
    const { sight, balls, shown, instanceCount } = this;
    for (let i = 0, at = 0; i < instanceCount; i++, at += BALL)
      this.setVisibleAt(
        i,
        shown[i] !== NOTHING && sight.sees(balls[at], balls[at + 1], balls[at + 2], balls[at + 3]),
      );
  }
}
