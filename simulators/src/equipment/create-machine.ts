import type { Machine, MachineSetup } from './machine.ts';
import { PlainMachine } from './plain-machine.ts';

/** The simulated machine of an equipment kind. */
export function createMachine(setup: MachineSetup): Machine {
  return new PlainMachine(setup);
}
