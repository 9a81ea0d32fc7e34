import type { Matrix4 } from 'three';
import type { MeshData } from '../geometry/mesh-data.ts';

/** Length along the flow of parts (x), height (y), width (z), metres. */
export interface FormSize {
  length: number;
  height: number;
  width: number;
}

export interface JointDefinition {
  name: string;
  /** Position in the form's joint list of the joint this one rides on; -1 for the machine itself. */
  parent: number;
  /** From this joint's frame to its parent's. */
  rest: Matrix4;
}

export interface GlowDefinition {
  name: string;
  /** Linear light before any value has come. */
  r: number;
  g: number;
  b: number;
}

/** A soft light sprite around something that glows. */
export interface HaloDefinition {
  glow: number;
  joint: number;
  x: number;
  y: number;
  z: number;
  radiusM: number;
}

export const EMITTER_KINDS = ['sparks', 'spray', 'plume', 'flame', 'steam'] as const;
export type EmitterKind = (typeof EMITTER_KINDS)[number];

export interface EmitterDefinition {
  name: string;
  kind: EmitterKind;
  joint: number;
  x: number;
  y: number;
  z: number;
  /** Mean direction, not normalised: its length is the speed in m/s. */
  dx: number;
  dy: number;
  dz: number;
  /** Radius of the mouth, metres. */
  spreadM: number;
}

export interface PortDefinition {
  x: number;
  y: number;
  z: number;
}

/** What of a machine kind moves, glows and emits, and where others meet it; in its own frame. */
export interface FormSkeleton {
  size: FormSize;
  joints: JointDefinition[];
  glows: GlowDefinition[];
  halos: HaloDefinition[];
  emitters: EmitterDefinition[];
  ports: Map<string, PortDefinition>;
  /** Light beams and other places that other systems attach to, as joint and position. */
  anchors: Map<string, { joint: number; x: number; y: number; z: number }>;
}

/**
 * One machine kind as drawn once, with its geometry: megabytes of it, so whoever lives longer than the building of the
 * scene keeps the skeleton only.
 */
export interface BuiltForm extends FormSkeleton {
  /** With the details that only show near by. */
  opaque: MeshData;
  glass: MeshData;
  /** The same in few triangles, for where it is small on the screen; details are left out. */
  far: { opaque: MeshData; glass: MeshData };
}
