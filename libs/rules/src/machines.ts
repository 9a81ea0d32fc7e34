import type { Equipment, ModelIndex, Signal } from '@linetwin/model';
import type { RuleScope } from './rule-definition.ts';

/** Machines that a rule is for, in the order of the plant files. */
export function machinesOf(scope: RuleScope, index: ModelIndex): Equipment[] {
  if (scope.of === 'machine') {
    const machine = index.equipment(scope.equipment);
    return machine ? [machine] : [];
  }
  return index.model.equipment.filter(
    ({ kind, line }) => kind === scope.kind && (scope.line === undefined || line === scope.line),
  );
}

/** What a name in an expression means on one machine: the machine, or why there is none. */
export type FoundMachine = { machine: Equipment } | { problem: 'unknownMachine' | 'otherLine' };

/** Machine that a name means: none for the own one, an id of the same line, or a full address in the same line. */
export function findMachine(name: string, own: Equipment, index: ModelIndex): FoundMachine {
  if (name === '') return { machine: own };
  const machine = name.includes('/')
    ? index.equipment(name)
    : index.equipmentOf(own.line).find(({ id }) => id === name);
  if (!machine) return { problem: 'unknownMachine' };
  // The values of a line are with one server process, which cannot see those of another line.
  return machine.line === own.line ? { machine } : { problem: 'otherLine' };
}

/** Splits `signal`, `machine/signal` or a full address into the name of the machine and that of the signal. */
export function splitReference(reference: string): { machine: string; signal: string } {
  const cut = reference.lastIndexOf('/');
  return { machine: reference.slice(0, Math.max(0, cut)), signal: reference.slice(cut + 1) };
}

export function signalOf(machine: Equipment, id: string, index: ModelIndex): Signal | undefined {
  return index.signal(`${machine.address}/${id}`);
}
