import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { OwnedLines } from './owned-lines.port.ts';

const fileSchema = z.array(z.string());

/** As a file in the data folder. */
export class OwnedLinesFile extends OwnedLines {
  private readonly path: string;
  private writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    super();
    this.path = path;
  }

  async read(): Promise<string[]> {
    try {
      return fileSchema.parse(JSON.parse(await readFile(this.path, 'utf8')));
    } catch {
      // Without it the lines are taken when the leases can be asked.
      return [];
    }
  }

  write(lines: readonly string[]): Promise<void> {
    this.writing = this.writing
      .catch(() => undefined)
      .then(async () => {
        await writeFile(`${this.path}.part`, JSON.stringify(lines));
        await rename(`${this.path}.part`, this.path);
      });
    return this.writing;
  }
}
