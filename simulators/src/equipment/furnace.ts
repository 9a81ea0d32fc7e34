import { ConveyorUnit } from '../flow/conveyor-unit.ts';
import { FurnaceZone, hardnessHrc, quenchPenaltyHrc } from '../physics/furnace-zone.ts';
import { lag, wander } from '../physics/lag.ts';
import { Machine, type MachineSetup } from './machine.ts';

interface Zone {
  model: FurnaceZone;
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
      this.zones.push({
        model: new FurnaceZone(
          {
            setpointC: this.nominal(id),
            ratedKw,
            heatCapacityKjPerK: ratedKw * 11,
            emptyShare: EMPTY_SHARE,
            ambientC: 25,
          },
          fullLoadKw,
        ),
        temp: this.slot(id),
        output: this.slot(`zone_${n}_output`),
        power: this.slot(`zone_${n}_power`),
        powerIsShare: !this.has(`zone_${n}_output`),
        fullLoadKw,
        drift: 0,
        health: 1,
      });
    }
    this.ready();
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
    let heatKw = 0;
    for (let i = 0; i < zones.length; i++) {
      const zone = zones[i];
      const { model } = zone;
      const reading = model.temperatureC - DRIFT_AT_SEVERITY_1_K * zone.drift;
      // Parts that stand still have taken their heat.
      model.step(dtS, reading, zone.fullLoadKw * load * (isMoving ? 1 : 0.3), zone.health);
      heatKw += model.powerKw;
      values[zone.temp] = reading + this.noise(0.25);
      values[zone.output] = model.output * 100;
      values[zone.power] = zone.powerIsShare ? model.output * 100 : model.powerKw;
    }
    this.beltNow = lag(this.beltNow, isMoving ? this.beltNominal : 0, dtS, 2);
    values[this.belt] = this.beltNow * (1 + this.noise(0.002));
    values[this.encoder] = this.beltNow * (0.985 + this.noise(0.003));
    this.oilC = lag(this.oilC, 74 + 38 * this.fault('quench-oil-hot') + 3 * (load - 1), dtS, 600);
    values[this.oil] = this.oilC + this.noise(0.2);
    // The probe measures oxygen; the carbon potential is computed from it: they move together.
    this.carbonSlow = wander(this.carbonSlow, this.random.normal(), dtS, 1800);
    const carbon = clamp(this.carbonSlow);
    values[this.carbon] = 0.95 + 0.006 * carbon + this.noise(0.001);
    values[this.probe] = 1130 + 5 * carbon + this.noise(1);
    return heatKw + this.equipment.powerKw.running * AUXILIARY_SHARE;
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
