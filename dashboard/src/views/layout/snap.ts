import type { Place } from '@linetwin/model';
import { boundsOf, rounded, type Bounds, type PlacedMachine } from './places.ts';

/** Distance of the lines that machines are set to, metres. */
export const GRID_M = 0.5;
/** An edge draws as near as this to the edge of another machine, metres. */
const EDGE_REACH_M = 0.3;
/** Edges of machines farther away than this do not draw: nobody sees that they are in line, metres. */
const NEIGHBOUR_M = 8;

/**
 * The place that a machine is set to when it is let go near `at`: its edges in line with those of a neighbour, or else its
 * centre on the grid; each direction by itself.
 */
export function snapped(machine: PlacedMachine, at: Place, others: readonly PlacedMachine[]): Place {
  const own = boundsOf({ sizeM: machine.sizeM, at });
  const near = others
    .filter(({ address }) => address !== machine.address)
    .map(boundsOf)
    .filter((other) => gap(own, other) < NEIGHBOUR_M);
  const edges = (low: keyof Bounds, high: keyof Bounds) => near.flatMap((other) => [other[low], other[high]]);
  const byX = nearestShift([own.minX, own.maxX], edges('minX', 'maxX'));
  const byZ = nearestShift([own.minZ, own.maxZ], edges('minZ', 'maxZ'));
  return rounded({
    ...at,
    x: byX === undefined ? onGrid(at.x) : at.x + byX,
    z: byZ === undefined ? onGrid(at.z) : at.z + byZ,
  });
}

export function onGrid(metres: number): number {
  return Math.round(metres / GRID_M) * GRID_M;
}

/** The least shift that brings one of the edges onto one of the others; none when all are out of reach. */
function nearestShift(own: readonly number[], others: readonly number[]): number | undefined {
  let least: number | undefined;
  for (const edge of own)
    for (const other of others) {
      const shift = other - edge;
      if (Math.abs(shift) <= EDGE_REACH_M && (least === undefined || Math.abs(shift) < Math.abs(least)))
        least = shift;
    }
  return least;
}

function gap(a: Bounds, b: Bounds): number {
  return Math.max(a.minX - b.maxX, b.minX - a.maxX, a.minZ - b.maxZ, b.minZ - a.maxZ, 0);
}
