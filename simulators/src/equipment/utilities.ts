import type { RefusalReason } from '@linetwin/contracts';
import { compressorPowerKw, pumpPowerShare } from '../physics/cooling.ts';
import { lag, wander } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

/** Air users need this at the end of the net, MPa; the net loses the rest on the way. */
const NET_LOSS_MPA = 0.03;

/** Air at the pressure around that the receivers and pipes of the net hold for each 0.1 MPa above it, m3. */
const NET_M3 = 4;
/** What a compressor gives at full speed, m3/min. */
const FULL_M3_PER_MIN = 11;
/** Less than this below what the compressors hold is no net to be filled, MPa. */
const FILL_FROM_MPA = 0.025;

/** Screw compressor with speed control; those that run share the demand of the line. */
export class Compressor extends Machine {
  private readonly pressure = this.slot('air_pressure');
  private readonly airFlow = this.slot('air_flow');
  private readonly load = this.slot('load_state');
  private readonly discharge = this.slot('discharge_temp');
  private flowM3PerMin = 5;
  /** What goes into the net to bring it back to its pressure, beside what its users take. */
  private fillM3PerMin = 0;
  private pressureSavedKwh = 0;
  /** Of what rest saved, that which it saved by letting the whole net go without pressure, kWh. */
  private netOffSavedKwh = 0;
  private slow = 0;
  private usualKw = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected override rotorTargetRpm(): number {
    return this.standby.isSaving ? 0 : 1700 + 130 * Math.min(9, this.flowM3PerMin);
  }

  /** It is at work when the net has its pressure again. */
  override get startsGradually(): boolean {
    return true;
  }

  /** One of them runs on as long as anybody may need air; then it stops, rather than to idle. */
  protected override refuses(setting: string, value: number): RefusalReason | undefined {
    const isLast = this.context.compressorsRunning() < 2 && !this.standby.isSaving;
    const isNeeded = value < 2 || this.context.isAirNeeded();
    if (setting === 'operating_level' && value > 0 && isLast && isNeeded) return 'at-work';
    return super.refuses(setting, value);
  }

  protected override leadMs(setting: string, value: number): number {
    const fillS = (60 * NET_M3 * (this.netSetpointMpa() / 0.1)) / FULL_M3_PER_MIN;
    return super.leadMs(setting, value) + (setting === 'operating_level' && value === 2 ? 1000 * fillS : 0);
  }

  private netSetpointMpa(): number {
    return this.settings.value('pressure_setpoint', 0.65) - NET_LOSS_MPA;
  }

  /** A net that nobody feeds loses its pressure through its leaks; one that is fed again is filled. */
  private moveNet(dtS: number, heldMpa: number): void {
    const { context } = this;
    const running = context.compressorsRunning();
    this.fillM3PerMin = 0;
    if (dtS === 0) return;
    const mpaPerM3 = 0.1 / NET_M3;
    if (running === 0) {
      const lost = (context.airDemandM3PerMin() * mpaPerM3 * dtS) / 60 / context.compressors();
      context.airPressureMpa = Math.max(0, context.airPressureMpa - lost);
      // A valve that opens lets the pressure fall, and the switch in the net starts it.
      if (context.isAirNeeded() && this.standby.level === 2)
        this.settings.giveBack('operating_level', 'work', this.clockMs);
      return;
    }
    if (this.standby.isSaving) return;
    const missingMpa = heldMpa - context.airPressureMpa;
    if (missingMpa < FILL_FROM_MPA) {
      context.airPressureMpa = heldMpa;
      if (this.packml.state === 'Starting') this.packml.complete();
      return;
    }
    const wanted = (missingMpa / mpaPerM3 / dtS) * 60;
    this.fillM3PerMin = Math.max(0, Math.min(FULL_M3_PER_MIN - this.flowM3PerMin, wanted));
    context.airPressureMpa += (this.fillM3PerMin * mpaPerM3 * dtS) / 60;
  }

