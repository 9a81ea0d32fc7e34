import { compressorPowerKw } from '../physics/cooling.ts';
import { lag, wander } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

/** Screw compressor with speed control; two of them share the demand of the line. */
export class Compressor extends Machine {
  private readonly pressure = this.slot('air_pressure');
  private readonly airFlow = this.slot('air_flow');
  private readonly load = this.slot('load_state');
  private readonly discharge = this.slot('discharge_temp');
  private flowM3PerMin = 5;
  private slow = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected override rotorTargetRpm(): number {
    return 1700 + 130 * Math.min(9, this.flowM3PerMin);
  }

  protected process(dtS: number): number {
    const { values } = this;
    this.slow = wander(this.slow, this.random.normal(), dtS, 240);
    const leak = 4 * this.fault('air-leak');
    const target = this.context.airDemandM3PerMin() / 2 + leak + 0.3 * clamp(this.slow);
    this.flowM3PerMin = lag(this.flowM3PerMin, target, dtS, 8);
    const pressure = 0.652 - 0.006 * Math.max(0, this.flowM3PerMin - 9) + 0.004 * clamp(this.slow);
    values[this.pressure] = pressure + this.noise(0.002);
    values[this.airFlow] = this.flowM3PerMin + this.noise(0.05);
    values[this.discharge] = 80 + 0.6 * this.flowM3PerMin + this.noise(0.2);
    this.news(this.load, 1);
    return compressorPowerKw(this.flowM3PerMin, pressure) + 2;
  }
}

/** Central coolant plant: the filter loads up and is cleaned by itself before its limit. */
export class CoolantPlant extends Machine {
  private readonly dp = this.slot('filter_dp');
  private readonly supplyFlow = this.slot('supply_flow');
  private readonly supplyPressure = this.slot('supply_pressure');
  private readonly supplyTemp = this.slot('supply_temp');
  private readonly current = this.slot('pump_current');
  private dirt: number;
  private slow = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.dirt = this.random.between(0.1, 0.7);
    this.ready();
  }

  protected process(dtS: number): number {
    const { values } = this;
    this.slow = wander(this.slow, this.random.normal(), dtS, 900);
    // Fresh paper after about six hours.
    this.dirt += dtS / 21_600;
    if (this.dirt > 1) this.dirt = 0;
    const clog = this.fault('coolant-filter-clog');
    // The filter shows it first: a pump holds the flow for a while against the rising pressure difference.
    const share = 1 / (1 + 0.4 * clog);
    this.context.coolantShare = share;
    values[this.dp] = 28 + 26 * this.dirt + 110 * clog + this.noise(0.6);
    values[this.supplyFlow] = 1900 * share * (1 - 0.02 * this.dirt) + this.noise(8);
    values[this.supplyPressure] = 0.41 * (0.35 + 0.65 * share) - 0.005 * this.dirt + this.noise(0.002);
    values[this.supplyTemp] = 21.8 + 0.4 * clamp(this.slow) + this.noise(0.05);
    values[this.current] = 62 + 9 * (1 - share) + this.noise(0.5);
    return this.equipment.powerKw.running * (1 + 0.12 * (1 - share)) * (1 + this.noise(0.01));
  }
}

/** Main meter of a line: what all its machines draw together. */
export class MainMeter extends Machine {
  private readonly total = this.slot('total_power');
  private readonly totalEnergy = this.slot('total_energy');
  private readonly reactive = this.slot('reactive_power');
  private readonly factor = this.slot('power_factor');
  private slow = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(dtS: number): number {
    const { values } = this;
    this.slow = wander(this.slow, this.random.normal(), dtS, 600);
    const kw = this.context.totalPowerKw();
    const factor = 0.958 + 0.004 * clamp(this.slow);
    values[this.total] = kw;
    values[this.totalEnergy] = this.context.totalEnergyKwh();
    values[this.reactive] = kw * Math.tan(Math.acos(factor));
    values[this.factor] = factor;
    return this.equipment.powerKw.running;
  }
}

function clamp(x: number): number {
  return x > 2 ? 2 : x < -2 ? -2 : x;
}
