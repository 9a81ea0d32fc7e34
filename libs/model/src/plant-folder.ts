import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { loadPlant, type PlantText } from './plant-loader.ts';
import type { PlantModel } from './plant-model.ts';

/** A plant folder that cannot be read or holds nothing to read; the message is one sentence that names it. */
export class PlantFolderError extends Error {
  override name = 'PlantFolderError';
}

/**
 * Reads every `.yaml` file below a folder as one plant. This file is the only place of this library that touches a disk,
 * reached as `@linetwin/model/node` so that browsers never load it.
 *
 * @throws PlantFileError for mistakes in the files, PlantFolderError when there is nothing to read
 */
export async function readPlantFolder(folder: string): Promise<PlantModel> {
  return loadPlant(await readPlantTexts(folder));
}

/**
 * The texts of every `.yaml` file below a folder, named by their paths from the working directory.
 *
 * @throws PlantFolderError when there is nothing to read
 */
export async function readPlantTexts(folder: string): Promise<PlantText[]> {
  const texts: PlantText[] = [];
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new PlantFolderError(`The plant folder ${folder} cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
  for (const entry of entries) {
    if (!entry.isFile() || !/\.ya?ml$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    texts.push({ file: relative(process.cwd(), path), text: await readFile(path, 'utf8') });
  }
  if (texts.length === 0) throw new PlantFolderError(`The plant folder ${folder} holds no .yaml file.`);
  return texts;
}
