import type { Matrix4 } from 'three';
import type { BuiltForm } from '../form/form.ts';
import type { MeshData } from '../geometry/mesh-data.ts';

/** One form in its place, with its rows in the shader tables. */
export interface Placement {
  form: BuiltForm;
  matrix: Matrix4;
  slot: number;
  firstBone: number;
  firstGlow: number;
  /** What is drawn of the form once something else shows its body. */
  standIn?: MeshData;
}
