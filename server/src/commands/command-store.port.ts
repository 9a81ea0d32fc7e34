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
 * newest first. That a command is no longer wanted is kept apart from its life: it may stand for long, until its machine says that it is back.
 */
export abstract class CommandStore {
  abstract keep(command: Command): Promise<void>;
  abstract list(range: CommandRange): Promise<Command[]>;
  abstract read(id: string): Promise<Command | undefined>;
  /** @param at when it was no longer wanted, ms since 1970 UTC; the first time stays. One that was never kept is left out */
  abstract takeBack(id: string, at: number): Promise<void>;
  /** Ids of the commands of a line that stand and are no longer wanted. */
  abstract takenBack(line: string): Promise<ReadonlySet<string>>;
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
