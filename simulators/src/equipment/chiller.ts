import type { RefusalReason } from '@linetwin/contracts';
import {
  chillerCop,
  chillerPowerKw,
  FREE_COOLING_BELOW_C,
  freeCooledWaterC,
  freeCoolingPowerKw,
  laserHeatKw,
} from '../physics/cooling.ts';
import { lag, wander } from '../physics/lag.ts';
import { CellMachine } from './cell-machine.ts';
import { hallC } from '../physics/weather.ts';
import type { MachineSetup } from './machine.ts';

/** Pumps of both circuits, and the fan of the condenser. */
const PUMP_KW = 3.4;
const OPTICS_KW = 0.4;
const WALL_PLUG = 0.42;
/** Water in the tank evens out the heat of the beam over about so long. */
const TANK_S = 25;

/** Two-circuit chiller of a laser source. */
export class Chiller extends CellMachine {
  private readonly source = this.slot('source_temp');
  private readonly optics = this.slot('optics_temp');
  private readonly sourceFlow = this.slot('source_flow');
  private readonly opticsFlow = this.slot('optics_flow');
  private readonly outdoor = this.slot('outdoor_temp');
  private readonly back = this.slot('return_temp');
  private readonly current = this.slot('compressor_current');
  private heatKw = 2;
  private sourceC = 22.5;
  private slow = 0;
  private usualKw = 0;
  private freeSavedKwh = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  private get isFreeCooling(): boolean {
    return this.settings.value('free_cooling', 0) > 0.5;
  }

  protected override rotorTargetRpm(): number {
    if (this.isFreeCooling) return 0;
    return 2050 + 60 * Math.min(14, this.heatKw);
  }

  protected override refuses(setting: string, value: number): RefusalReason | undefined {
    if (setting === 'free_cooling' && value > 0.5 && this.outsideC >= FREE_COOLING_BELOW_C) return 'too-hot';
    return super.refuses(setting, value);
  }

  private get outsideC(): number {
    return this.context.weather(this.timeS).outsideC;
  }

  protected processCell(dtS: number): number {
    const { values, weld } = this;
    this.slow = wander(this.slow, this.random.normal(), dtS, 400);
    const beamHeat = laserHeatKw(weld.powerKw, WALL_PLUG, weld.beamOn ? OPTICS_KW : 0);
    this.heatKw = lag(this.heatKw, beamHeat, dtS, TANK_S);
    const dirt = this.fault('chiller-condenser');
    const setpointC = this.settings.value('source_setpoint', 22.5);
    const { outsideC, isFreeCooling } = this;
    const airC = hallC(outsideC);
    values[this.outdoor] = outsideC + this.noise(0.05);
    const cop = chillerCop(setpointC, airC) / (1 + 0.6 * dirt);
    const suppliedC = isFreeCooling ? freeCooledWaterC(setpointC, outsideC, this.heatKw) : setpointC;
    this.sourceC = lag(this.sourceC, suppliedC - 0.05 + 0.02 * this.heatKw + 1.6 * dirt, dtS, 120);
    weld.sourceWaterK = 1.6 * dirt + 2.5 * this.fault('chiller-filter-clog');
    weld.opticsWaterK = 0.5 * dirt;
    values[this.source] = this.sourceC + 0.04 * clamp(this.slow) + this.noise(0.02);
    values[this.optics] = 29 + 0.08 * clamp(this.slow) + 0.5 * dirt + this.noise(0.02);
    const flow = 152 + this.noise(0.6);
    values[this.sourceFlow] = flow;
    values[this.opticsFlow] = 15 + this.noise(0.1);
    values[this.back] = this.sourceC + 0.3 + this.heatKw / ((flow / 60) * 4.19) + this.noise(0.05);
    const compressorA = isFreeCooling ? 0 : 7.2 + (this.heatKw / cop) * 2.4 + 5 * dirt;
    values[this.current] = Math.max(0, compressorA + this.noise(0.1));
    const usualC = this.settings.usual('source_setpoint', 22.5);
    this.usualKw = chillerPowerKw(this.heatKw, chillerCop(usualC, airC) / (1 + 0.6 * dirt), PUMP_KW);
    const compressorKw = chillerPowerKw(this.heatKw, cop, PUMP_KW);
    if (!isFreeCooling) return compressorKw;
    const freeKw = freeCoolingPowerKw(this.heatKw, PUMP_KW);
    this.freeSavedKwh += ((compressorKw - freeKw) * dtS) / 3600;
    return freeKw;
  }

  /** What outside air saved is told apart from what warmer water did. */
  override savedKwh(setting: string): number {
    if (setting === 'free_cooling') return this.freeSavedKwh;
    const saved = super.savedKwh(setting);
    return setting === 'source_setpoint' ? saved - this.freeSavedKwh : saved;
  }

  protected override usualTargetKw(): number {
    return this.usualKw;
  }
}

function clamp(x: number): number {
  return x > 2 ? 2 : x < -2 ? -2 : x;
}
