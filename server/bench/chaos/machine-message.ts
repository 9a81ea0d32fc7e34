import { VALUES_PER_MESSAGE } from '../live/bench-plant.ts';

/** A message of one machine: its ten values of one moment. What they are follows from machine and time, so that none is kept. */
export interface MachineMessage {
  /** Position of the machine in the list of addresses. */
  machine: number;
  /** Source time, ms since 1970 UTC; no machine has two messages of one time. */
  time: number;
}

/** Beyond the limit of the plant's signal 0. */
const TOO_HIGH = 999.9;
const FLAP_MS = 5000;

/** Value of a machine's signal at a time. The first machine crosses a limit every five seconds, so that records are made too. */
export function valueAt(machine: number, signal: number, time: number): number {
  if (machine === 0 && signal === 0 && Math.floor(time / FLAP_MS) % 2 === 1) return TOO_HIGH;
  return ((time + 7919 * machine + 37 * signal) % 90_000) / 100;
}

/** As the machine tells it. */
export function messageOf({ machine, time }: MachineMessage): {
  time: number;
  values: Record<string, number>;
} {
  const values: Record<string, number> = {};
  for (let signal = 0; signal < VALUES_PER_MESSAGE; signal++)
    values[signalName(signal)] = valueAt(machine, signal, time);
  return { time, values };
}

export function signalName(signal: number): string {
  return `value_${signal}`;
}
