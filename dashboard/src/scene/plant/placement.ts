import type { Matrix4 } from 'three';
import type { BuiltForm } from '../form/form.ts';

/** One form in its place, with its rows in the shader tables. */
export interface Placement {
  form: BuiltForm;
  matrix: Matrix4;
  slot: number;
  firstBone: number;
  firstGlow: number;
}
