import { ConveyorUnit } from '../flow/conveyor-unit.ts';
import { Machine, type MachineSetup } from './machine.ts';

/** A machine whose process no kernel describes: base load, and the running mean while it works. */
export class PlainMachine extends Machine {
  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(): number {
    const { base, running } = this.equipment.powerKw;
    if (!this.isOn) return base * 0.85;
    // A wash tunnel with nothing on its belt is ready, not at work.
    const isEmpty = this.flow instanceof ConveyorUnit && this.flow.load === 0;
    return this.isWorking && !isEmpty ? running * (1 + 0.02 * this.random.boundedNormal()) : base;
  }
}
