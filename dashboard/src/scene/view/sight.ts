import { Frustum, Matrix4, type Camera } from 'three';

/** Numbers of one plane: its normal and how far it lies from the origin. */
const PLANE = 4;
const PLANES = 6;

/**
 * What a camera has in view, as one column of numbers: thousands of balls are asked about it in a frame, and whether it is the
 * same as before says whether anybody has to ask.
 */
export class Sight {
  private readonly planes = new Float64Array(PLANES * PLANE);
  private readonly seen = new Matrix4().makeScale(0, 0, 0);
  private readonly matrix = new Matrix4();
  private readonly frustum = new Frustum();

  /** Sees what a camera sees, whose matrices are up to date. @returns whether that is another view than before */
  look(camera: Camera): boolean {
    this.matrix.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    if (this.matrix.equals(this.seen)) return false;
    this.seen.copy(this.matrix);
    this.frustum.setFromProjectionMatrix(this.matrix, camera.coordinateSystem, camera.reversedDepth);
    this.frustum.planes.forEach(({ normal, constant }, i) => {
      normal.toArray(this.planes, i * PLANE);
      this.planes[i * PLANE + 3] = constant;
    });
    return true;
  }

  /** Whether a ball of the world is in view. */
  sees(x: number, y: number, z: number, radiusM: number): boolean {
    const { planes } = this;
    for (let at = 0; at < PLANES * PLANE; at += PLANE)
      if (planes[at] * x + planes[at + 1] * y + planes[at + 2] * z + planes[at + 3] < -radiusM) return false;
    return true;
  }
}
