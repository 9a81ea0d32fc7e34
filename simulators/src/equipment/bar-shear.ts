import { Machine, type MachineSetup } from './machine.ts';

/** Bar receiving and shear: blank after blank from a bar that feeds forward. */
export class BarShear extends Machine {
  private readonly force = this.slot('shear_force');
  private readonly feed = this.slot('feed_position');
  private readonly current = this.slot('motor_current');
  private barMm = 6000;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(): number {
    const { base, running } = this.equipment.powerKw;
    // The shear force stands as the peak of the last blank.
    this.values[this.force] = 575 + this.noise(14);
    this.values[this.feed] = this.barMm;
    const kw = !this.isOn ? base * 0.8 : this.isWorking ? running * (1 + this.noise(0.03)) : base;
    this.values[this.current] = Math.max(8.5, (this.powerKw * 1000) / (1.732 * 400 * 0.82) + this.noise(0.3));
    return kw;
  }

  protected override onPart(): void {
    // 17 mm of bar per blank; a new bar of 6 m when it is used up.
    this.barMm -= 17;
    if (this.barMm < 17) this.barMm = 6000;
  }
}
