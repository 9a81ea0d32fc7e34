import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Sets who may reach a folder, and all folders and files in it. */
export async function setModes(folder: string, modes: { folders: number; files: number }): Promise<void> {
  await chmod(folder, modes.folders);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? modes.folders : modes.files);
  }
}
