import { hotFlowStressFactor, ramPositionMm, tonnageShare } from '../physics/press.ts';
import { lag } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

const STROKE_MM = 260;
const NOMINAL_TONNAGE_KN = 5750;
/** Height change of a part per relative change of tonnage: the frame springs. */
const SPRING_MM = 0.6;

/** Hot forging press: one turn of the crank per part, tonnage by the temperature of the blank. */
export class ForgingPress extends Machine {
  private readonly tonnage = this.slot('tonnage_peak');
  private readonly ram = this.slot('ram_position');
  private readonly crank = this.slot('crank_angle');
  private readonly current = this.slot('motor_current');
  private readonly clutch = this.slot('clutch_pressure');
  private readonly brake = this.slot('brake_stop_angle');
  private readonly die = this.slot('die_temp');
  private readonly height = this.slot('part_height');
  private dieC = 200;
  private clutchMpa = 0.535;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(dtS: number): number {
    const { values } = this;
    const { base, running } = this.equipment.powerKw;
    const p = this.progress;
    // The crank turns once in the first 70 % of the cycle, the rest is transfer.
    const angle = this.isWorking ? Math.min(1, p / 0.7) * 360 : 0;
    values[this.crank] = angle % 360;
    values[this.ram] = ramPositionMm(angle, STROKE_MM);
    const hump = this.isWorking ? tonnageShare(angle) : 0;
    const target = !this.isOn
      ? base * 0.8
      : this.isWorking
        ? running * (0.93 + 0.5 * hump)
        : this.flow?.waiting
          ? base
          : base * 2.4;
    // The flywheel smooths what the motor sees.
    values[this.current] = Math.max(44, 60 + (this.powerKw * 1000) / (1.732 * 400 * 0.85) + this.noise(2));
    this.clutchMpa = lag(this.clutchMpa, p > 0 && p < 0.12 ? 0.505 : 0.54, dtS, 0.6);
    values[this.clutch] = this.clutchMpa + this.noise(0.002);
    this.dieC = lag(this.dieC, this.packml.state === 'Execute' ? 205 : 172, dtS, 1500);
    values[this.die] = this.dieC + this.noise(0.8);
    return target;
  }

  protected override onPart(): void {
    const blankC = 1090 + this.noise(5);
    const factor = hotFlowStressFactor(blankC) / hotFlowStressFactor(1090);
    const wear = this.fault('die-wear');
    const tonnage = NOMINAL_TONNAGE_KN * factor * (1 + 0.18 * wear) * (1 + this.noise(0.006));
    this.news(this.tonnage, tonnage);
    this.news(this.height, (tonnage / NOMINAL_TONNAGE_KN - 1) * SPRING_MM + this.noise(0.015) + 0.25 * wear);
    this.news(this.brake, 11 + this.noise(0.5) + 12 * this.fault('brake-wear'));
  }
}
