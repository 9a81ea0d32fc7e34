import type { Equipment } from '@linetwin/model';
import { Machine, type MachineSetup } from './machine.ts';
import type { WeldProcess } from './weld-process.ts';

/** A machine of a weld cell: it reads the cell's process, and brings it up to date first. */
export abstract class CellMachine extends Machine {
  protected readonly weld: WeldProcess;

  constructor(setup: MachineSetup) {
    super(setup);
    const lane = laneOf(setup.equipment);
    const weld = setup.context.weldProcess(lane);
    if (!weld)
      throw new Error(`${setup.equipment.address} has no weld cell: no laser robot in lane "${lane}"`);
    this.weld = weld;
  }

  get isBeamOn(): boolean {
    return this.weld.beamOn;
  }

  protected override process(dtS: number): number {
    this.weld.update(this.timeS);
    return this.processCell(dtS);
  }

  protected abstract processCell(dtS: number): number;
}

/** Cell of a machine: its lane, or where the plant gives none the letter at the end of its id. */
export function laneOf(equipment: Pick<Equipment, 'id' | 'lane'>): string {
  return equipment.lane ?? /-([A-Z])$/.exec(equipment.id)?.[1] ?? '';
}
