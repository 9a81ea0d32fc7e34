import { stirHeatW, stirPeakC, stirTorqueNm } from '../physics/friction-stir.ts';
import { lag } from '../physics/lag.ts';
import { CycleUnit } from '../flow/cycle-unit.ts';
import { Machine, type MachineSetup } from './machine.ts';
import type { SourceClock } from './source-clock.ts';
import type { SeamMark } from './weld-process.ts';

const SPINDLE_RPM = 900;
const PLUNGE_MM = 6;
const SEAM_MM = 1000;
const SEAM_START_MM = 600;
/** Parts of the cycle: rapid to the start, plunge, dwell, weld, retract; the rest is loading. */
const PLUNGE_AT = 0.25;
const DWELL_AT = 0.31;
const WELD_AT = 0.35;
const RETRACT_AT = 0.85;
const DRIVE_EFFICIENCY = 0.85;

/** The slow swing over a tunnel: below 5 Hz. */
const TUNNEL_SWING_HZ = 0.83;

/** Gantry for friction stir welding of 6 mm aluminium under force control. */
export class FswGantry extends Machine {
  private readonly torque = this.slot('spindle_torque');
  private readonly fz = this.slot('axial_force');
  private readonly fx = this.slot('traverse_force');
  private readonly plunge = this.slot('plunge_depth');
  private readonly plungeError = this.slot('plunge_error');
  private readonly x = this.slot('gantry_x');
  private readonly travel = this.slot('traverse_speed');
  private readonly tilt = this.slot('tilt');
  private readonly tool = this.slot('tool_temp');
  private readonly metres = this.slot('tool_metres');
  private toolC = 60;
  private torqueNm = 0;
  private fzKn = 0;
  private fxKn = 0;
  private plungeMm = 0;
  private xMm = 0;
  private toolM: number;
  private depths: number[] = [];
  private seamCount = 0;
  private phase: 'away' | 'plunge' | 'dwell' | 'weld' | 'retract' = 'away';
  private readonly clock: SourceClock;

  constructor(setup: MachineSetup) {
    super(setup);
    this.toolM = this.random.between(50, 300);
    this.clock = setup.context.clock;
    this.ready();
  }

  protected override rotorTargetRpm(): number {
    return this.phase === 'away' ? 0 : SPINDLE_RPM;
  }

