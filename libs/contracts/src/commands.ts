import { z } from 'zod';
import { REFUSAL_REASONS, RETURN_REASONS } from './machine-command.ts';

/**
 * Life of a command: `given` until the machine answers, `accepted` while it stands, `refused` by the machine, `unanswered` when nothing
 * came in time, `returned` when the machine is back at its prior setting.
 */
export const COMMAND_STATES = ['given', 'accepted', 'refused', 'unanswered', 'returned'] as const;
/** Who gives the commands of rules, and of plans that apply themselves. */
export const BY_RULES = 'rules';

export type CommandState = (typeof COMMAND_STATES)[number];

/** Something that was asked of a machine: who, what, when, answer. Times are ms since 1970 UTC. */
export const commandSchema = z.object({
  id: z.string(),
  line: z.string(),
  equipment: z.string(),
  setting: z.string(),
  value: z.number(),
  /** Setting of the machine before; null until it said so. */
  prior: z.number().nullable(),
  readyAt: z.number().nullable(),
  /** A person's name, or the rules. */
  by: z.string(),
  reason: z.string().nullable(),
  state: z.enum(COMMAND_STATES),
  givenAt: z.number(),
  answeredAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  refusal: z.enum(REFUSAL_REASONS).nullable(),
  returned: z.enum(RETURN_REASONS).nullable(),
});
export type Command = z.infer<typeof commandSchema>;

/** POST /api/commands. `seenAt` is the plant time that was looked at: nobody commands out of a replay. */
export const commandRequestSchema = z.strictObject({
  equipment: z.string().min(1).max(200),
  setting: z.string().min(1).max(48),
  value: z.number().finite(),
  readyAt: z.number().finite().optional(),
  reason: z.string().trim().min(1).max(300).optional(),
  seenAt: z.number().finite(),
  by: z.string().trim().min(1).max(80).optional(),
});
export type CommandRequest = z.infer<typeof commandRequestSchema>;

export const commandQuerySchema = z.object({
  line: z.string().optional(),
  equipment: z.string().optional(),
  standing: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type CommandQuery = z.infer<typeof commandQuerySchema>;
