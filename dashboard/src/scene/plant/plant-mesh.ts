import {
  BufferAttribute,
  BufferGeometry,
  Group,
  Mesh,
  Sphere,
  Vector3,
  type Material,
  type Matrix4,
} from 'three';
import type { BuiltForm } from '../form/form.ts';
import type { MeshData } from '../geometry/mesh-data.ts';
import type { PlantMaterials } from './materials.ts';

/** One form in its place, with its rows in the shader tables. */
export interface Placement {
  form: BuiltForm;
  matrix: Matrix4;
  slot: number;
  firstBone: number;
  firstGlow: number;
}

/** Machines of a square of this side are drawn together: large enough for few calls, small enough to cull. */
const CELL_M = 40;
/** Moving pieces may leave the box they rest in by this much. */
const REACH_M = 2;
/** Small things show nearer than this. */
export const DETAIL_DISTANCE_M = 55;

export interface PlantMesh {
  group: Group;
  /** Meshes of small things, to be hidden from far away. */
  details: Mesh[];
  triangles: number;
  dispose(): void;
}

/** Merges all placed forms into a few meshes: per cell of the hall one opaque, one detail, one glass. */
export function buildPlantMesh(placements: readonly Placement[], materials: PlantMaterials): PlantMesh {
  const cells = new Map<string, Placement[]>();
  for (const placement of placements) {
    const e = placement.matrix.elements;
    const key = `${Math.floor(e[12] / CELL_M)}:${Math.floor(e[14] / CELL_M)}`;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = []));
    cell.push(placement);
  }
  const group = new Group();
  const details: Mesh[] = [];
  const geometries: BufferGeometry[] = [];
  let triangles = 0;
  const add = (cell: Placement[], pick: (form: BuiltForm) => MeshData, material: Material) => {
    const geometry = mergeGeometry(cell, pick);
    if (!geometry) return undefined;
    geometries.push(geometry);
    triangles += geometry.index!.count / 3;
    const mesh = new Mesh(geometry, material);
    mesh.matrixAutoUpdate = false;
    group.add(mesh);
    return mesh;
  };
  for (const cell of cells.values()) {
    const opaque = add(cell, (form) => form.opaque, materials.opaque);
    if (opaque) {
      opaque.castShadow = opaque.receiveShadow = true;
      opaque.customDepthMaterial = materials.depth;
    }
    const detail = add(cell, (form) => form.detail, materials.opaque);
    if (detail) {
      detail.receiveShadow = true;
      details.push(detail);
    }
    const glass = add(cell, (form) => form.glass, materials.glass);
    if (glass) glass.renderOrder = 2;
  }
  return {
    group,
    details,
    triangles,
    dispose() {
      for (const geometry of geometries) geometry.dispose();
    },
  };
}

function mergeGeometry(
  placements: readonly Placement[],
  pick: (form: BuiltForm) => MeshData,
): BufferGeometry | undefined {
  let vertices = 0;
  let indexes = 0;
  for (const { form } of placements) {
    vertices += pick(form).vertexCount;
    indexes += pick(form).index.length;
  }
  if (indexes === 0) return undefined;
  const position = new Float32Array(vertices * 3);
  const normal = new Int8Array(vertices * 4);
  const paint = new Uint8Array(vertices * 4);
  const surface = new Uint8Array(vertices * 4);
  const link = new Uint16Array(vertices * 4);
  const index = new Uint32Array(indexes);
  const low = new Vector3(Infinity, Infinity, Infinity);
  const high = new Vector3(-Infinity, -Infinity, -Infinity);
  const point = new Vector3();
  let v = 0;
  let i = 0;
  for (const { form, matrix, slot, firstBone, firstGlow } of placements) {
    const mesh = pick(form);
    for (const at of mesh.index) index[i++] = at + v;
    for (let k = 0; k < mesh.vertexCount; k++, v++) {
      const joint = mesh.joint[k];
      for (let a = 0; a < 3; a++) {
        position[v * 3 + a] = mesh.position[k * 3 + a];
        normal[v * 4 + a] = Math.round(mesh.normal[k * 3 + a] * 127);
        // Square roots keep the dark colours apart in eight bits; the shader squares them.
        paint[v * 4 + a] = Math.round(Math.sqrt(mesh.colour[k * 3 + a]) * 255);
      }
      paint[v * 4 + 3] = Math.round(mesh.surface[k * 4 + 3] * 255);
      for (let a = 0; a < 3; a++) surface[v * 4 + a] = Math.round(mesh.surface[k * 4 + a] * 255);
      link[v * 4] = firstBone + joint;
      link[v * 4 + 1] = slot;
      link[v * 4 + 2] = mesh.glow[k] === 0 ? 0 : firstGlow + mesh.glow[k];
      point.set(mesh.position[k * 3], mesh.position[k * 3 + 1], mesh.position[k * 3 + 2]);
      for (let j = joint; j > 0; j = form.joints[j - 1].parent + 1)
        point.applyMatrix4(form.joints[j - 1].rest);
      point.applyMatrix4(matrix);
      low.min(point);
      high.max(point);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(position, 3));
  geometry.setAttribute('normal', new BufferAttribute(normal, 4, true));
  geometry.setAttribute('paint', new BufferAttribute(paint, 4, true));
  geometry.setAttribute('surface', new BufferAttribute(surface, 4, true));
  geometry.setAttribute('link', new BufferAttribute(link, 4));
  geometry.setIndex(new BufferAttribute(index, 1));
  const centre = low.clone().add(high).multiplyScalar(0.5);
  geometry.boundingSphere = new Sphere(centre, centre.distanceTo(high) + REACH_M);
  return geometry;
}
