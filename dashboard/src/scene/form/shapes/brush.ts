import { Matrix3, Matrix4 } from 'three';
import type { MeshData } from '../../geometry/mesh-data.ts';
import type { Paint } from '../paint.ts';

/**
 * How finely shapes are drawn. `far` is what stands where an edge of 25 mm is smaller than a pixel: knife edges, round
 * things of few corners, pipes without bends.
 */
export type Fineness = 'near' | 'far';

/** Draws vertices of one paint, in one frame, into one mesh. Set up anew for every shape. */
export class Brush {
  fineness: Fineness = 'near';
  private mesh!: MeshData;
  private paint!: Paint;
  private joint = 0;
  private glow = 0;
  private readonly matrix = new Matrix4();
  private readonly normalMatrix = new Matrix3();

  /** `joint` and `glow` are positions in the form's lists plus one; 0 is "none". */
  take(mesh: MeshData, fineness: Fineness, paint: Paint, matrix: Matrix4, joint: number, glow: number): void {
    this.mesh = mesh;
    this.fineness = fineness;
    this.paint = paint;
    this.joint = joint;
    this.glow = glow;
    this.matrix.copy(matrix);
    this.normalMatrix.setFromMatrix4(matrix);
  }

  /** Adds a vertex at x, y, z with its normal, both in the frame of the shape; returns its index. */
  vertex(x: number, y: number, z: number, nx: number, ny: number, nz: number): number {
    const { mesh, paint } = this;
    const m = this.matrix.elements;
    mesh.position.push(
      m[0] * x + m[4] * y + m[8] * z + m[12],
      m[1] * x + m[5] * y + m[9] * z + m[13],
      m[2] * x + m[6] * y + m[10] * z + m[14],
    );
    const n = this.normalMatrix.elements;
    mesh.normal.push(
      n[0] * nx + n[3] * ny + n[6] * nz,
      n[1] * nx + n[4] * ny + n[7] * nz,
      n[2] * nx + n[5] * ny + n[8] * nz,
    );
    mesh.colour.push(paint.r, paint.g, paint.b);
    mesh.surface.push(paint.roughness, paint.metalness, paint.pattern / 255, paint.opacity);
    mesh.joint.push(this.joint);
    mesh.glow.push(this.glow);
    return mesh.vertexCount - 1;
  }

  /** Corners counter-clockwise, seen from outside. */
  triangle(a: number, b: number, c: number): void {
    this.mesh.index.push(a, b, c);
  }

  quad(a: number, b: number, c: number, d: number): void {
    this.mesh.index.push(a, b, c, a, c, d);
  }
}
