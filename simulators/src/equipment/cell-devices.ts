import { lag, wander } from '../physics/lag.ts';
import { ringSpot } from '../physics/laser.ts';
import { CellMachine } from './cell-machine.ts';
import type { MachineSetup } from './machine.ts';
import { TARGET_DEPTH_MM } from './weld-process.ts';

/** Weld head: window, collimator, focus. */
export class WeldHead extends CellMachine {
  private readonly window = this.slot('window_temp');
  private readonly scatter = this.slot('window_scatter');
  private readonly collimator = this.slot('collimator_temp');
  private readonly focus = this.slot('focus_position');
  private readonly crossjet = this.slot('crossjet_pressure');
  private readonly hours = this.slot('window_hours');
  private collimatorC = 27;
  private windowS: number;

  constructor(setup: MachineSetup) {
    super(setup);
    this.windowS = this.random.between(5, 30) * 3600;
    this.ready();
  }

  protected processCell(dtS: number): number {
    const { values, weld } = this;
    if (weld.beamOn) this.windowS += dtS;
    // The window is changed before it is due.
    if (this.windowS > 78 * 3600) this.windowS = 0;
    values[this.window] = weld.windowC + this.noise(0.1);
    values[this.scatter] = 0.3 + 5.5 * (weld.windowDirt - 0.06) + this.noise(0.03);
    this.collimatorC = lag(this.collimatorC, 27 + 0.55 * weld.powerKw + weld.opticsWaterK, dtS, 60);
    values[this.collimator] = this.collimatorC + this.noise(0.08);
    values[this.focus] = weld.focusMm + this.noise(0.02);
    values[this.crossjet] = 0.5 + this.noise(0.005);
    values[this.hours] = this.windowS / 3600;
    return weld.beamOn ? this.equipment.powerKw.running : this.equipment.powerKw.base;
  }
}

/** Seam tracker: reads the joint while the robot scans and welds, and keeps its last reading between. */
export class SeamTracker extends CellMachine {
  private readonly offset = this.slot('lateral_offset');
  private readonly gap = this.slot('gap');
  private readonly mismatch = this.slot('mismatch');
  private readonly quality = this.slot('track_quality');
  private offsetMm = 0;
  private gapMm = 0.12;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected processCell(): number {
    const { values, weld } = this;
    if (weld.beamOn && weld.seam) {
      this.offsetMm = weld.seam.offsetMm[weld.mm];
      this.gapMm = weld.seam.gapMm[weld.mm];
    }
    values[this.offset] = this.offsetMm + this.noise(0.003);
    values[this.gap] = Math.max(0, this.gapMm + this.noise(0.004));
    values[this.mismatch] = Math.abs(0.11 + this.noise(0.02));
    values[this.quality] = 95 + this.noise(1) - Math.max(0, this.gapMm - 0.5) * 25;
    return this.equipment.powerKw.running;
  }
}

/** OCT and photodiodes: live values at the place of the beam, and one set of event values per seam. */
export class WeldMonitor extends CellMachine {
  private readonly depth = this.slot('depth');
  private readonly plasma = this.slot('plasma');
  private readonly thermal = this.slot('thermal');
  private readonly reflection = this.slot('reflection');
  private readonly meanDepth = this.slot('seam_depth_mean');
  private readonly minDepth = this.slot('seam_depth_min');
  private readonly spatter = this.slot('spatter_rate');
  private seen = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.values[this.meanDepth] = TARGET_DEPTH_MM;
    this.values[this.minDepth] = TARGET_DEPTH_MM - 0.08;
    this.values[this.spatter] = 10;
    this.ready();
  }

  protected processCell(): number {
    const { values, weld } = this;
    const { seam, mm } = weld;
    const isOn = weld.beamOn && seam;
    values[this.depth] = isOn ? seam.depthMm[mm] : 0;
    values[this.plasma] = isOn ? seam.plasmaV[mm] : 0;
    values[this.thermal] = isOn ? seam.thermalV[mm] : 0;
    values[this.reflection] = isOn ? seam.reflectionV[mm] : 0;
    if (weld.seamsDone !== this.seen && weld.last) this.report(weld.last.depthMm);
    this.seen = weld.seamsDone;
    return this.equipment.powerKw.running;
  }

  private report(depthMm: Float64Array): void {
    let sum = 0;
    let least = Infinity;
    for (const d of depthMm) {
      sum += d;
      least = Math.min(least, d);
    }
    this.news(this.meanDepth, sum / depthMm.length);
    this.news(this.minDepth, least);
    const dirt = this.weld.windowDirt - 0.06;
    this.news(
      this.spatter,
      14 * ringSpot(this.weld.ringShare).spatter * (1 + 3 * dirt) +
        60 * this.weld.fault('spatter') +
        Math.abs(this.noise(1)),
    );
  }
}

