import { ConveyorUnit } from '../flow/conveyor-unit.ts';
import type { RefusalReason } from '@linetwin/contracts';
import { CREEP_SHARE, FurnaceZone, hardnessHrc, quenchPenaltyHrc } from '../physics/furnace-zone.ts';
import { lag, wander } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

interface Zone {
  model: FurnaceZone;
  /** The same zone at its usual set point with the same load. */
  usual: FurnaceZone;
  temp: number;
  output: number;
  power: number;
  /** Power signal holds percent of the rated power where there is no output signal. */
  powerIsShare: boolean;
  fullLoadKw: number;
  drift: number;
  health: number;
}

/** Share of the running power that fans, drives and pumps take. */
const AUXILIARY_SHARE = 0.1;
/** What they take while it is set back: fans go on, the belt creeps, and nothing is quenched or washed. */
const SETBACK_AUXILIARIES = 2 / 3;
/** Empty holding takes 25 to 35 % of the rated power (domain table 1.5). */
const EMPTY_SHARE = 0.28;
/** A thermocouple that drifts at severity 1 reads this much too low. */
const DRIFT_AT_SEVERITY_1_K = 15;
/** An element fault of severity 1 leaves this share of the zone's heating. */
const LEFT_AT_SEVERITY_1 = 0.4;
/** Retained austenite costs hardness against the ideal of the formula. */
const USUAL_PENALTY_HRC = { 'mesh-belt-furnace': 1.3, 'temper-furnace': 2.1 } as const;
/** Hardness is checked on one ring out of so many. */
const SAMPLE_EVERY = 60;

/** Set points come back by so much: faster, and the lining and the retort suffer. */
const RAMP_K_PER_MIN = 2;
/** Parts go in when every zone is as near to its set point as this, or above it. */
const READY_BAND_K = 6;
/** Settling after the ramp. */
const BAND_SETTLE_S = 300;
/** When so much of the room in front of it is taken, a furnace that was set back heats up again by itself. */
const CALL_SHARE = 0.1;

/** Conveyor furnaces: zones under PI control with a thermal model, load by what lies on the belt. */
export class Furnace extends Machine {
  private readonly zones: Zone[] = [];
  private readonly belt = this.slot('belt_speed');
  private readonly beltNominal = this.nominal('belt_speed');
  private readonly encoder = this.slot('belt_encoder_speed');
  private readonly oil = this.slot('quench_oil_temp');
  private readonly hardness = this.slot('hardness');
  private readonly carbon = this.slot('carbon_potential');
  private readonly probe = this.slot('o2_probe');
  private oilC = 74;
  private carbonSlow = 0;
  private sinceSample = 0;
  private beltNow = this.beltNominal;
  private usualKw = 0;
  private setbackK = 0;
  /** Once set back, until every zone is at its set point again. */
  private isReheating = false;
  private wasOpen = true;

  constructor(setup: MachineSetup) {
    super(setup);
    const { running, peak } = setup.equipment.powerKw;
    const count = setup.signals.filter((signal) => /^zone_\d+_temp$/.test(signal.id)).length;
    const ratedKw = (peak * 0.95) / count;
    const meanKw = (running * (1 - AUXILIARY_SHARE)) / count;
    for (let i = 0; i < count; i++) {
      // The first zones bring the parts to temperature, the last ones only hold it.
      const weight = 1.1 - (0.2 * i) / Math.max(1, count - 1);
      const fullLoadKw = Math.max(0, meanKw * weight - EMPTY_SHARE * ratedKw);
      const n = i + 1;
      const id = `zone_${n}_temp`;
      const zone = {
        setpointC: this.nominal(id),
        ratedKw,
        heatCapacityKjPerK: ratedKw * 11,
        emptyShare: EMPTY_SHARE,
        ambientC: 25,
      };
      this.zones.push({
        model: new FurnaceZone(zone, fullLoadKw),
        usual: new FurnaceZone(zone, fullLoadKw),
        temp: this.slot(id),
        output: this.slot(`zone_${n}_output`),
        power: this.slot(`zone_${n}_power`),
        powerIsShare: !this.has(`zone_${n}_output`),
        fullLoadKw,
        drift: 0,
        health: 1,
      });
    }
    if (this.flow instanceof ConveyorUnit) this.flow.isIntakeOpen = () => this.isIntakeOpen();
    this.ready();
  }

  /** Parts on the belt against a full one. */
  get loadShare(): number {
    return this.flow instanceof ConveyorUnit ? this.flow.loadShare : 1;
  }

  /** How far the coldest zone is below its usual set point, K. */
  get furthestBelowK(): number {
    return Math.max(...this.zones.map(({ model }) => model.setup.setpointC - model.temperatureC));
  }

  private get charge(): number {
    return this.flow instanceof ConveyorUnit ? this.flow.load : 0;
  }

  protected override refuses(setting: string, value: number): RefusalReason | undefined {
    if (setting === 'hold_setback' && value > 0) {
      if (this.charge > 0) return 'charge-inside';
      if (this.isCalled || this.isReheating) return 'at-work';
    }
    // Execute, hold, setback, off, in this order and the last by people: never at once from the heat (domain table 1.1).
    if (setting === 'operating_level' && value > 0) return 'too-hot';
    return super.refuses(setting, value);
  }

  /** Reheating takes the ramp, and a while to settle. */
  protected override leadMs(setting: string, value: number): number {
    if (setting === 'hold_setback') return 1000 * ((60 * value) / RAMP_K_PER_MIN + BAND_SETTLE_S);
    return super.leadMs(setting, value);
  }

  private isIntakeOpen(): boolean {
    return this.settings.value('intake', 1) > 0.5 && this.setbackK === 0 && !this.isReheating;
  }

