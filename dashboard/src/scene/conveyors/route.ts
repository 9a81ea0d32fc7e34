/** Footprint on the floor, metres. */
export interface Footprint {
  minX: number;
  maxX: number;
  minZ: number;
  maxZ: number;
}

export interface FloorPoint {
  x: number;
  z: number;
}

/** A place where a conveyor starts or ends, and the way parts move there (unit vector along x or z). */
export interface RouteEnd extends FloorPoint {
  dx: number;
  dz: number;
}

const CELL_M = 0.5;
const TURN_COST = 3;
/** Crossing another conveyor is worse than a way round of this many cells. */
const CROSSING_COST = 8;
/** Running along a conveyor that leads to the same machines is cheaper than a new one. */
const SHARED_COST = 0.35;

const BLOCKED = 1;
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * Finds ways for conveyors over a hall floor: along the axes, around machines, with few corners, joining
 * conveyors of the same group where they can (Dijkstra over cells and headings).
 */
export class ConveyorRouter {
  private readonly columns: number;
  private readonly rows: number;
  private readonly originX: number;
  private readonly originZ: number;
  private readonly blocked: Uint8Array;
  private readonly owner: Int16Array;

  /** `area` is the floor that conveyors may use, metres; the smaller, the faster a way is found. */
  constructor(area: Footprint, footprints: readonly Footprint[], clearanceM: number) {
    this.columns = Math.ceil((area.maxX - area.minX) / CELL_M) + 1;
    this.rows = Math.ceil((area.maxZ - area.minZ) / CELL_M) + 1;
    this.originX = area.minX;
    this.originZ = area.minZ;
    this.blocked = new Uint8Array(this.columns * this.rows);
    this.owner = new Int16Array(this.columns * this.rows).fill(-1);
    for (const f of footprints) {
      for (let r = 0; r < this.rows; r++) {
        for (let c = 0; c < this.columns; c++) {
          const x = this.originX + c * CELL_M;
          const z = this.originZ + r * CELL_M;
          if (
            x > f.minX - clearanceM &&
            x < f.maxX + clearanceM &&
            z > f.minZ - clearanceM &&
            z < f.maxZ + clearanceM
          )
            this.blocked[r * this.columns + c] = BLOCKED;
        }
      }
    }
  }

  /**
   * Corner points from one end to the other, or just the two ends where no way is free.
   *
   * @param group conveyors of one group may share their way
   */
  route(from: RouteEnd, to: RouteEnd, group: number): FloorPoint[] {
    const start = this.freeCellAhead(from, 1);
    const goal = this.freeCellAhead(to, -1);
    const cells =
      start < 0 || goal < 0 ? undefined : this.search(start, headingOf(from), goal, headingOf(to), group);
    if (!cells) return [from, to];
    for (const cell of cells) if (this.owner[cell] < 0) this.owner[cell] = group;
    return this.corners(from, to, cells);
  }

  /** First free cell from an end along its direction (or against it). */
  private freeCellAhead(end: RouteEnd, sense: 1 | -1): number {
    for (let step = 0; step < 16; step++) {
      const c = Math.round((end.x + end.dx * sense * step * CELL_M - this.originX) / CELL_M);
      const r = Math.round((end.z + end.dz * sense * step * CELL_M - this.originZ) / CELL_M);
      if (c < 0 || r < 0 || c >= this.columns || r >= this.rows) return -1;
      const cell = r * this.columns + c;
      if (!this.blocked[cell]) return cell;
    }
    return -1;
  }

