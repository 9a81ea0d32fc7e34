import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { PlantText } from '@linetwin/model';
import { readPlantTexts } from '@linetwin/model/node';
import { Refusal } from '../platform/in-words.ts';

/** Earlier files that are kept; the oldest go first. */
const MOST_BACKUPS = 40;
const REFUSALS = new Set(['EROFS', 'EACCES', 'EPERM', 'EBUSY']);

/** The plant folder may not be written by this server. */
export class ReadOnlyPlantError extends Refusal {
  override name = 'ReadOnlyPlantError';

  constructor() {
    super(
      'This server may not write the plant folder; download the files and put them there by hand.',
      'plant-read-only',
    );
  }
}

/** The plant folder as texts with one version over all of them. Files are replaced whole; what was before is kept elsewhere. */
export class PlantFiles {
  private readonly folder: string;
  private readonly backups: string;

  /** @param backups folder for earlier files, outside of the plant folder */
  constructor(folder: string, backups: string) {
    this.folder = folder;
    this.backups = backups;
  }

  /** @throws PlantFolderError */
  async read(): Promise<{ texts: PlantText[]; version: string }> {
    const texts = (await readPlantTexts(this.folder)).sort((a, b) => (a.file < b.file ? -1 : 1));
    const hash = createHash('sha256');
    for (const { file, text } of texts) hash.update(`${this.nameOf(file)}\0${text}\0`);
    return { texts, version: hash.digest('hex').slice(0, 32) };
  }

  /** Path below the plant folder. */
  nameOf(file: string): string {
    return relative(this.folder, resolve(file)).replaceAll('\\', '/');
  }

  async isWritable(): Promise<boolean> {
    try {
      for (const { file } of await readPlantTexts(this.folder)) {
        const path = await realpath(resolve(file));
        await access(path, constants.W_OK);
        await access(dirname(path), constants.W_OK);
      }
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Replaces files, all or none: new texts are on the disk before the first file changes, and a file that cannot be replaced
   * puts back those before it.
   *
   * @throws ReadOnlyPlantError
   */
  async write(texts: readonly PlantText[]): Promise<void> {
    const steps: { path: string; part: string; kept: string }[] = [];
    const replaced: { path: string; kept: string }[] = [];
    try {
      await mkdir(this.backups, { recursive: true });
      const stamp = new Date().toISOString().replaceAll(':', '-');
      for (const { file, text } of texts) {
        const path = await realpath(resolve(file));
        const kept = join(this.backups, `${stamp}-${this.nameOf(file).replaceAll('/', '-')}`);
        await copyFile(path, kept);
        const part = join(dirname(path), `.${basename(path)}.part`);
        steps.push({ path, part, kept });
        const { mode } = await stat(path);
        const handle = await open(part, 'w', mode);
        try {
          await handle.writeFile(text, 'utf8');
          await handle.sync();
        } finally {
          await handle.close();
        }
      }
      for (const { path, part, kept } of steps) {
        await rename(part, path);
        replaced.push({ path, kept });
      }
    } catch (error) {
      for (const { part } of steps) await rm(part, { force: true }).catch(() => undefined);
      for (const { path, kept } of replaced) await copyFile(kept, path);
      if (REFUSALS.has((error as NodeJS.ErrnoException).code ?? '')) throw new ReadOnlyPlantError();
      throw error;
    }
    await this.forgetOldest();
  }

  private async forgetOldest(): Promise<void> {
    const names = (await readdir(this.backups)).sort();
    for (const name of names.slice(0, -MOST_BACKUPS)) await rm(join(this.backups, name), { force: true });
  }
}
