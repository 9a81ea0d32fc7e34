import type { Command } from '@linetwin/contracts';
import type { ForecastOrder, ForecastRest } from '@linetwin/energy';

/** What is known of the next minutes before it happens. */
export interface KnownAhead {
  /** What is ordered of a line now. */
  orderOf(line: string): ForecastOrder;
  /** The same of the section of a machine, where that works by runs of its own. */
  orderOfMachine(line: string, machine: string): ForecastOrder | undefined;
  /** A command that stands on a machine and says when it is to be ready again. */
  restOf(machine: string): ForecastRest | undefined;
}

/** Where nobody says anything there is always an order, and no command. */
export const NOTHING_KNOWN: KnownAhead = {
  orderOf: () => ({ isOpen: true }),
  orderOfMachine: () => undefined,
  restOf: () => undefined,
};

/** The command that stands on a machine and says when it is to be ready again, as the forecast of demand takes it. */
export function restOf(commands: readonly Command[], machine: string): ForecastRest | undefined {
  for (const { equipment, setting, value, readyAt, state } of commands)
    if (equipment === machine && state === 'accepted' && readyAt !== null)
      return { what: `${setting} ${value}`, readyAtMs: readyAt };
  return undefined;
}
