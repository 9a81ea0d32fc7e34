import { MeshData } from './mesh-data.ts';

/**
 * The same shape in far fewer triangles, for where it is a few pixels large (vertex clustering, after Rossignac and Borrel,
 * 1993): the corners within a cube of the grid become one, and triangles that collapse are left out. Faces that look
 * into different directions keep corners of their own, so that light still tells them apart.
 *
 * @param gridM side of the cubes, metres; what is thinner than it loses its thickness
 */
export function simplify(mesh: MeshData, gridM: number): MeshData {
  const cubes = new Map<string, { x: number; y: number; z: number; n: number }>();
  const cubeOf: { x: number; y: number; z: number; n: number }[] = [];
  const keys: string[] = [];
  for (let k = 0; k < mesh.vertexCount; k++) {
    const [x, y, z] = [mesh.position[k * 3], mesh.position[k * 3 + 1], mesh.position[k * 3 + 2]];
    const key = `${mesh.joint[k]}/${Math.round(x / gridM)}/${Math.round(y / gridM)}/${Math.round(z / gridM)}`;
    let cube = cubes.get(key);
    if (!cube) cubes.set(key, (cube = { x: 0, y: 0, z: 0, n: 0 }));
    cube.x += x;
    cube.y += y;
    cube.z += z;
    cube.n++;
    cubeOf.push(cube);
    keys.push(`${key}/${sideOf(mesh, k)}/${mesh.glow[k]}`);
  }
  const simple = new MeshData();
  const corners = new Map<string, number>();
  const cornerOf = (k: number): number => {
    let at = corners.get(keys[k]);
    if (at === undefined) {
      corners.set(keys[k], (at = simple.vertexCount));
      const { x, y, z, n } = cubeOf[k];
      simple.copyVertex(mesh, k);
      simple.position[at * 3] = x / n;
      simple.position[at * 3 + 1] = y / n;
      simple.position[at * 3 + 2] = z / n;
    }
    return at;
  };
  const seen = new Set<string>();
  for (let t = 0; t < mesh.index.length; t += 3) {
    const [a, b, c] = [mesh.index[t], mesh.index[t + 1], mesh.index[t + 2]];
    if (cubeOf[a] === cubeOf[b] || cubeOf[b] === cubeOf[c] || cubeOf[c] === cubeOf[a]) continue;
    const corner = [cornerOf(a), cornerOf(b), cornerOf(c)];
    const name = [...corner].sort((i, j) => i - j).join();
    if (seen.has(name)) continue;
    seen.add(name);
    simple.index.push(...corner);
  }
  return simple;
}

/** Which of the six directions a corner's face looks into most. */
function sideOf(mesh: MeshData, k: number): string {
  const n = [mesh.normal[k * 3], mesh.normal[k * 3 + 1], mesh.normal[k * 3 + 2]];
  const most = n.reduce((best, value, axis) => (Math.abs(value) > Math.abs(n[best]) ? axis : best), 0);
  return `${most}${n[most] < 0 ? '-' : '+'}`;
}
