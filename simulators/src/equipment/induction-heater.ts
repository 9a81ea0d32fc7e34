import { inductionPowerKw, resonanceHz, steelHeatMjPerKg } from '../physics/induction.ts';
import { lag, wander } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

const EFFICIENCY = 0.65;
const TARGET_C = 1090;
const CAPACITANCE_F = 480e-6;
/** Inductance that rings at 2.01 kHz with the capacitors. */
const INDUCTANCE_H = 1 / ((2 * Math.PI * 2010) ** 2 * CAPACITANCE_F);
/** Steel in the coil evens out the power over about so long. */
const COIL_FILL_S = 45;

/** Induction heater: P = m_dot h / eta, resonant frequency, cooling water. */
export class InductionHeater extends Machine {
  private readonly heating = this.slot('heating_power');
  private readonly frequency = this.slot('frequency');
  private readonly current = this.slot('coil_current');
  private readonly exit = this.slot('exit_temp');
  private readonly waterIn = this.slot('water_in_temp');
  private readonly waterOut = this.slot('water_out_temp');
  private readonly flows = [this.slot('water_flow_1'), this.slot('water_flow_2')];
  private readonly counts = [this.slot('sort_good'), this.slot('sort_cold'), this.slot('sort_hot')];
  private heatKw: number;
  private slow = 0;
  /** Mass flow at which the heater draws its rated mean: the plant file's running power fixes it. */
  private readonly ratedKgPerS: number;
  private sorted = [0, 0, 0];

  constructor(setup: MachineSetup) {
    super(setup);
    const { running } = setup.equipment.powerKw;
    this.ratedKgPerS = (running * EFFICIENCY) / (steelHeatMjPerKg(TARGET_C) * 1000);
    this.heatKw = running * 0.85;
    this.ready();
  }

  protected process(dtS: number): number {
    const { values } = this;
    const { base } = this.equipment.powerKw;
    this.slow = wander(this.slow, this.random.normal(), dtS, 300);
    const isHeating = this.packml.state === 'Execute';
    // Blanks come at the pace of the line, not at the machine's shortest cycle.
    const pace = isHeating ? (this.flow ? (this.flow.nominalCycleS * 2) / this.taktS : 1) : 0;
    const { coilPowerShare } = this.context.upkeep;
    const target = isHeating
      ? inductionPowerKw(this.ratedKgPerS * (0.7 + 0.3 * pace), TARGET_C, EFFICIENCY / coilPowerShare)
      : base;
    this.heatKw = lag(this.heatKw, target, dtS, isHeating ? COIL_FILL_S / 4 : 4);
    const coil = this.fault('coil-short');
    // A shorted turn takes inductance away: f = 1 / (2 pi sqrt(L C)).
    const hz = resonanceHz(INDUCTANCE_H * (1 - 0.12 * coil), CAPACITANCE_F);
    values[this.heating] = this.heatKw * (1 + this.noise(0.008));
    values[this.frequency] = hz / 1000 + 0.008 * clamp(this.slow) + this.noise(0.003);
    values[this.current] = Math.sqrt(Math.max(0, this.heatKw)) * 131 * (1 + 0.1 * coil) + this.noise(12);
    values[this.exit] =
      TARGET_C + 4 * clamp(this.slow) + this.noise(1.5) - 60 * this.fault('pyrometer-fouled');
    const flow = 63 + this.noise(0.5);
    const waterIn = 29 + 0.5 * clamp(this.slow) + this.context.coolingWaterK;
    values[this.waterIn] = waterIn + this.noise(0.1);
    // What insulation spares went into the water before.
    const sparedKw = isHeating ? this.heatKw / coilPowerShare - this.heatKw : 0;
    this.upkeepSavedKwh += (sparedKw * dtS) / 3600;
    // About a quarter of the power goes into the water of the coil: 4.19 kJ/(kg K).
    const waterKw = (this.heatKw + sparedKw) * 0.38 * (1 + 0.5 * coil) - sparedKw;
    values[this.waterOut] = waterIn + waterKw / (((2 * flow) / 60) * 4.19) + this.noise(0.1);
    for (const slot of this.flows) values[slot] = flow + this.noise(0.5);
    return (isHeating ? this.heatKw : Math.max(base, this.heatKw)) + 4;
  }

  protected override onPart(isGood: boolean): void {
    this.sorted[isGood ? 0 : this.random.uniform() < 0.7 ? 1 : 2]++;
    this.counts.forEach((slot, i) => this.news(slot, this.sorted[i]));
  }
}

function clamp(x: number): number {
  return x > 2 ? 2 : x < -2 ? -2 : x;
}
