import { lag } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

/** Matching, ball filling, spreading, caging and riveting. */
export class AssemblyCell extends Machine {
  private readonly press = this.slot('press_position');
  private readonly fill = this.slot('fill_position');
  private readonly balls = this.slot('ball_count');

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(): number {
    const { base, running } = this.equipment.powerKw;
    const p = this.progress;
    // Nine balls go in over the first half, then the rivet press comes down once.
    this.values[this.fill] = p < 0.5 ? Math.floor((p / 0.5) * 9) * 40 : 0;
    this.values[this.press] = p > 0.6 && p < 0.95 ? 100 * Math.sin((Math.PI * (p - 0.6)) / 0.35) : 0;
    if (!this.isOn) return base * 0.6;
    return this.isWorking ? running * (p > 0.6 ? 1.25 : 0.9) : base;
  }

  protected override onPart(): void {
    this.news(this.balls, 9);
  }
}

/** Vibration test of every bearing at 1800 r/min; groups by the velocity bands. */
export class VibrationTester extends Machine {
  private readonly group = this.slot('group');
  private readonly bands = [this.slot('v_low'), this.slot('v_medium'), this.slot('v_high')];
  private readonly level = this.slot('z_level');

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected override rotorTargetRpm(): number {
    // Speed controlled: the test is only valid at its speed.
    return this.isOn ? (this.equipment.ratedSpeedRpm ?? 1800) : 0;
  }

  protected process(): number {
    const { base, running } = this.equipment.powerKw;
    return !this.isOn ? base * 0.6 : this.isWorking ? running : base;
  }

  protected override onPart(isGood: boolean): void {
    // A noisy bearing is noisy in all bands: one common factor and one of each band's own.
    const common = Math.exp(0.12 * this.random.boundedNormal(2)) * (isGood ? 1 : 1.3);
    const means = [48, 33, 34];
    let worst = 0;
    this.bands.forEach((slot, i) => {
      const v = means[i] * common * Math.exp(0.06 * this.random.boundedNormal(2));
      worst = Math.max(worst, v / means[i]);
      this.news(slot, v);
    });
    this.news(this.level, 35.5 + 20 * Math.log10(common) + this.noise(0.6));
    const names = this.signalAt(this.group)?.values ?? [];
    const group = !isGood ? 'Reject' : worst < 0.85 ? 'V4' : worst < 1 ? 'V3' : worst < 1.15 ? 'V2' : 'V1';
    this.news(this.group, Math.max(0, names.indexOf(group)));
  }
}

/** Grease filling and seal pressing behind a wash and a dryer. */
export class GreaseSealer extends Machine {
  private readonly level = this.slot('grease_level');
  private readonly mass = this.slot('grease_mass');
  private levelPercent = 82;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(): number {
    const { base, running } = this.equipment.powerKw;
    // A drum of 16 kg; somebody changes it before it is empty.
    this.values[this.level] = this.levelPercent;
    return !this.isOn ? base * 0.5 : this.isWorking ? running : base * 1.3;
  }

  protected override onPart(): void {
    const grams = 1.7 + this.noise(0.05);
    this.news(this.mass, grams);
    this.levelPercent -= (grams / 16_000) * 100;
    if (this.levelPercent < 15) this.levelPercent = 98;
  }
}

/** Marking, packing in boxes of ten, boxes of pallets. */
export class PackingCell extends Machine {
  private readonly mark = this.slot('mark_power');
  private readonly stacker = this.slot('stacker_position');
  private readonly scans = this.slot('label_scans');
  private readonly boxes = this.slot('box_count');
  private readonly pallets = this.slot('pallet_count');
  private readonly unreadable = this.slot('unreadable_count');
  private readonly duplicate = this.slot('duplicate_count');
  private packed = 0;
  private unread = 0;
  private markW = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(dtS: number): number {
    const { base, running } = this.equipment.powerKw;
    const p = this.progress;
    this.markW = lag(this.markW, this.isWorking && p < 0.4 ? 34 : 0, dtS, 0.2);
    this.values[this.mark] = Math.max(0, this.markW + this.noise(0.3));
    this.values[this.stacker] = (Math.floor(this.packed / 10) % 12) * 150 + (this.isWorking ? 100 * p : 0);
    return !this.isOn ? base * 0.6 : this.isWorking ? running : base;
  }

  protected override onPart(isGood: boolean): void {
    if (this.timeS > 0 && isGood) this.packed++;
    if (!isGood) this.unread++;
    this.news(this.scans, this.packed);
    this.news(this.boxes, Math.floor(this.packed / 10));
    this.news(this.pallets, Math.floor(this.packed / 2400));
    this.news(this.unreadable, this.unread);
    this.news(this.duplicate, 0);
  }
}
