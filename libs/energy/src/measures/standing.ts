import { usersOf, type LineView, type MachineView, type SettingView } from './line-view.ts';
import type { Proposal } from './measure.ts';

export const DAY_H = 24;

export const COOLANT_PLANT = 'coolant-plant';
export const COMPRESSOR = 'compressor';

export function settingOf(machine: MachineView, id: string): SettingView | undefined {
  return machine.settings.get(id);
}

export function isResting(machine: MachineView): boolean {
  return (settingOf(machine, 'operating_level')?.value ?? 0) > 0;
}

/** Machines in standby have the valve of their air shut. */
export function isAirNeeded(line: LineView): boolean {
  const users = usersOf(line, 'compressedAir');
  return users.length === 0 || users.some((m) => (settingOf(m, 'operating_level')?.value ?? 0) < 2);
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
