import { BufferAttribute, BufferGeometry, Sphere, Vector3 } from 'three';
import type { BuiltForm } from '../form/form.ts';
import type { MeshData } from '../geometry/mesh-data.ts';

/** Moving pieces may leave the box they rest in by this much, metres. */
const REACH_M = 2;
/** What is mounted on another machine may hang that far from its own cabinet, metres. */
const MOUNTED_REACH_M = 9;

/**
 * One form's triangles as columns of small numbers for the graphics card: vertices know their joint and their glow, and
 * which machine they belong to is known to each place where the form stands.
 */
export function packMesh(mesh: MeshData, form: BuiltForm): BufferGeometry {
  const vertices = mesh.vertexCount;
  const normal = new Int8Array(vertices * 4);
  const paint = new Uint8Array(vertices * 4);
  const surface = new Uint8Array(vertices * 4);
  const link = new Uint16Array(vertices * 2);
  for (let k = 0; k < vertices; k++) {
    for (let a = 0; a < 3; a++) {
      normal[k * 4 + a] = Math.round(mesh.normal[k * 3 + a] * 127);
      // Square roots keep the dark colours apart in eight bits; the shader squares them.
      paint[k * 4 + a] = Math.round(Math.sqrt(mesh.colour[k * 3 + a]) * 255);
      surface[k * 4 + a] = Math.round(mesh.surface[k * 4 + a] * 255);
    }
    paint[k * 4 + 3] = Math.round(mesh.surface[k * 4 + 3] * 255);
    link[k * 2] = mesh.joint[k];
    link[k * 2 + 1] = mesh.glow[k];
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(mesh.position), 3));
  geometry.setAttribute('normal', new BufferAttribute(normal, 4, true));
  geometry.setAttribute('paint', new BufferAttribute(paint, 4, true));
  geometry.setAttribute('surface', new BufferAttribute(surface, 4, true));
  geometry.setAttribute('link', new BufferAttribute(link, 2));
  geometry.setIndex(new BufferAttribute(new Uint32Array(mesh.index), 1));
  geometry.boundingSphere = reachOf(mesh, form);
  return geometry;
}

/** Positions of all vertices in the form's own frame while nothing moves. */
export function restingPlaces(mesh: MeshData, form: BuiltForm): Float32Array {
  const places = new Float32Array(mesh.vertexCount * 3);
  const point = new Vector3();
  for (let k = 0; k < mesh.vertexCount; k++) {
    point.set(mesh.position[k * 3], mesh.position[k * 3 + 1], mesh.position[k * 3 + 2]);
    for (let j = mesh.joint[k]; j > 0; j = form.joints[j - 1].parent + 1)
      point.applyMatrix4(form.joints[j - 1].rest);
    point.toArray(places, k * 3);
  }
  return places;
}

/** Where its pieces may be, in the form's own frame. */
function reachOf(mesh: MeshData, form: BuiltForm): Sphere {
  const places = restingPlaces(mesh, form);
  const low = new Vector3(Infinity, Infinity, Infinity);
  const high = new Vector3(-Infinity, -Infinity, -Infinity);
  const point = new Vector3();
  for (let k = 0; k < places.length; k += 3) {
    point.fromArray(places, k);
    low.min(point);
    high.max(point);
  }
  const centre = low.add(high).multiplyScalar(0.5);
  const reach = form.joints.some(({ name }) => name === 'mounted') ? MOUNTED_REACH_M : REACH_M;
  return new Sphere(centre, centre.distanceTo(high) + reach);
}
