import type { GapCause } from '@linetwin/contracts';
import type { WatchedMachine } from './watched-machine.ts';

/** What is known of those who send, for the cause of a silence. */
export interface SourceConditions {
  /** How far the clock of a machine's sender is ahead of ours, ms; 0 when it is not known. */
  skewMs(equipment: string): number;
  /** Whether the session of who last sent for the machine has ended. */
  isDisconnected(equipment: string): boolean;
  /** Whether we have no connection to the broker that the line's messages come through. */
  isBrokerAway(line: string): boolean;
}

/** Why a whole line is silent; machines that were silent before say nothing about it. */
export function lineCause(
  conditions: SourceConditions,
  line: string,
  machines: readonly WatchedMachine[],
): GapCause {
  if (conditions.isBrokerAway(line)) return 'broker-away';
  const speakers = machines.filter(({ time, gap }) => time > 0 && !gap);
  const gone = speakers.every(({ address }) => conditions.isDisconnected(address));
  return speakers.length > 0 && gone ? 'source-disconnected' : 'line-silent';
}

/** Why one machine of a line that speaks is silent. */
export function machineCause(conditions: SourceConditions, { address }: WatchedMachine): GapCause {
  return conditions.isDisconnected(address) ? 'source-disconnected' : 'equipment-silent';
}
