import type { Footprint } from '../conveyors/route.ts';

const CELL_M = 0.5;

/** Which parts of the hall floor are taken; finds room for things that may stand where it suits. */
export class FreeFloor {
  private readonly columns: number;
  private readonly rows: number;
  private readonly lengthM: number;
  private readonly widthM: number;
  private readonly taken: Uint8Array;

  constructor(lengthM: number, widthM: number) {
    this.lengthM = lengthM;
    this.widthM = widthM;
    this.columns = Math.floor(lengthM / CELL_M);
    this.rows = Math.floor(widthM / CELL_M);
    this.taken = new Uint8Array(this.columns * this.rows);
  }

  take(box: Footprint): void {
    const [c0, c1, r0, r1] = this.cells(box);
    for (let r = r0; r <= r1; r++) this.taken.fill(1, r * this.columns + c0, r * this.columns + c1 + 1);
  }

  /** Middle of the free rectangle nearest to a wish, taken at once; undefined where there is none within reach. */
  claim(
    lengthM: number,
    widthM: number,
    wish: { x: number; z: number },
    reachM: number,
  ): { x: number; z: number } | undefined {
    let best: { x: number; z: number } | undefined;
    let bestDistance = reachM;
    const [c0, c1, r0, r1] = this.cells(around(wish.x, wish.z, 2 * reachM, 2 * reachM));
    for (let r = r0; r <= r1; r++) {
      for (let c = c0; c <= c1; c++) {
        const x = -this.lengthM / 2 + (c + 0.5) * CELL_M;
        const z = -this.widthM / 2 + (r + 0.5) * CELL_M;
        const distance = Math.hypot(x - wish.x, z - wish.z);
        if (distance < bestDistance && this.isFree(around(x, z, lengthM, widthM))) {
          best = { x, z };
          bestDistance = distance;
        }
      }
    }
    if (best) this.take(around(best.x, best.z, lengthM, widthM));
    return best;
  }

  private isFree(box: Footprint): boolean {
    if (box.minX < -this.lengthM / 2 || box.maxX > this.lengthM / 2) return false;
    if (box.minZ < -this.widthM / 2 || box.maxZ > this.widthM / 2) return false;
    const [c0, c1, r0, r1] = this.cells(box);
    for (let r = r0; r <= r1; r++)
      for (let c = c0; c <= c1; c++) if (this.taken[r * this.columns + c]) return false;
    return true;
  }

  private cells({ minX, maxX, minZ, maxZ }: Footprint): [number, number, number, number] {
    const column = (x: number) =>
      Math.max(0, Math.min(this.columns - 1, Math.floor((x + this.lengthM / 2) / CELL_M)));
    const row = (z: number) =>
      Math.max(0, Math.min(this.rows - 1, Math.floor((z + this.widthM / 2) / CELL_M)));
    return [column(minX), column(maxX), row(minZ), row(maxZ)];
  }
}

function around(x: number, z: number, lengthM: number, widthM: number): Footprint {
  return { minX: x - lengthM / 2, maxX: x + lengthM / 2, minZ: z - widthM / 2, maxZ: z + widthM / 2 };
}
