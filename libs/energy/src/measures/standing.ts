import type { LineView, MachineView, SettingView } from './line-view.ts';
import type { Proposal } from './measure.ts';

export const DAY_H = 24;

export const COOLANT_PLANT = 'coolant-plant';
const COOLANT_USERS = /-grinder$/;

/** Machines that a central coolant plant serves. */
export function coolantUsersOf(line: LineView): MachineView[] {
  return line.machines.filter(({ kind }) => COOLANT_USERS.test(kind));
}

export function settingOf(machine: MachineView, id: string): SettingView | undefined {
  return machine.settings.get(id);
}

export function isResting(machine: MachineView): boolean {
  return (settingOf(machine, 'operating_level')?.value ?? 0) > 0;
}

/** A measure that stands until something ends it: its estimate is for a day. */
export function standing(
  measure: Proposal['measure'],
  machine: MachineView,
  setting: string,
  value: number,
  estimatedKwh: number,
  because: Record<string, number>,
): Proposal {
  return {
    measure,
    equipment: machine.address,
    command: { setting, value },
    because,
    estimatedKwh,
    estimatedHours: DAY_H,
    usualKw: machine.powerKw,
  };
}
