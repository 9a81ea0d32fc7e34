import { readFile, rename, writeFile } from 'node:fs/promises';
import { ruleDefinitionSchema } from '@linetwin/contracts';
import { z } from 'zod';
import type { LiveRule } from './rule-store.port.ts';

const fileSchema = z.array(
  z.object({
    id: z.string(),
    version: z.object({
      version: z.number(),
      definition: ruleDefinitionSchema,
      by: z.string(),
      at: z.number(),
      reason: z.string(),
    }),
  }),
);

/** The live rules in a file of this machine: what a server that starts while the data base is away goes on with. */
export class LiveRulesFile {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @returns none when there is no file yet. @throws when the file cannot be read or is none of ours */
  async read(): Promise<LiveRule[]> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    return fileSchema.parse(JSON.parse(text));
  }

  async write(rules: readonly LiveRule[]): Promise<void> {
    // Written beside and renamed, so that a kill never leaves half a file.
    await writeFile(`${this.path}.part`, JSON.stringify(rules));
    await rename(`${this.path}.part`, this.path);
  }
}
