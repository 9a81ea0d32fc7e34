import { MeshData } from './mesh-data.ts';

/** Sides of a block that are drawn: nobody looks from under it. Each with the corners of its face, as signs. */
const FACES: readonly { normal: readonly number[]; corners: readonly (readonly number[])[] }[] = [
  {
    normal: [0, 1, 0],
    corners: [
      [-1, 1, 1],
      [1, 1, 1],
      [1, 1, -1],
      [-1, 1, -1],
    ],
  },
  {
    normal: [1, 0, 0],
    corners: [
      [1, 0, 1],
      [1, 0, -1],
      [1, 1, -1],
      [1, 1, 1],
    ],
  },
  {
    normal: [-1, 0, 0],
    corners: [
      [-1, 0, -1],
      [-1, 0, 1],
      [-1, 1, 1],
      [-1, 1, -1],
    ],
  },
  {
    normal: [0, 0, 1],
    corners: [
      [-1, 0, 1],
      [1, 0, 1],
      [1, 1, 1],
      [-1, 1, 1],
    ],
  },
  {
    normal: [0, 0, -1],
    corners: [
      [1, 0, -1],
      [-1, 0, -1],
      [-1, 1, -1],
      [1, 1, -1],
    ],
  },
];

/**
 * The block of ten triangles that stands for a small thing where it is a pixel or two large: as high as the thing, with as
 * much area seen from above (so that a ring looks as bright as it does with its hole), in the mean colour of what is seen.
 *
 * @param mostM things larger than this in any direction are not stood for
 * @returns `null` for larger things
 */
export function blockOf(mesh: MeshData, mostM: number): MeshData | null {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  mesh.position.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3], value);
    high[i % 3] = Math.max(high[i % 3], value);
  });
  const size = high.map((value, axis) => value - low[axis]);
  if (Math.max(...size) > mostM) return null;
  const { areaM2, colour, surface } = seenFromAbove(mesh);
  const shrink = Math.sqrt(Math.min(1, areaM2 / (size[0] * size[2])));
  const centre = high.map((value, axis) => (value + low[axis]) / 2);
  const block = new MeshData();
  for (const { normal, corners } of FACES) {
    const first = block.vertexCount;
    for (const [x, y, z] of corners) {
      block.position.push(
        centre[0] + (x * size[0] * shrink) / 2,
        low[1] + y * size[1],
        centre[2] + (z * size[2] * shrink) / 2,
      );
      block.normal.push(...normal);
      block.colour.push(...colour);
      block.surface.push(...surface);
      block.joint.push(0);
      block.glow.push(0);
    }
    block.index.push(first, first + 1, first + 2, first, first + 2, first + 3);
  }
  return block;
}

/** Area of what faces up, projected onto the floor, and the mean look of it. */
function seenFromAbove(mesh: MeshData): { areaM2: number; colour: number[]; surface: number[] } {
  const { position, index } = mesh;
  const colour = [0, 0, 0];
  const surface = [0, 0, 0, 0];
  let areaM2 = 0;
  for (let t = 0; t < index.length; t += 3) {
    const [a, b, c] = [index[t] * 3, index[t + 1] * 3, index[t + 2] * 3];
    const up =
      ((position[b + 2] - position[a + 2]) * (position[c] - position[a]) -
        (position[b] - position[a]) * (position[c + 2] - position[a + 2])) /
      2;
    if (up <= 0) continue;
    areaM2 += up;
    colour.forEach((_, i) => (colour[i] += up * mesh.colour[a + i]));
    surface.forEach((_, i) => (surface[i] += up * mesh.surface[index[t] * 4 + i]));
  }
  const mean = (sum: number) => sum / areaM2;
  return { areaM2, colour: colour.map(mean), surface: surface.map(mean) };
}
