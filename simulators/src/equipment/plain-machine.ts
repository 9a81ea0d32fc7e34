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
    return this.isWorking ? running * (1 + 0.02 * this.random.boundedNormal()) : base;
  }
}
