import { Machine, type MachineSetup } from './machine.ts';

/** Superfinishing: two steps per ring, a coarse and a fine stone. */
export class Superfinisher extends Machine {
  private readonly pressure = this.slot('stone_pressure');
  private readonly oscillation = this.slot('oscillation');
  private readonly current = this.slot('motor_current');
  private readonly ra = this.slot('ra');
  private readonly counter = this.slot('stone_counter');

  constructor(setup: MachineSetup) {
    super(setup);
    if (this.flow) this.flow.partsSinceService = Math.floor(this.random.between(0, 1200));
    this.ready();
  }

  protected process(): number {
    const { values } = this;
    const { base, running } = this.equipment.powerKw;
    const isFine = this.progress > 0.55;
    values[this.pressure] = (isFine ? 0.2 : 0.29) + this.noise(0.004);
    values[this.oscillation] = (isFine ? 14 : 24) + this.noise(0.2);
    values[this.current] = (this.isWorking ? (isFine ? 2.5 : 3.2) : 1.9) + this.noise(0.05);
    if (!this.isOn) return base * 0.6;
    return this.isWorking ? running * (isFine ? 0.9 : 1.1) : base;
  }

  protected override onPart(): void {
    const n = this.flow?.partsSinceService ?? 0;
    this.news(this.counter, n);
    this.news(this.ra, 0.029 + 0.004 * Math.min(1, n / 1500) + this.noise(0.0018));
  }
}