  private search(
    start: number,
    startHeading: number,
    goal: number,
    goalHeading: number,
    group: number,
  ): number[] | undefined {
    const states = this.columns * this.rows * 4;
    const cost = new Float32Array(states).fill(Infinity);
    const previous = new Int32Array(states).fill(-1);
    const heap = new MinHeap();
    cost[start * 4 + startHeading] = 0;
    heap.push(0, start * 4 + startHeading);
    for (let at = heap.pop(); at >= 0; at = heap.pop()) {
      const cell = at >> 2;
      const heading = at & 3;
      if (cell === goal && heading === goalHeading) return trace(previous, at);
      const c = cell % this.columns;
      const r = (cell - c) / this.columns;
      for (let next = 0; next < 4; next++) {
        if ((next + 2) % 4 === heading) continue;
        const nc = c + STEPS[next][0];
        const nr = r + STEPS[next][1];
        if (nc < 0 || nr < 0 || nc >= this.columns || nr >= this.rows) continue;
        const neighbour = nr * this.columns + nc;
        if (this.blocked[neighbour] && neighbour !== goal) continue;
        const owner = this.owner[neighbour];
        const step =
          (owner < 0 ? 1 : owner === group ? SHARED_COST : CROSSING_COST) +
          (next === heading ? 0 : TURN_COST);
        const state = neighbour * 4 + next;
        if (cost[at] + step < cost[state]) {
          cost[state] = cost[at] + step;
          previous[state] = at;
          heap.push(cost[state], state);
        }
      }
    }
    return undefined;
  }

  /** Keeps the corners only and joins the exact ends, shifting the first and last legs onto their axes. */
  private corners(from: RouteEnd, to: RouteEnd, cells: readonly number[]): FloorPoint[] {
    const points: FloorPoint[] = cells.map((cell) => ({
      x: this.originX + (cell % this.columns) * CELL_M,
      z: this.originZ + Math.floor(cell / this.columns) * CELL_M,
    }));
    const kept: FloorPoint[] = points.filter((p, i) => {
      const a = points[i - 1];
      const b = points[i + 1];
      if (!a || !b) return true;
      return Math.sign(p.x - a.x) !== Math.sign(b.x - p.x) || Math.sign(p.z - a.z) !== Math.sign(b.z - p.z);
    });
    // The whole first and last straight leg moves to the port's own line, so that no small jog remains.
    alignLeg(kept, from, 0, 1);
    alignLeg(kept, to, kept.length - 1, -1);
    const all = [{ x: from.x, z: from.z }, ...kept, { x: to.x, z: to.z }];
    return withoutStraights(all);
  }
}

function alignLeg(points: FloorPoint[], end: RouteEnd, first: number, step: 1 | -1): void {
  const alongX = end.dx !== 0;
  let i = first;
  const line = alongX ? points[first].z : points[first].x;
  while (i >= 0 && i < points.length && (alongX ? points[i].z : points[i].x) === line) {
    if (alongX) points[i].z = end.z;
    else points[i].x = end.x;
    i += step;
  }
}

function withoutStraights(points: readonly FloorPoint[]): FloorPoint[] {
  return points.filter((p, i) => {
    const a = points[i - 1];
    const b = points[i + 1];
    if (!a || !b) return true;
    const cross = (p.x - a.x) * (b.z - p.z) - (p.z - a.z) * (b.x - p.x);
    return Math.abs(cross) > 1e-6;
  });
}

function headingOf(end: RouteEnd): number {
  return Math.max(
    0,
    STEPS.findIndex(([dx, dz]) => dx === Math.round(end.dx) && dz === Math.round(end.dz)),
  );
}

function trace(previous: Int32Array, end: number): number[] {
  const cells: number[] = [];
  for (let at = end; at >= 0; at = previous[at]) cells.push(at >> 2);
  return cells.reverse();
}

/** Smallest first; values are small integers, so two arrays do. */
class MinHeap {
  private readonly keys: number[] = [];
  private readonly values: number[] = [];

  push(key: number, value: number): void {
    let i = this.keys.length;
    this.keys.push(key);
    this.values.push(value);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.keys[parent] <= key) break;
      this.keys[i] = this.keys[parent];
      this.values[i] = this.values[parent];
      i = parent;
    }
    this.keys[i] = key;
    this.values[i] = value;
  }

  /** The value with the smallest key, or -1. */
  pop(): number {
    const size = this.keys.length - 1;
    if (size < 0) return -1;
    const top = this.values[0];
    const key = this.keys.pop()!;
    const value = this.values.pop()!;
    if (size === 0) return top;
    let i = 0;
    for (;;) {
      let child = i * 2 + 1;
      if (child >= size) break;
      if (child + 1 < size && this.keys[child + 1] < this.keys[child]) child++;
      if (this.keys[child] >= key) break;
      this.keys[i] = this.keys[child];
      this.values[i] = this.values[child];
      i = child;
    }
    this.keys[i] = key;
    this.values[i] = value;
    return top;
  }
}