/** Positioner: clamps the part, tilts and turns it to the robot. */
export class Positioner extends CellMachine {
  private readonly clamp = this.slot('clamp_pressure');
  private readonly hold = this.slot('clamp_hold_pressure');
  private readonly table = this.slot('table_angle');
  private readonly tilt = this.slot('tilt_angle');
  private readonly seats = this.slot('seats_closed');
  private readonly fixture = this.slot('fixture');
  private clampMpa = 0;
  private tableDeg = 0;
  private tiltDeg = 0;
  private wasClamped = false;

  constructor(setup: MachineSetup) {
    super(setup);
    this.ready();
  }

  protected processCell(dtS: number): number {
    const { values, weld } = this;
    const { phase } = weld;
    const isClamped = phase !== 'waiting' && phase !== 'load' && phase !== 'unload';
    this.clampMpa = lag(this.clampMpa, isClamped ? 0.555 : 0, dtS, 0.8);
    values[this.clamp] = Math.max(0, this.clampMpa + this.noise(0.002));
    if (isClamped && !this.wasClamped) {
      this.news(this.hold, 0.555 + this.noise(0.004));
      this.news(this.seats, 6);
    }
    this.wasClamped = isClamped;
    const target = isClamped ? 90 : 0;
    const step = 18 * dtS;
    this.tableDeg += Math.max(-step, Math.min(step, target - this.tableDeg));
    this.tiltDeg += Math.max(-step, Math.min(step, (isClamped ? 15 : 0) - this.tiltDeg));
    values[this.table] = this.tableDeg;
    values[this.tilt] = this.tiltDeg;
    this.news(this.fixture, this.equipment.lane === 'B' ? 2 : 1);
    if (!this.hasHold) {
      this.news(this.hold, 0.555);
      this.news(this.seats, 6);
    }
    const { base, running } = this.equipment.powerKw;
    if (!this.isOn) return base;
    return phase === 'clamp' || Math.abs(target - this.tableDeg) > 0.5
      ? running * 1.8
      : isClamped
        ? running * 0.7
        : base;
  }

  private get hasHold(): boolean {
    return this.values[this.hold] > 0;
  }
}

/** Shielding gas: on with the beam and a little longer. */
export class ShieldGas extends CellMachine {
  private readonly flowSlot = this.slot('gas_flow');
  private readonly ratio = this.slot('gas_flow_ratio');
  private readonly pressure = this.slot('gas_pressure');
  private readonly o2 = this.slot('residual_o2');
  private readonly bottle = this.slot('bottle_pressure');
  private flowLPerMin = 0;
  private bottleMpa: number;
  private lastRatio = 100;

  constructor(setup: MachineSetup) {
    super(setup);
    this.bottleMpa = this.random.between(8, 14);
    this.ready();
  }

  protected processCell(dtS: number): number {
    const { values, weld } = this;
    const isOn = weld.beamOn || weld.phase === 'approach' || weld.beamOffS < 4;
    this.flowLPerMin = lag(this.flowLPerMin, isOn ? 25 * weld.gasShare : 0, dtS, 0.6);
    values[this.flowSlot] = this.flowLPerMin < 0.05 ? 0 : this.flowLPerMin * (1 + this.noise(0.005));
    if (weld.beamOn && weld.progress > 0.02) this.lastRatio = 100 * weld.gasShare;
    values[this.ratio] = this.lastRatio * (1 + this.noise(0.004));
    values[this.pressure] = 0.42 - 0.18 * (1 - weld.gasShare) + this.noise(0.002);
    values[this.o2] = 70 + 900 * (1 - weld.gasShare) + this.noise(5);
    // A bundle of bottles gives about ten hours of arc; it is changed in time.
    this.bottleMpa -= (this.flowLPerMin * dtS) / 60 / 900;
    if (this.bottleMpa < 3) this.bottleMpa = 14.5;
    values[this.bottle] = this.bottleMpa;
    return isOn ? this.equipment.powerKw.running : this.equipment.powerKw.base;
  }
}

