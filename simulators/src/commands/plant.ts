import { fileURLToPath } from 'node:url';
import { ModelIndex } from '@linetwin/model';
import type { Equipment, Line, PlantModel } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { UsageError } from './usage-error.ts';

/** The reference plant of this repository. */
export const DEFAULT_PLANT = fileURLToPath(new URL('../../../plants/liaocheng', import.meta.url));

export function readPlant(folder: string): Promise<PlantModel> {
  return readPlantFolder(folder);
}

export function findLine(model: PlantModel, id: string): Line {
  const line = new ModelIndex(model).line(id);
  if (!line)
    throw new UsageError(`There is no line "${id}"; known: ${model.lines.map((l) => l.id).join(', ')}.`);
  return line;
}

/** Finds a machine by address or, where only one line has it, by id. */
export function findEquipment(model: PlantModel, name: string): Equipment {
  const found = model.equipment.filter((e) => e.address === name || e.id === name);
  if (found.length === 1) return found[0];
  if (found.length > 1)
    throw new UsageError(
      `"${name}" is the id of ${found.length} machines; use an address: ${found.map((e) => e.address).join(', ')}.`,
    );
  throw new UsageError(
    `There is no equipment "${name}"; "sim list" shows all machines, such as ${model.equipment[0].address}.`,
  );
}
