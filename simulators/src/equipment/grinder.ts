import { grindingPowerKw, specificEnergyJPerMm3, type GrindingJob } from '../physics/grinding.ts';
import { lag, wander } from '../physics/lag.ts';
import { COLD_SIZE_UM } from '../physics/standby.ts';
import { Machine, type MachineSetup } from './machine.ts';

interface GrinderSetup {
  job: GrindingJob;
  /** Wheel spindle without contact, kW. */
  idleWheelKw: number;
  wheelRpm: number;
  feedMm: number;
}

/** How each kind grinds the reference product; sizes of the 6205, feeds and specific energy as usual in the trade. */
const SETUPS: Record<string, GrinderSetup> = {
  'face-grinder': {
    job: job(52, 15, 0.06, 42, 0.001),
    idleWheelKw: 11.6,
    wheelRpm: 0,
    feedMm: 44,
  },
  'centreless-grinder': {
    job: job(52, 15, 0.045, 42, 0.001),
    idleWheelKw: 10.4,
    wheelRpm: 0,
    feedMm: 44,
  },
  'raceway-grinder': {
    job: job(45, 8, 0.02, 45, 0.005),
    idleWheelKw: 2.5,
    wheelRpm: 33_000,
    feedMm: 30,
  },
  'bore-grinder': {
    job: job(25, 15, 0.016, 48, 0.006),
    idleWheelKw: 1.8,
    wheelRpm: 46_000,
    feedMm: 30,
  },
};

/** A dull wheel of severity 1 needs this much more specific energy. */
const DULL_ENERGY = 1.2;
/** Stock before grinding, um. */
const STOCK_UM = 300;
/**
 * Burn begins where the wheel needs this much more than a fresh one. (Domain table 1.5 gives 30 to 60 W/mm for the
 * heat that enters the ring; the wheel powers of the plant file contain the rest of the heat as well.)
 */
const BURN_ENERGY_RATIO = 1.8;

