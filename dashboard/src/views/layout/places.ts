import type { Equipment, Place } from '@linetwin/model';

/** What of a machine its place has to do with. */
export type PlacedMachine = Pick<Equipment, 'address' | 'id' | 'sizeM' | 'at'>;

export interface Bounds {
  minX: number;
  maxX: number;
  minZ: number;
  maxZ: number;
}

/** Corners of what a machine covers of the floor, in order, metres. */
export function cornersOf({ sizeM, at }: Pick<PlacedMachine, 'sizeM' | 'at'>): { x: number; z: number }[] {
  const angle = (at.rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    [1, 1],
    [1, -1],
    [-1, -1],
    [-1, 1],
  ].map(([along, across]) => {
    const [x, z] = [(along * sizeM.length) / 2, (across * sizeM.width) / 2];
    // Turned anticlockwise seen from above, where z points towards the viewer.
    return { x: at.x + x * cos + z * sin, z: at.z - x * sin + z * cos };
  });
}

export function boundsOf(machine: Pick<PlacedMachine, 'sizeM' | 'at'>): Bounds {
  const corners = cornersOf(machine);
  const [xs, zs] = [corners.map(({ x }) => x), corners.map(({ z }) => z)];
  return { minX: Math.min(...xs), maxX: Math.max(...xs), minZ: Math.min(...zs), maxZ: Math.max(...zs) };
}

/** An angle as the plant files say it: above -180 to 180 degrees. */
export function turned(degrees: number): number {
  const rest = ((degrees % 360) + 360) % 360;
  return rest > 180 ? rest - 360 : rest;
}

/** To the centimetre and the tenth of a degree: nobody sets a machine more exactly. */
export function rounded({ x, z, rotationDeg }: Place): Place {
  const to = (value: number, parts: number) => Math.round(value * parts) / parts || 0;
  return { x: to(x, 100), z: to(z, 100), rotationDeg: to(turned(rotationDeg), 10) };
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.x === b.x && a.z === b.z && a.rotationDeg === b.rotationDeg;
}
