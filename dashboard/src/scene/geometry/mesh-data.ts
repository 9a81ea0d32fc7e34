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
        part.position.push(...this.position.slice(vertex * 3, vertex * 3 + 3));
        part.normal.push(...this.normal.slice(vertex * 3, vertex * 3 + 3));
        part.colour.push(...this.colour.slice(vertex * 3, vertex * 3 + 3));
        part.surface.push(...this.surface.slice(vertex * 4, vertex * 4 + 4));
        part.joint.push(this.joint[vertex]);
        part.glow.push(this.glow[vertex]);
      }
      part.index.push(at);
    }
    return part;
  }
}
