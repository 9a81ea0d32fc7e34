import { laserElectricKw } from '../physics/laser.ts';
import { lag } from '../physics/lag.ts';
import { CellMachine } from './cell-machine.ts';
import type { MachineSetup } from './machine.ts';

const WALL_PLUG = 0.42;
const RATED_KW = 20;
/** Dew point of the cabinet's air: its dryer holds it below, the people who open the doors above. */
const CABINET_DEW_POINT_C = { least: 10.5, most: 12 };

/** Fibre laser source, single spot or core and ring. */
export class LaserSource extends CellMachine {
  private readonly laser = this.slot('laser_power');
  private readonly set = this.slot('set_power');
  private readonly beam = this.slot('beam_on');
  private readonly core = this.slot('core_power');
  private readonly ring = this.slot('ring_power');
  private readonly share = this.slot('ring_share');
  private readonly deviation = this.slot('power_deviation');
  private readonly pump = this.slot('pump_current');
  private readonly module = this.slot('module_temp');
  private readonly dew = this.slot('dew_margin');
  private readonly reflection = this.slot('back_reflection');
  private readonly hours = this.slot('beam_hours');
  private readonly faultWord = this.slot('fault_word');
  private moduleC = 25;
  private beamS: number;
  private lastDeviation = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.beamS = this.random.between(800, 4000) * 3600;
    this.ready();
  }

  override get dewMarginK(): number {
    return this.values[this.dew];
  }

  protected processCell(dtS: number): number {
    const { values, weld } = this;
    const kw = weld.powerKw;
    values[this.laser] = kw;
    values[this.set] = weld.setPowerKw;
    values[this.beam] = weld.beamOn ? 1 : 0;
    const r = weld.actualRingShare;
    values[this.ring] = kw * r;
    values[this.core] = kw * (1 - r);
    values[this.share] = weld.ringShare * 100;
    if (weld.beamOn) {
      this.lastDeviation = (kw / weld.setPowerKw - 1) * 100;
      this.beamS += dtS;
    }
    values[this.deviation] = this.lastDeviation;
    const load = kw / RATED_KW;
    // An ageing module needs more current for the same light.
    const current = weld.beamOn ? 4 + 30 * load * (1 + 0.35 * weld.fault('power-low')) : 0;
    values[this.pump] = weld.beamOn ? current + this.noise(0.1) : 0;
    const waterWarmerK = this.context.chillerSetpointC(this.equipment.lane ?? '') - 22.5;
    this.moduleC = lag(this.moduleC, 24.2 + waterWarmerK + 14 * load + weld.sourceWaterK, dtS, 40);
    values[this.module] = this.moduleC + this.noise(0.1);
    // Cabinet air is dried to a few kelvin below the hall's dew point; the water may not be colder than that.
    const { least, most } = CABINET_DEW_POINT_C;
    const { dewPointC } = this.context.weather(this.timeS);
    const waterC = this.context.chillerSetpointC(this.equipment.lane ?? '');
    values[this.dew] = waterC - Math.max(least, Math.min(most, dewPointC)) + this.noise(0.1);
    // Light comes back mostly while the keyhole opens.
    const isStart = weld.beamOn && weld.progress < 0.02;
    values[this.reflection] = weld.beamOn ? Math.min(1.45, (isStart ? 0.9 : 0.35) + this.noise(0.06)) : 0;
    values[this.hours] = this.beamS / 3600;
    this.news(this.faultWord, 0);
    const { base } = this.equipment.powerKw;
    return base + laserElectricKw(kw, WALL_PLUG);
  }
}
