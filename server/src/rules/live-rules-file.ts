import { ruleDefinitionSchema } from '@linetwin/contracts';
import { z } from 'zod';
import { JsonFile } from '../platform/json-file.ts';
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
export type LiveRulesFile = JsonFile<readonly LiveRule[]>;

export const liveRulesFile = (path: string): LiveRulesFile => new JsonFile(path, fileSchema);