/** A fan that was asked for more is there after so long, s. */
const FAN_SETTLED_S = 15;

/** Fume extraction: full speed, or that which is set, with the beam and 20 s after it, otherwise reduced. */
export class FumeExtraction extends CellMachine {
  private readonly dp = this.slot('filter_dp');
  private readonly current = this.slot('fan_current');
  private readonly airFlow = this.slot('air_flow');
  private readonly fan = this.slot('fan_speed');
  private readonly beamAirFlow = this.slot('beam_air_flow');
  private readonly beamDp = this.slot('beam_filter_dp');
  private share = 0.88;
  /** For how long it has been asked for full extraction, s. */
  private askedS = 0;
  private flowWithBeam: number | undefined;
  private dpWithBeam: number | undefined;
  private usualShare = 0.88;
  private beamSavedKwh = 0;
  private usualKw = 0;
  private load: number;
  private slow = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.load = this.random.between(0.1, 0.6);
    this.ready();
  }

  protected override rotorTargetRpm(): number {
    return 2850 * this.share;
  }

  protected processCell(dtS: number): number {
    const { values } = this;
    this.slow = wander(this.slow, this.random.normal(), dtS, 600);
    this.share = lag(
      this.share,
      this.settings.value(this.wantsFull ? 'beam_fan_speed' : 'idle_fan_speed', this.wantsFull ? 100 : 88) /
        100,
      dtS,
      5,
    );
    const usualShare = this.settings.usual('idle_fan_speed', 88) / 100;
    const { running } = this.equipment.powerKw;
    this.usualShare = lag(this.usualShare, this.wantsFull ? 1 : usualShare, dtS, 5);
    // Pulse cleaning holds the cartridge's load between bounds.
    this.load += dtS / 40_000;
    if (this.load > 0.8) this.load = 0.1;
    const clog = this.fault('fume-filter-clog');
    const n = this.share;
    values[this.dp] = (1180 + 320 * this.load + 900 * clog) * n * n + this.noise(8);
    values[this.airFlow] = 4500 * n * (1 - 0.06 * this.load - 0.35 * Math.min(1.5, clog)) + this.noise(20);
    values[this.fan] = 2850 * n + this.noise(2);
    this.askedS = this.wantsFull ? this.askedS + dtS : 0;
    if (this.askedS > FAN_SETTLED_S) {
      this.flowWithBeam = values[this.airFlow];
      this.dpWithBeam = values[this.dp];
    }
    // Before its first beam it tells what its fan would move at that speed.
    values[this.beamAirFlow] = this.flowWithBeam ?? values[this.airFlow] / n;
    values[this.beamDp] = this.dpWithBeam ?? values[this.dp] / n ** 2;
    values[this.current] = 17.5 * n ** 2.2 * (1 - 0.1 * Math.min(1, clog)) + this.noise(0.1);
    this.usualKw = running * this.usualShare ** 3;
    if (this.wantsFull) this.beamSavedKwh += ((this.usualKw - running * n ** 3) * dtS) / 3600;
    return running * n ** 3;
  }

  /** What the speed with the beam saved is told apart from what the speed without it did. */
  override savedKwh(setting: string): number {
    if (setting === 'beam_fan_speed') return this.beamSavedKwh;
    const saved = super.savedKwh(setting);
    return setting === 'idle_fan_speed' ? saved - this.beamSavedKwh : saved;
  }

  /** The beam, and a tail of 20 s after it. */
  private get wantsFull(): boolean {
    return this.weld.beamOn || this.weld.beamOffS < 20;
  }

  protected override usualTargetKw(): number {
    return this.usualKw;
  }
}