  /** Parts wait in front of a furnace that was set back: it comes back for them. */
  private lookAtIntake(): void {
    const { flow } = this;
    if (!(flow instanceof ConveyorUnit)) return;
    const isOpen = this.isIntakeOpen();
    if (isOpen && !this.wasOpen) flow.openIntake();
    this.wasOpen = isOpen;
    if (isOpen || this.settings.value('intake', 1) < 0.5) return;
    if (this.isCalled) this.settings.giveBack('hold_setback', 'work', this.clockMs);
  }

  /** So many parts wait in front of it that it is time to heat up. */
  private get isCalled(): boolean {
    const { flow } = this;
    return (
      flow instanceof ConveyorUnit &&
      flow.inputs.some(({ buffer }) => buffer.total > CALL_SHARE * buffer.capacity)
    );
  }

  /** Set points move down at once and up by the ramp. */
  private moveSetpoints(dtS: number): void {
    const target = this.settings.value('hold_setback');
    this.setbackK =
      target > this.setbackK ? target : Math.max(target, this.setbackK - (RAMP_K_PER_MIN * dtS) / 60);
    for (const { model } of this.zones) model.setpointC = model.setup.setpointC - this.setbackK;
    if (this.setbackK > 0) this.isReheating = true;
    else if (this.isReheating)
      this.isReheating = this.zones.some(
        ({ model }) => model.temperatureC < model.setup.setpointC - READY_BAND_K,
      );
  }

  protected override usualTargetKw(): number {
    return this.usualKw;
  }

  private updateFaults(): void {
    for (const zone of this.zones) {
      zone.drift = 0;
      zone.health = 1;
    }
    for (const { severity, component, signal } of this.faultsNow('thermocouple-drift'))
      this.zoneOf(component ?? signal).drift = severity;
    for (const { severity, component, signal } of this.faultsNow('furnace-element'))
      this.zoneOf(component ?? signal).health = 1 - (1 - LEFT_AT_SEVERITY_1) * Math.min(1, severity);
  }

  private zoneOf(name: string | undefined): Zone {
    const n = Number(/\d+/.exec(name ?? '')?.[0] ?? 1);
    return this.zones[n - 1] ?? this.zones[0];
  }

  protected process(dtS: number): number {
    const { values, flow, zones } = this;
    if (this.hasFaults) this.updateFaults();
    const load = flow instanceof ConveyorUnit ? flow.loadShare / 0.85 : 1;
    const isMoving = !(flow instanceof ConveyorUnit) || flow.isBeltRunning;
    this.moveSetpoints(dtS);
    const creeps = this.setbackK > 0;
    let heatKw = 0;
    let usualKw = 0;
    for (let i = 0; i < zones.length; i++) {
      const zone = zones[i];
      const { model } = zone;
      const reading = model.temperatureC - DRIFT_AT_SEVERITY_1_K * zone.drift;
      // Parts that stand still have taken their heat.
      const loadKw = zone.fullLoadKw * load * (isMoving ? 1 : 0.3);
      model.beltShare = creeps ? CREEP_SHARE : 1;
      model.step(dtS, reading, loadKw, zone.health);
      heatKw += model.powerKw;
      zone.usual.step(dtS, zone.usual.temperatureC - DRIFT_AT_SEVERITY_1_K * zone.drift, loadKw, zone.health);
      usualKw += zone.usual.powerKw;
      values[zone.temp] = reading + this.noise(0.25);
      values[zone.output] = model.output * 100;
      values[zone.power] = zone.powerIsShare ? model.output * 100 : model.powerKw;
    }
    const beltTarget = isMoving ? this.beltNominal * (creeps ? CREEP_SHARE : 1) : 0;
    this.beltNow = lag(this.beltNow, beltTarget, dtS, 2);
    values[this.belt] = this.beltNow * (1 + this.noise(0.002));
    values[this.encoder] = this.beltNow * (0.985 + this.noise(0.003));
    this.oilC = lag(
      this.oilC,
      74 + 38 * this.fault('quench-oil-hot') + 3 * (load - 1) + this.context.coolingWaterK,
      dtS,
      600,
    );
    values[this.oil] = this.oilC + this.noise(0.2);
    // The probe measures oxygen; the carbon potential is computed from it: they move together.
    this.carbonSlow = wander(this.carbonSlow, this.random.normal(), dtS, 1800);
    const carbon = clamp(this.carbonSlow);
    values[this.carbon] = 0.95 + 0.006 * carbon + this.noise(0.001);
    values[this.probe] = 1130 + 5 * carbon + this.noise(1);
    const auxiliaryKw = this.equipment.powerKw.running * AUXILIARY_SHARE;
    this.usualKw = usualKw + auxiliaryKw;
    this.lookAtIntake();
    return heatKw + auxiliaryKw * (creeps ? SETBACK_AUXILIARIES : 1);
  }

  protected override onPart(): void {
    if (this.sinceSample++ % SAMPLE_EVERY !== 0) return;
    const { kind } = this.equipment;
    if (kind === 'mesh-belt-furnace')
      this.news(
        this.hardness,
        hardnessHrc(170, USUAL_PENALTY_HRC[kind] + quenchPenaltyHrc(this.oilC)) + this.noise(0.2),
      );
    else if (kind === 'temper-furnace') {
      const meanC = this.zones.reduce((sum, zone) => sum + zone.model.temperatureC, 0) / this.zones.length;
      this.news(this.hardness, hardnessHrc(meanC, USUAL_PENALTY_HRC[kind]) + this.noise(0.2));
    } else this.news(this.hardness, this.nominal('hardness') + this.noise(2));
  }
}

function clamp(x: number): number {
  return x > 2 ? 2 : x < -2 ? -2 : x;
}
