import type { BuiltForm } from '../form/form.ts';
import type { MeshData } from '../geometry/mesh-data.ts';
import { restingPlaces } from './pack.ts';

/**
 * Cuts what is as large as the hall into squares of the floor, so that each can be left out where it is not seen and be
 * drawn finely only near by. A triangle larger than a square, such as a wall's, goes into a piece of its own kind.
 *
 * @returns pieces by the square's name
 */
export function cutIntoCells(mesh: MeshData, form: BuiltForm, sideM: number): Map<string, MeshData> {
  const places = restingPlaces(mesh, form);
  const triangles = new Map<string, number[]>();
  for (let t = 0; t < mesh.index.length; t += 3) {
    const [a, b, c] = [mesh.index[t], mesh.index[t + 1], mesh.index[t + 2]];
    const [x0, x1, x2] = [places[a * 3], places[b * 3], places[c * 3]];
    const [z0, z1, z2] = [places[a * 3 + 2], places[b * 3 + 2], places[c * 3 + 2]];
    const wide =
      Math.max(x0, x1, x2) - Math.min(x0, x1, x2) > sideM ||
      Math.max(z0, z1, z2) - Math.min(z0, z1, z2) > sideM;
    const key = wide
      ? 'wide'
      : `${Math.floor((x0 + x1 + x2) / 3 / sideM)}:${Math.floor((z0 + z1 + z2) / 3 / sideM)}`;
    const list = triangles.get(key);
    if (list) list.push(a, b, c);
    else triangles.set(key, [a, b, c]);
  }
  return new Map([...triangles].map(([key, index]) => [key, mesh.part(index)]));
}
