import { readFile, rename, writeFile } from 'node:fs/promises';
import type { z } from 'zod';

/** One value in a file of this machine, replaced as a whole: whoever is killed meanwhile leaves the old one or the new one. */
export class JsonFile<T> {
  private readonly path: string;
  private readonly schema: z.ZodType<T>;
  private writing: Promise<void> = Promise.resolve();

  /** @param schema what a file of ours holds */
  constructor(path: string, schema: z.ZodType<T>) {
    this.path = path;
    this.schema = schema;
  }

  /** @returns `undefined` when there is no file yet. @throws when it cannot be read or is none of ours */
  async read(): Promise<T | undefined> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    return this.schema.parse(JSON.parse(text));
  }

  /**
   * Writes the value as it is now, after those that were given before it. It is with the system then, not yet on the disk.
   *
   * @throws when the file cannot be written; the one before it stands
   */
  write(value: T): Promise<void> {
    const text = JSON.stringify(value);
    this.writing = this.writing
      .catch(() => undefined)
      .then(async () => {
        await writeFile(`${this.path}.part`, text);
        await rename(`${this.path}.part`, this.path);
      });
    return this.writing;
  }
}
