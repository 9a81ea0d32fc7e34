import type { MachineRig } from './machine-rig.ts';
import type { Machine } from './plant.ts';
import type { RigTables } from './rig-tables.ts';

/** How much of their look the hall, its floor and the other machines lose while one machine is selected, 0 to 1. */
const DIMMED_HALL = 0.5;
const DIMMED_FLOOR = 0.35;
const DIMMED_MACHINE = 0.62;

/** Dims a machine beside the selected one, lights the hovered one, hatches one whose values are stale. Returns how far it is dimmed. */
export function emphasise(
  machine: Machine,
  tables: RigTables,
  selected: Machine | null,
  hovered: Machine | null,
): number {
  const chosen = machine === selected;
  const dimmed = selected && !chosen && machine !== hovered ? DIMMED_MACHINE : 0;
  const highlighted = machine === hovered && !chosen ? 1 : 0;
  const stale = machine.live.look === 'nodata' ? 1 : 0;
  tables.setSlot(machine.slot, dimmed, highlighted, stale);
  return dimmed;
}

/** Dims the hall while a machine is selected or machines are painted; returns how far its floor is dimmed. */
export function emphasiseHall(
  hall: readonly MachineRig[],
  tables: RigTables,
  selecting: boolean,
  painted: boolean,
): number {
  const dimmed = selecting || painted;
  for (const { slot } of hall) tables.setSlot(slot, dimmed ? DIMMED_HALL : 0, 0, 0);
  return dimmed ? DIMMED_FLOOR : 0;
}
