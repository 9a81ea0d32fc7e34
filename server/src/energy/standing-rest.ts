import type { Command } from '@linetwin/contracts';
import type { ForecastRest } from '@linetwin/energy';

/** The command that stands on a machine and says when it is to be ready again, as the forecast of demand takes it. */
export function restOf(commands: readonly Command[], machine: string): ForecastRest | undefined {
  for (const { equipment, setting, value, readyAt, state } of commands)
    if (equipment === machine && state === 'accepted' && readyAt !== null)
      return { what: `${setting} ${value}`, readyAtMs: readyAt };
  return undefined;
}
