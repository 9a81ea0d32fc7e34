import { lag } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

/** Share of load that a worn-out tool costs (domain table 1.3: +20 to 40 %), and what wears off unnoticed. */
const WEAR_LOAD = 0.35;
const USUAL_WEAR_LOAD = 0.08;

/** Lathe: two cuts per part, load and size drift with the tool. */
export class CncLathe extends Machine {
  private readonly load = this.slot('spindle_load');
  private readonly chuck = this.slot('chuck_pressure');
  private readonly x = this.slot('x_current');
  private readonly z = this.slot('z_current');
  private readonly feed = this.slot('feed_position');
  private readonly counter = this.slot('tool_counter');
  private readonly dimension = this.slot('dimension');
  private loadPercent = 40;
  private isCutting = false;

  constructor(setup: MachineSetup) {
    super(setup);
    // Tools of parallel machines are not equally old.
    if (this.flow) this.flow.partsSinceService = Math.floor(this.random.between(0, 350));
    this.ready();
  }

  private get wear(): number {
    return (this.flow?.partsSinceService ?? 0) / (this.flow?.habits.serviceEveryParts || 400);
  }

  protected override rotorTargetRpm(): number {
    if (!this.isTurning) return 0;
    // Constant cutting speed: faster towards the small diameter.
    return this.isWorking ? 2150 + 1100 * ((this.progress * 2) % 1) : 2100;
  }

  protected process(dtS: number): number {
    const { values } = this;
    const { base, running } = this.equipment.powerKw;
    const p = this.progress;
    const half = (p * 2) % 1;
    this.isCutting = this.isWorking && half > 0.12 && half < 0.88;
    const worn = 1 + USUAL_WEAR_LOAD * Math.min(1.2, this.wear) + WEAR_LOAD * this.fault('tool-wear');
    // The display shows the load of the cut and keeps it between two cuts.
    const target = this.isCutting ? (half < 0.5 ? 50 : 42) * worn : this.isWorking ? 32 : 24;
    this.loadPercent = lag(this.loadPercent, target, dtS, 1);
    values[this.load] = this.loadPercent * (1 + this.noise(0.02));
    values[this.chuck] = 1.8 * (1 - 0.5 * this.fault('chuck-leak')) + this.noise(0.015);
    values[this.x] = (this.isCutting ? 3.4 : 1.6) * worn + this.noise(0.12);
    values[this.z] = (this.isCutting ? 4.4 : 1.9) * worn + this.noise(0.12);
    values[this.feed] = this.isWorking ? 300 * (half < 0.5 ? half * 2 : 2 - half * 2) : 0;
    if (!this.isOn) return base * 0.7;
    return this.isCutting ? running * 1.15 * worn : this.isWorking ? base + 1.2 : base;
  }

  protected override processVibrationMmPerS(): number {
    return this.isCutting ? 0.05 + 0.25 * this.fault('tool-wear') : 0;
  }

  protected override onPart(): void {
    this.news(this.counter, this.flow?.partsSinceService ?? 0);
    this.news(
      this.dimension,
      -6 + 10 * Math.min(1, this.wear) + this.noise(2) + 26 * this.fault('tool-wear'),
    );
  }
}
