import { lag } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

/** Laser cleaning of the joint faces before welding: a scanned line travels along the part. */
export class LaserCleaner extends Machine {
  private readonly average = this.slot('average_power');
  private readonly beam = this.slot('beam_on');
  private readonly position = this.slot('scan_position');
  private readonly window = this.slot('window_temp');
  private windowC = 28;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(dtS: number): number {
    const { values } = this;
    const { base, running, peak } = this.equipment.powerKw;
    const p = this.progress;
    const isOn = this.isWorking && p > 0.25 && p < 0.8;
    values[this.beam] = isOn ? 1 : 0;
    values[this.average] = isOn ? 1.5 * (1 + this.noise(0.01)) : 0;
    values[this.position] = isOn ? (1200 * (p - 0.25)) / 0.55 : 0;
    this.windowC = lag(this.windowC, isOn ? 35 : 27, dtS, 60);
    values[this.window] = this.windowC + this.noise(0.1);
    if (!this.isOn) return base * 0.7;
    return isOn ? (running + peak) / 2 : this.isWorking ? running * 0.6 : base;
  }
}

/** Inspection: a profile scan along the seam, then values and a verdict. */
export class SeamInspection extends Machine {
  private readonly position = this.slot('scan_position');
  private readonly pores = this.slot('pores');
  private readonly undercut = this.slot('undercut');
  private readonly result = this.slot('result');

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(): number {
    const { base, running } = this.equipment.powerKw;
    const p = this.progress;
    this.values[this.position] = p > 0.2 && p < 0.9 ? (2800 * (p - 0.2)) / 0.7 : 0;
    return !this.isOn ? base * 0.7 : this.isWorking ? running : base;
  }

  protected override onPart(isGood: boolean): void {
    this.news(this.pores, Math.min(0.75, Math.abs(0.25 + this.noise(0.12))) + (isGood ? 0 : 1));
    this.news(this.undercut, Math.min(0.14, Math.abs(0.06 + this.noise(0.025))));
    this.news(this.result, isGood ? 1 : 0);
  }
}