/** Grinding machines: rough feed, fine feed and spark-out per part; the wheel dulls until it is dressed. */
export class Grinder extends Machine {
  private readonly setup: GrinderSetup;
  private readonly wheelPower = this.slot('wheel_power');
  private readonly wheelSpeed = this.slot('wheel_speed');
  private readonly ae = this.slot('ae_rms');
  private readonly gauge = this.slot('gauge');
  private readonly feed = this.slot('feed_position');
  private readonly coolantFlow = this.slot('coolant_flow');
  private readonly coolantPressure = this.slot('coolant_pressure');
  private readonly coolantTemp = this.slot('coolant_temp');
  private readonly dressCounter = this.slot('dress_counter');
  private readonly size = this.slot('size');
  private readonly roundness = this.slot(this.has('roundness') ? 'roundness' : 'parallelism');
  private readonly flowNominal = this.nominal('coolant_flow');
  private readonly aeNominal = this.nominal('ae_rms');
  private readonly roundnessNominal = this.nominal(this.has('roundness') ? 'roundness' : 'parallelism');
  private readonly ratedWheelKw: number;
  private wheelKw: number;
  private slow = 0;
  private coolantC = 22;
  private dull = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.setup = SETUPS[setup.equipment.kind] ?? SETUPS['raceway-grinder'];
    this.ratedWheelKw = this.setup.idleWheelKw + grindingPowerKw(this.setup.job, 0);
    this.wheelKw = this.setup.idleWheelKw;
    if (this.flow)
      this.flow.partsSinceService = Math.floor(
        this.random.between(0, this.flow.habits.serviceEveryParts * 0.8),
      );
    this.ready();
  }

  /** Feed over a part: fast to 60 %, fine to 85 %, then spark-out. */
  private feedShare(p: number): number {
    if (p < 0.08) return 0;
    if (p < 0.6) return 1;
    if (p < 0.85) return 0.45;
    return 0.1;
  }

  protected process(dtS: number): number {
    const { values, context } = this;
    const { job: cut, idleWheelKw, wheelRpm, feedMm } = this.setup;
    const { base, running } = this.equipment.powerKw;
    this.slow = wander(this.slow, this.random.normal(), dtS, 400);
    this.dull = this.fault('wheel-dull');
    const p = this.progress;
    const share = this.isWorking ? this.feedShare(p) : 0;
    const parts = this.flow?.partsSinceService ?? 0;
    const cutKw = grindingPowerKw(cut, parts) * (1 + DULL_ENERGY * this.dull) * share;
    const { isTurning } = this;
    this.wheelKw = lag(this.wheelKw, isTurning ? idleWheelKw + cutKw : 0, dtS, 0.8);
    values[this.wheelPower] = this.wheelKw * (1 + this.noise(0.008));
    values[this.wheelSpeed] = isTurning ? wheelRpm * (1 + 0.01 * clamp(this.slow)) + this.noise(20) : 0;
    const aeShare = 0.62 + 0.5 * share - 0.25 * Math.min(1, this.dull) * share;
    values[this.ae] = this.aeNominal * aeShare * (1 + this.noise(0.03));
    const left = this.isWorking ? remainingStock(p) : 0;
    values[this.gauge] = STOCK_UM * left + this.noise(0.4);
    values[this.feed] = this.isWorking ? feedMm * (1 - left * 0.35) * Math.min(1, p / 0.08) : 0;
    const clog = this.fault('coolant-filter-clog');
    const hasCoolant = this.isOn && !this.standby.isSaving;
    const flow = hasCoolant ? context.coolantShare * (1 - 0.45 * clog) : 0;
    values[this.coolantFlow] =
      this.flowNominal * flow * (1 + 0.01 * clamp(this.slow)) * (1 + this.noise(0.006));
    values[this.coolantPressure] = hasCoolant ? 0.32 * (0.3 + 0.7 * flow * flow) + this.noise(0.004) : 0.02;
    this.coolantC = lag(this.coolantC, 21.8 + 0.5 * share + 2 * (1 - Math.min(1, flow)), dtS, 300);
    values[this.coolantTemp] = this.coolantC + this.noise(0.05);
    if (this.flow) this.flow.extraScrapShare = this.burns(parts, flow) ? 0.05 : 0;
    if (!this.isOn) return base * 0.6;
    return this.isWorking ? base + (running - base) * (this.wheelKw / this.ratedWheelKw) : base;
  }

  private burns(parts: number, flow: number): boolean {
    const { job: cut } = this.setup;
    const ratio = specificEnergyJPerMm3(cut, parts) / cut.freshSpecificEnergyJPerMm3;
    return ratio * (1 + DULL_ENERGY * this.dull) > BURN_ENERGY_RATIO || (flow < 0.7 && this.isWorking);
  }

  protected override processVibrationMmPerS(): number {
    return this.isWorking ? 0.03 + 0.25 * Math.min(2, this.dull) + 1.2 * this.fault('chatter') : 0;
  }

  protected override onPart(): void {
    this.news(this.dressCounter, this.flow?.partsSinceService ?? 0);
    const wear = (this.flow?.partsSinceService ?? 0) / (this.flow?.habits.serviceEveryParts || 40);
    this.news(
      this.size,
      COLD_SIZE_UM * (1 - this.standby.warmth) -
        0.8 +
        1.4 * Math.min(1, wear) +
        this.noise(0.4) +
        2.5 * this.dull,
    );
    const rough = 1 + 0.8 * this.dull + 2.5 * this.fault('chatter');
    this.news(this.roundness, this.roundnessNominal * rough * (0.8 + 0.12 * this.random.boundedNormal()));
  }
}

function job(
  workDiameterMm: number,
  widthMm: number,
  infeedMmPerS: number,
  u0: number,
  k: number,
): GrindingJob {
  return { workDiameterMm, widthMm, infeedMmPerS, freshSpecificEnergyJPerMm3: u0, dullingPerPart: k };
}

function remainingStock(p: number): number {
  if (p < 0.08) return 1;
  if (p < 0.6) return 1 - (0.85 * (p - 0.08)) / 0.52;
  if (p < 0.85) return 0.15 * (1 - (p - 0.6) / 0.25);
  return 0;
}

function clamp(x: number): number {
  return x > 2 ? 2 : x < -2 ? -2 : x;
}
