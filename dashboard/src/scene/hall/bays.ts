import type { Footprint } from '../conveyors/route.ts';

/** Unites footprints that lie closer than `gapM` until none do: the bays of a hall. */
export function clusterBays(footprints: readonly Footprint[], gapM: number): Footprint[] {
  const bays = footprints.map((f) => ({ ...f }));
  for (let merged = true; merged;) {
    merged = false;
    for (let i = 0; i < bays.length && !merged; i++) {
      for (let j = i + 1; j < bays.length && !merged; j++) {
        const a = bays[i];
        const b = bays[j];
        const apart =
          a.minX - b.maxX > gapM ||
          b.minX - a.maxX > gapM ||
          a.minZ - b.maxZ > gapM ||
          b.minZ - a.maxZ > gapM;
        if (apart) continue;
        bays[i] = unite(a, b);
        bays.splice(j, 1);
        merged = true;
      }
    }
  }
  return bays;
}

export function unite(a: Footprint, b: Footprint): Footprint {
  return {
    minX: Math.min(a.minX, b.minX),
    maxX: Math.max(a.maxX, b.maxX),
    minZ: Math.min(a.minZ, b.minZ),
    maxZ: Math.max(a.maxZ, b.maxZ),
  };
}

export function grown(f: Footprint, byM: number): Footprint {
  return { minX: f.minX - byM, maxX: f.maxX + byM, minZ: f.minZ - byM, maxZ: f.maxZ + byM };
}

/** A strip of floor that runs the whole length of the hall and holds no machine. */
export interface Aisle {
  z: number;
  widthM: number;
}

/** Widest free strips along x, at most one between two rows of machines. */
export function findAisles(
  footprints: readonly Footprint[],
  hallWidthM: number,
  leastM: number,
  mostM: number,
): Aisle[] {
  const spans = footprints.map((f) => [f.minZ, f.maxZ] as const).sort((a, b) => a[0] - b[0]);
  const aisles: Aisle[] = [];
  let end = -hallWidthM / 2;
  const close = (until: number) => {
    const free = until - end;
    if (free >= leastM + 0.6) aisles.push({ z: (end + until) / 2, widthM: Math.min(mostM, free - 0.6) });
  };
  for (const [from, to] of spans) {
    if (from > end) close(from);
    end = Math.max(end, to);
  }
  close(hallWidthM / 2);
  return aisles;
}