  protected process(dtS: number): number {
    const { values } = this;
    const { base } = this.equipment.powerKw;
    const p = this.progress;
    this.phase =
      !this.isWorking || p < PLUNGE_AT - 0.05 || p > RETRACT_AT + 0.05
        ? 'away'
        : p < PLUNGE_AT
          ? 'retract'
          : p < DWELL_AT
            ? 'plunge'
            : p < WELD_AT
              ? 'dwell'
              : p < RETRACT_AT
                ? 'weld'
                : 'retract';
    const wear = this.fault('fsw-tool-wear');
    const isIn = this.phase === 'dwell' || this.phase === 'weld';
    const weldSpeed = this.weldSpeedMmPerMin();
    const peakC = stirPeakC(SPINDLE_RPM, weldSpeed);
    this.toolC = lag(this.toolC, isIn ? peakC : 55, dtS, isIn ? 6 : 35);
    const into = (p - WELD_AT) / (RETRACT_AT - WELD_AT);
    const xTarget =
      this.phase === 'weld'
        ? SEAM_START_MM + SEAM_MM * into
        : isIn || this.phase === 'plunge'
          ? SEAM_START_MM
          : p > RETRACT_AT
            ? 1600 * (1 - (p - RETRACT_AT) / (1 - RETRACT_AT))
            : SEAM_START_MM * Math.min(1, p / (PLUNGE_AT - 0.05));
    const x = this.isWorking ? xTarget : this.packml.state === 'Execute' ? 0 : this.xMm;
    values[this.travel] = dtS > 0 ? Math.min(14_500, (Math.abs(x - this.xMm) / dtS) * 60) : 0;
    this.xMm = x;
    values[this.x] = x;
    const ramp = this.phase === 'plunge' ? (p - PLUNGE_AT) / (DWELL_AT - PLUNGE_AT) : isIn ? 1 : 0;
    this.plungeMm = lag(this.plungeMm, PLUNGE_MM * ramp, dtS, 0.3);
    const error = isIn ? this.noise(0.01) + 0.05 * wear : this.noise(0.004);
    values[this.plunge] = Math.max(0, this.plungeMm + error * ramp);
    values[this.plungeError] = error;
    const torque = stirTorqueNm(88, this.toolC, peakC) * (1 - 0.2 * wear);
    this.torqueNm = lag(this.torqueNm, isIn ? Math.min(104, torque) : 55 * ramp, dtS, 0.4);
    // Forces swing at one to two times the spindle speed; a tenth of the mean, seen here as scatter.
    const tunnel = isIn ? this.fault('fsw-tunnel') : 0;
    const swing = tunnel * Math.sin(2 * Math.PI * TUNNEL_SWING_HZ * this.timeS);
    values[this.torque] = Math.max(0, this.torqueNm * (1 + 0.08 * swing + this.noise(0.015)));
    this.fzKn = lag(this.fzKn, isIn ? 17.5 * (1 + 0.15 * wear) * (1 - 0.1 * tunnel) : 20 * ramp, dtS, 0.4);
    values[this.fz] = Math.max(0, this.fzKn * (1 + this.noise(0.012)));
    // A pin that is gone pushes no metal aside from the middle of the seam on; the shoulder still rubs.
    const isBroken = this.fault('fsw-tool-break') > 0 && into > 0.45;
    const push = 2.6 * (1 + 0.5 * wear) * (isBroken ? 0.35 : 1);
    this.fxKn = lag(this.fxKn, this.phase === 'weld' ? push : 0, dtS, 0.5);
    values[this.fx] = Math.max(0, this.fxKn * (1 + 0.16 * swing + this.noise(0.03)));
    values[this.tilt] = 2.2 + this.noise(0.01);
    values[this.tool] = this.toolC + this.noise(1);
    if (this.phase === 'weld') this.record(into, error);
    else if (this.depths.length > 0) this.finishSeam();
    this.values[this.metres] = this.toolM;
    if (!this.isOn) return base * 0.6;
    const stirKw = stirHeatW(this.phase === 'away' ? 0 : SPINDLE_RPM, this.torqueNm) / 1000;
    return base + stirKw / DRIVE_EFFICIENCY + (this.phase === 'weld' ? 1 : 0);
  }

  /** Faults of a friction stir weld are of the whole seam here. */
  readonly seamMarks: readonly SeamMark[] = [];

  private weldSpeedMmPerMin(): number {
    const cycleS = this.flow?.nominalCycleS ?? 120;
    return (SEAM_MM / ((RETRACT_AT - WELD_AT) * cycleS)) * 60;
  }

  /** Fills the seam's millimetres up to where the tool is. */
  private record(into: number, error: number): void {
    const upTo = Math.min(SEAM_MM, Math.floor(into * SEAM_MM) + 1);
    while (this.depths.length < upTo)
      this.depths.push(Math.round((PLUNGE_MM + error + 0.006 * this.random.boundedNormal()) * 1000) / 1000);
  }

  private finishSeam(): void {
    const depths = this.depths;
    this.depths = [];
    if (!this.isWorking || !(this.flow instanceof CycleUnit)) return;
    while (depths.length < SEAM_MM) depths.push(depths[depths.length - 1]);
    this.seamCount++;
    this.toolM += SEAM_MM / 1000;
    if (this.toolM > 780) this.toolM = 0;
    this.hasNews[this.metres] = 1;
    const zeros = () => new Array<number>(SEAM_MM).fill(0);
    const endS = this.flow.cycleStartS + RETRACT_AT * (this.flow.cycleEndS - this.flow.cycleStartS);
    const number = String(this.seamCount).padStart(6, '0');
    this.seams.push({
      time: Math.round(this.clock.at(endS * 1000)),
      seam: `FSW-S${number}`,
      part: `FRM-F-${number}`,
      program: 'FSW-6MM',
      lengthMm: SEAM_MM,
      perMm: {
        depthMm: depths,
        gapMm: zeros(),
        offsetMm: zeros(),
        thermalV: zeros(),
        plasmaV: zeros(),
        reflectionV: zeros(),
        result: depths.map((d) =>
          Math.abs(d - PLUNGE_MM) > 0.1 ? 2 : Math.abs(d - PLUNGE_MM) > 0.06 ? 1 : 0,
        ),
      },
    });
  }
}
