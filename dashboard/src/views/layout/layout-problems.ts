import type { EquipmentAddress, PlantModel } from '@linetwin/model';
import type { Aisle } from '../../scene/hall/bays.ts';
import { boundsOf, cornersOf, type PlacedMachine } from './places.ts';

/** What is wrong with where a machine stands. */
export type LayoutProblem =
  | { kind: 'overlap'; machine: EquipmentAddress; other: EquipmentAddress }
  | { kind: 'outside'; machine: EquipmentAddress }
  | { kind: 'aisle'; machine: EquipmentAddress };

/** Machines may touch; what lies deeper in each other than this overlaps, metres. */
const TOUCH_M = 0.01;

/**
 * Machines that stand in each other, out of the hall or in an aisle, in the order of the machines.
 *
 * @param aisles strips along the hall that are to stay free
 */
export function findProblems(
  machines: readonly PlacedMachine[],
  hall: PlantModel['hall'],
  aisles: readonly Aisle[],
): LayoutProblem[] {
  const problems: LayoutProblem[] = [];
  const placed = machines.map((machine) => ({
    address: machine.address,
    corners: cornersOf(machine),
    bounds: boundsOf(machine),
  }));
  placed.forEach(({ address, corners, bounds }, i) => {
    const { minX, maxX, minZ, maxZ } = bounds;
    const [halfX, halfZ] = [hall.lengthM / 2 + TOUCH_M, hall.widthM / 2 + TOUCH_M];
    if (minX < -halfX || maxX > halfX || minZ < -halfZ || maxZ > halfZ)
      problems.push({ kind: 'outside', machine: address });
    const blocks = ({ z, widthM }: Aisle) =>
      minZ < z + widthM / 2 - TOUCH_M && maxZ > z - widthM / 2 + TOUCH_M;
    if (aisles.some(blocks)) problems.push({ kind: 'aisle', machine: address });
    for (const other of placed.slice(i + 1)) {
      const apart =
        minX >= other.bounds.maxX ||
        maxX <= other.bounds.minX ||
        minZ >= other.bounds.maxZ ||
        maxZ <= other.bounds.minZ;
      if (!apart && overlap(corners, other.corners))
        problems.push({ kind: 'overlap', machine: address, other: other.address });
    }
  });
  return problems;
}

/** Whether two rectangles lie in each other: no side of either has the other all beyond it. */
function overlap(a: readonly Corner[], b: readonly Corner[]): boolean {
  for (const rectangle of [a, b]) {
    for (let i = 0; i < 2; i++) {
      const [dx, dz] = [rectangle[i + 1].x - rectangle[i].x, rectangle[i + 1].z - rectangle[i].z];
      const length = Math.hypot(dx, dz);
      const along = (corners: readonly Corner[]) => corners.map(({ x, z }) => (x * dx + z * dz) / length);
      const [p, q] = [along(a), along(b)];
      if (Math.max(...p) - TOUCH_M <= Math.min(...q) || Math.max(...q) - TOUCH_M <= Math.min(...p))
        return false;
    }
  }
  return true;
}

interface Corner {
  x: number;
  z: number;
}
