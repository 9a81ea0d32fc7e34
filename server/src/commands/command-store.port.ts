import type { Command, CommandState } from '@linetwin/contracts';

export interface CommandRange {
  line?: string;
  equipment?: string;
  /** Only those that stand: given or accepted. */
  standing?: boolean;
  limit: number;
}

/**
 * The record of commands.
 *
 * Promises: a command is named by its id. What `keep` resolved for survives. The life of a command goes one way: a word that is
 * behind what is kept (`given` after `accepted`, anything after an end) changes nothing, whatever the order they come in. `list` gives the
 * newest first.
 */
export abstract class CommandStore {
  abstract keep(command: Command): Promise<void>;
  abstract list(range: CommandRange): Promise<Command[]>;
  abstract read(id: string): Promise<Command | undefined>;
}

export const STANDING_STATES: readonly CommandState[] = ['given', 'accepted'];

/** How far a command is in its life: a greater one is later, and of equal ones the first stays. */
export const STAGE: Readonly<Record<CommandState, number>> = {
  given: 0,
  accepted: 1,
  refused: 2,
  unanswered: 1,
  returned: 2,
};
