import { Refusal } from '../platform/in-words.ts';

/** A command that cannot be given as it was asked for; the message goes to whoever asked. */
export class CommandError extends Refusal {
  override name = 'CommandError';
}

/** There is no such command, or it does not stand any more. */
export class CommandNotStandingError extends Refusal {
  override name = 'CommandNotStandingError';
}
