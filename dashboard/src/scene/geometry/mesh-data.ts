/**
 * Growing vertex columns of one bucket of triangles. What a vertex carries besides position and normal:
 * colour (sRGB bytes turned linear), surface (roughness, metalness, pattern, opacity) and links into the
 * tables the shaders read (machine slot, joint, glow). With these, geometry of all machines and all their
 * moving pieces merges into one draw call.
 */
export class MeshData {
  readonly position: number[] = [];
  readonly normal: number[] = [];
  /** Linear r, g, b, 0 to 1. */
  readonly colour: number[] = [];
  /** Roughness, metalness, pattern number / 255, opacity; 0 to 1. */
  readonly surface: number[] = [];
  /** Joint and glow, local to the form: 0 is "none". */
  readonly joint: number[] = [];
  readonly glow: number[] = [];
  readonly index: number[] = [];

  get vertexCount(): number {
    return this.position.length / 3;
  }

  get triangleCount(): number {
    return this.index.length / 3;
  }

  /** A mesh of some of these triangles, with the vertices they need; `corners` are three vertices a triangle. */
  part(corners: readonly number[]): MeshData {
    const part = new MeshData();
    const taken = new Map<number, number>();
    for (const vertex of corners) {
      let at = taken.get(vertex);
      if (at === undefined) {
        taken.set(vertex, (at = part.vertexCount));
        part.copyVertex(this, vertex);
      }
      part.index.push(at);
    }
    return part;
  }

  /** Adds a vertex of another mesh, with all it carries. */
  copyVertex(from: MeshData, vertex: number): void {
    const [p, q] = [vertex * 3, vertex * 4];
    this.position.push(from.position[p], from.position[p + 1], from.position[p + 2]);
    this.normal.push(from.normal[p], from.normal[p + 1], from.normal[p + 2]);
    this.colour.push(from.colour[p], from.colour[p + 1], from.colour[p + 2]);
    this.surface.push(from.surface[q], from.surface[q + 1], from.surface[q + 2], from.surface[q + 3]);
    this.joint.push(from.joint[vertex]);
    this.glow.push(from.glow[vertex]);
  }
}
