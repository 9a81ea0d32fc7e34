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
}
