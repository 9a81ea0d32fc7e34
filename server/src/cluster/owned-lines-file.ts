import { z } from 'zod';
import { JsonFile } from '../platform/json-file.ts';
import { OwnedLines } from './owned-lines.port.ts';

/** As a file in the data folder. */
export class OwnedLinesFile extends OwnedLines {
  private readonly file: JsonFile<readonly string[]>;

  constructor(path: string) {
    super();
    this.file = new JsonFile(path, z.array(z.string()));
  }

  async read(): Promise<string[]> {
    // Without it the lines are taken when the leases can be asked.
    const lines = await this.file.read().catch(() => undefined);
    return [...(lines ?? [])];
  }

  write(lines: readonly string[]): Promise<void> {
    return this.file.write(lines);
  }
}