  protected process(dtS: number): number {
    const { values, context } = this;
    this.slow = wander(this.slow, this.random.normal(), dtS, 240);
    const leak = 4 * this.fault('air-leak');
    const demand = context.airDemandM3PerMin();
    const wander03 = 0.3 * clamp(this.slow);
    const share = this.standby.isSaving ? 0 : 1 / Math.max(1, context.compressorsRunning());
    this.flowM3PerMin = lag(this.flowM3PerMin, Math.max(0, demand * share + leak + wander03 * share), dtS, 8);
    const setpoint = this.settings.value('pressure_setpoint', 0.65);
    const droop = 0.006 * Math.max(0, this.flowM3PerMin - 10);
    const pressure = setpoint + 0.002 - droop + 0.004 * clamp(this.slow);
    this.moveNet(dtS, pressure - NET_LOSS_MPA);
    const delivered = this.flowM3PerMin + this.fillM3PerMin;
    const lossMpa = context.compressorsRunning() > 0 ? NET_LOSS_MPA : 0;
    values[this.pressure] = Math.max(0, context.airPressureMpa + lossMpa + this.noise(0.002));
    values[this.airFlow] = Math.max(0, delivered + this.noise(0.05));
    values[this.discharge] = 80 + 0.6 * delivered + this.noise(0.2);
    this.news(this.load, share > 0 ? 1 : 0);
    // As it would be: both at work at the usual pressure, and every machine's air open.
    const usualFlow =
      context.usualAirDemandM3PerMin() / Math.max(1, context.compressors()) + leak + wander03 / 2;
    this.usualKw = compressorPowerKw(usualFlow, this.settings.usual('pressure_setpoint', 0.65));
    const kw = compressorPowerKw(this.flowM3PerMin, pressure);
    const filledKw = compressorPowerKw(delivered, pressure);
    // Without that rest one compressor would hold what leaks at the pressure that is set; where another one does, it saved none of that.
    if (this.standby.level === 2 && context.compressorsRunning() === 0)
      this.netOffSavedKwh +=
        ((compressorPowerKw(context.usualAirDemandM3PerMin(), pressure) - this.powerKw) * dtS) / 3600;
    else this.netOffSavedKwh -= ((filledKw - kw) * dtS) / 3600;
    this.upkeepSavedKwh +=
      ((compressorPowerKw(this.flowM3PerMin + context.sealedAirM3PerMin() * share, pressure) - kw) * dtS) /
      3600;
    // The leaks would blow harder at the usual pressure too.
    const more = context.usualAirDemandM3PerMin() / Math.max(0.1, demand);
    const usualMpa = this.settings.usual('pressure_setpoint', 0.65);
    if (share > 0)
      this.pressureSavedKwh += ((compressorPowerKw(this.flowM3PerMin * more, usualMpa) - kw) * dtS) / 3600;
    return filledKw;
  }

  override savedKwh(setting: string, value?: number): number {
    if (setting === 'pressure_setpoint') return this.pressureSavedKwh;
    if (value === 2) return this.netOffSavedKwh;
    const all = super.savedKwh('operating_level') + super.savedKwh('pressure_setpoint');
    return all - this.pressureSavedKwh - this.netOffSavedKwh;
  }

  protected override usualTargetKw(): number {
    return this.usualKw;
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
  private usualKw = 0;

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
    const speed = this.settings.value('pump_speed', 100) / 100;
    // The filter shows it first: a pump holds the flow for a while against the rising pressure difference.
    const worn = 1 - 0.28 * Math.min(1.5, this.fault('coolant-pump-worn'));
    const whole = (1 / (1 + 0.4 * clog)) * worn;
    const share = this.standby.isSaving ? 0 : whole * speed;
    // A slower pump still gives every grinder its flow while fewer of them ask for it.
    const demand = this.context.coolantDemand();
    this.context.coolantShare = Math.min(whole, share / Math.max(demand * DESIGN_LOAD, 0.01));
    values[this.dp] = (28 + 26 * this.dirt) * speed + 110 * clog + this.noise(0.6);
    values[this.supplyFlow] = 1900 * share * (1 - 0.02 * this.dirt) + this.noise(8);
    values[this.supplyPressure] = 0.41 * (0.35 + 0.65 * share) - 0.005 * this.dirt + this.noise(0.002);
    values[this.supplyTemp] = 21.8 + 0.4 * clamp(this.slow) + this.noise(0.05);
    const pump = pumpPowerShare(speed);
    values[this.current] = 20 + 42 * pump + 9 * (1 - whole) + this.noise(0.5);
    this.usualKw = this.equipment.powerKw.running * (1 + 0.12 * (1 - whole)) * (1 + this.noise(0.01));
    return this.usualKw * pump;
  }

  protected override usualTargetKw(): number {
    return this.usualKw;
  }
}

/** Pumps are built for more than all machines together ask for. */
const DESIGN_LOAD = 0.86;

/** Cooling water of furnaces, heater and compressors: pumps at constant speed unless they are told. */
export class CoolingWater extends Machine {
  private readonly supplyTemp = this.slot('supply_temp');
  private readonly back = this.slot('return_temp');
  private readonly flowSlot = this.slot('supply_flow');
  private slow = 0;
  private usualKw = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected process(dtS: number): number {
    const { values } = this;
    this.slow = wander(this.slow, this.random.normal(), dtS, 900);
    const speed = this.settings.value('pump_speed', 100) / 100;
    const demand = this.context.waterDemand();
    const { context } = this;
    // What the tower does not cool, all users of the water feel.
    context.coolingWaterK = lag(context.coolingWaterK, 7 * this.fault('cooling-water-fan'), dtS, 240);
    const supplyC = this.nominal('supply_temp') + 0.5 * clamp(this.slow) + context.coolingWaterK;
    values[this.supplyTemp] = supplyC + this.noise(0.05);
    // The same heat in less water comes back warmer.
    const riseK = Math.max(1, this.nominal('return_temp') - this.nominal('supply_temp'));
    values[this.back] = supplyC + (riseK * (0.3 + 0.7 * demand)) / speed + this.noise(0.05);
    values[this.flowSlot] = this.nominal('supply_flow') * speed * (1 + this.noise(0.006));
    this.usualKw = this.equipment.powerKw.running * (1 + this.noise(0.01));
    return this.usualKw * pumpPowerShare(speed);
  }

  protected override usualTargetKw(): number {
    return this.usualKw;
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
