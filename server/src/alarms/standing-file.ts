import { readFile, rename, writeFile } from 'node:fs/promises';
import { alarmSchema, type Alarm } from '@linetwin/contracts';
import { z } from 'zod';

const fileSchema = z.array(alarmSchema);

/**
 * Alarms that stand, as far as the log has them, in a file of this machine: what a server that starts while the data base
 * is away goes on from. The log remains the truth whenever it can be asked.
 */
export class StandingFile {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @returns none when there is no file yet. @throws when the file cannot be read or is none of ours */
  async read(): Promise<Alarm[]> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    return fileSchema.parse(JSON.parse(text));
  }

  async write(alarms: readonly Alarm[]): Promise<void> {
    // Written beside and renamed, so that a kill never leaves half a file.
    await writeFile(`${this.path}.part`, JSON.stringify(alarms));
    await rename(`${this.path}.part`, this.path);
  }
}
