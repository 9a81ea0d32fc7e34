import { BufferAttribute, BufferGeometry, Sphere, Vector3, type Matrix4 } from 'three';
import type { BuiltForm } from '../form/form.ts';
import { type MeshData } from '../geometry/mesh-data.ts';

/** One form in its place, with its rows in the shader tables. */
export interface Placement {
  form: BuiltForm;
  matrix: Matrix4;
  slot: number;
  firstBone: number;
  firstGlow: number;
}

/** Some triangles of a placed form. */
export interface Piece extends Placement {
  mesh: MeshData;
  cell: Cell;
}

/** A square of the floor; `undefined` for what is larger than one, such as the walls. */
export type Cell = { key: string; x: number; z: number } | undefined;

/** Moving pieces may leave the box they rest in by this much, metres. */
const REACH_M = 2;

/**
 * Cuts a placed form into the cells of the floor. A machine stays whole, in the cell of its middle; what is as large as
 * the hall is cut triangle by triangle.
 */
export function splitByCell(mesh: MeshData, { form, matrix }: Placement, sideM: number): Map<Cell, MeshData> {
  const cells = new Map<string, Cell>();
  const cellAt = (x: number, z: number): Cell => {
    const [i, k] = [Math.floor(x / sideM), Math.floor(z / sideM)];
    const key = `${i}:${k}`;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { key, x: (i + 0.5) * sideM, z: (k + 0.5) * sideM }));
    return cell;
  };
  if (form.size.length < sideM * 2) {
    return new Map([[cellAt(matrix.elements[12], matrix.elements[14]), mesh]]);
  }
  const places = restingPlaces(mesh, form, matrix);
  const triangles = new Map<Cell, number[]>();
  for (let t = 0; t < mesh.index.length; t += 3) {
    const corners = [mesh.index[t], mesh.index[t + 1], mesh.index[t + 2]];
    const x = corners.map((corner) => places[corner * 3]);
    const z = corners.map((corner) => places[corner * 3 + 2]);
    const wide = Math.max(...x) - Math.min(...x) > sideM || Math.max(...z) - Math.min(...z) > sideM;
    const cell = wide ? undefined : cellAt((x[0] + x[1] + x[2]) / 3, (z[0] + z[1] + z[2]) / 3);
    const list = triangles.get(cell);
    if (list) list.push(...corners);
    else triangles.set(cell, [...corners]);
  }
  return new Map([...triangles].map(([cell, index]) => [cell, mesh.part(index)]));
}

/** World positions of all vertices while nothing moves. */
function restingPlaces(mesh: MeshData, form: BuiltForm, matrix: Matrix4): Float32Array {
  const places = new Float32Array(mesh.vertexCount * 3);
  const point = new Vector3();
  for (let k = 0; k < mesh.vertexCount; k++) {
    point.fromArray(mesh.position, k * 3);
    for (let j = mesh.joint[k]; j > 0; j = form.joints[j - 1].parent + 1)
      point.applyMatrix4(form.joints[j - 1].rest);
    point.applyMatrix4(matrix).toArray(places, k * 3);
  }
  return places;
}

/** Joins pieces into one geometry whose vertices know their machine, joint and glow. */
export function mergePieces(pieces: readonly Piece[]): BufferGeometry {
  const total = (count: (mesh: MeshData) => number) => pieces.reduce((sum, { mesh }) => sum + count(mesh), 0);
  const vertices = total((mesh) => mesh.vertexCount);
  const position = new Float32Array(vertices * 3);
  const normal = new Int8Array(vertices * 4);
  const paint = new Uint8Array(vertices * 4);
  const surface = new Uint8Array(vertices * 4);
  const link = new Uint16Array(vertices * 4);
  const index = new Uint32Array(total((mesh) => mesh.index.length));
  const low = new Vector3(Infinity, Infinity, Infinity);
  const high = new Vector3(-Infinity, -Infinity, -Infinity);
  const point = new Vector3();
  let v = 0;
  let i = 0;
  for (const { form, mesh, matrix, slot, firstBone, firstGlow } of pieces) {
    for (const at of mesh.index) index[i++] = at + v;
    const places = restingPlaces(mesh, form, matrix);
    for (let k = 0; k < mesh.vertexCount; k++, v++) {
      for (let a = 0; a < 3; a++) {
        position[v * 3 + a] = mesh.position[k * 3 + a];
        normal[v * 4 + a] = Math.round(mesh.normal[k * 3 + a] * 127);
        // Square roots keep the dark colours apart in eight bits; the shader squares them.
        paint[v * 4 + a] = Math.round(Math.sqrt(mesh.colour[k * 3 + a]) * 255);
      }
      paint[v * 4 + 3] = Math.round(mesh.surface[k * 4 + 3] * 255);
      for (let a = 0; a < 3; a++) surface[v * 4 + a] = Math.round(mesh.surface[k * 4 + a] * 255);
      link[v * 4] = firstBone + mesh.joint[k];
      link[v * 4 + 1] = slot;
      link[v * 4 + 2] = mesh.glow[k] === 0 ? 0 : firstGlow + mesh.glow[k];
      point.fromArray(places, k * 3);
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
