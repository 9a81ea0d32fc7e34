import type { PlantModel } from '@linetwin/model';
import type { Footprint } from '../conveyors/route.ts';
import { footprintOf, type PlacedForm } from '../plant/plant.ts';
import { grown, unite } from './bays.ts';

/** Room that conveyors may use around the machines of a line, metres. */
const AROUND_M = 2;
/** Wings keep to this grid, so that what is laid out in one does not depend on the size of the hall, metres. */
const GRID_M = 0.5;

/** Lines that stand together in a part of the hall: conveyors, rooms and stores are laid out for each on its own. */
export interface Wing {
  area: Footprint;
  /** The plant with the lines and machines of this wing only. */
  model: PlantModel;
  placed: PlacedForm[];
}

/** Lines whose floor overlaps share a wing. */
export function wingsOf(model: PlantModel, placed: readonly PlacedForm[]): Wing[] {
  const groups: { lines: Set<string>; area: Footprint }[] = [];
  for (const { id } of model.lines) {
    const own = placed.filter(({ equipment }) => equipment.line === id).map(footprintOf);
    if (own.length === 0) continue;
    const group = { lines: new Set([id]), area: grown(own.reduce(unite), AROUND_M) };
    for (let i = groups.length - 1; i >= 0; i--) {
      if (!overlap(groups[i].area, group.area)) continue;
      const [other] = groups.splice(i, 1);
      for (const line of other.lines) group.lines.add(line);
      group.area = unite(group.area, other.area);
    }
    groups.push(group);
  }
  const { lengthM, widthM } = model.hall;
  return groups.map(({ lines, area }) => ({
    area: {
      minX: Math.max(-lengthM / 2, snapped(area.minX)),
      maxX: Math.min(lengthM / 2, snapped(area.maxX)),
      minZ: Math.max(-widthM / 2, snapped(area.minZ)),
      maxZ: Math.min(widthM / 2, snapped(area.maxZ)),
    },
    model: {
      ...model,
      lines: model.lines.filter(({ id }) => lines.has(id)),
      equipment: model.equipment.filter(({ line }) => lines.has(line)),
    },
    placed: placed.filter(({ equipment }) => lines.has(equipment.line)),
  }));
}

function overlap(a: Footprint, b: Footprint): boolean {
  return a.minX < b.maxX && b.minX < a.maxX && a.minZ < b.maxZ && b.minZ < a.maxZ;
}

function snapped(metres: number): number {
  return Math.round(metres / GRID_M) * GRID_M;
}
