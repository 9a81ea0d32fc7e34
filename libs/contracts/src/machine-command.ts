import { z } from 'zod';

/**
 * What the server asks of a machine, JSON on `.../command` below the machine's ISA-95 path, QoS 1. A command sets one of the
 * settings that the machine's kind declares. It stands while the server keeps saying so (`keep`); when that stops for `watchdogS`
 * seconds of the machine's own clock, the machine goes back to the setting it had before. So a server that dies leaves no machine
 * in a state that nobody looks after.
 *
 *     {"do":"set","id":"01JD...","time":1763733600000,"setting":"operating_level","value":2,"watchdogS":120}
 *     {"do":"keep","id":"01JD...","time":1763733640000}
 *     {"do":"return","id":"01JD...","time":1763733700000}
 */
export const commandMessageSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('set'),
    id: z.string().min(1).max(64),
    time: z.number().finite(),
    setting: z.string().min(1).max(48),
    value: z.number().finite(),
    watchdogS: z.number().min(5).max(3600),
    /** Time in ms since 1970 UTC at which the machine shall be back at its prior setting, ready to work. */
    readyAt: z.number().finite().optional(),
  }),
  z.strictObject({ do: z.literal('keep'), id: z.string().min(1).max(64), time: z.number().finite() }),
  z.strictObject({ do: z.literal('return'), id: z.string().min(1).max(64), time: z.number().finite() }),
]);
export type CommandMessage = z.infer<typeof commandMessageSchema>;
export type SetCommand = Extract<CommandMessage, { do: 'set' }>;

/** Why a machine does not do what it is asked for. */
export const REFUSAL_REASONS = [
  'unknown-setting',
  'out-of-range',
  'at-work',
  'charge-inside',
  'too-hot',
  'fault',
  'malformed',
  /** Said to `keep` and `return` of a command that the machine does not know, or that has ended. */
  'not-standing',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Why a machine is back at its prior setting. */
export const RETURN_REASONS = ['asked', 'watchdog', 'ready-time', 'work', 'superseded', 'fault'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/**
 * What a machine says to a command, JSON on `.../answer`, QoS 1: `accepted` or `refused` at once, `returned` when it is back at
 * its prior setting, for whatever reason.
 *
 *     {"id":"01JD...","time":1763733600180,"answer":"accepted","setting":"operating_level","value":2,"prior":0}
 */
export const commandAnswerSchema = z.discriminatedUnion('answer', [
  z.strictObject({
    answer: z.literal('accepted'),
    id: z.string().min(1).max(64),
    time: z.number().finite(),
    setting: z.string(),
    value: z.number(),
    prior: z.number(),
  }),
  z.strictObject({
    answer: z.literal('refused'),
    id: z.string().min(1).max(64),
    time: z.number().finite(),
    reason: z.enum(REFUSAL_REASONS),
  }),
  z.strictObject({
    answer: z.literal('returned'),
    id: z.string().min(1).max(64),
    time: z.number().finite(),
    setting: z.string(),
    value: z.number(),
    reason: z.enum(RETURN_REASONS),
  }),
]);
export type CommandAnswer = z.infer<typeof commandAnswerSchema>;

/** Commands and answers are small; what is larger is refused unread. */
export const MAX_COMMAND_BYTES = 4096;

/** Topic that a machine listens to. It is no message kind of the intake: nothing comes in on it. */
export function commandTopicOf(equipment: string): string {
  return `${equipment}/command`;
}
