import type { SeamMessage } from '@linetwin/contracts';
import { severityAt, type Fault } from '@linetwin/model/scenario';
import type { FaultId } from '@linetwin/model/scenario';
import type { CellPhase, WeldCellUnit } from '../flow/weld-cell-unit.ts';
import { lag } from '../physics/lag.ts';
import { defocusFactor, penetrationMm, ringSpot, windowAbsorption } from '../physics/laser.ts';
import type { Random } from '../physics/random.ts';
import type { SourceClock } from './source-clock.ts';

/** The reference seam: 6 mm deep, 2.8 m long, at 2 m/min. */
export const SEAM_LENGTH_MM = 2800;
export const TARGET_DEPTH_MM = 6;
export const WELD_SPEED_M_PER_MIN = 2;
const RAYLEIGH_MM = 8;
const AMBIENT_C = 25;
/** Window rise per kilowatt of beam and per unit of absorption; time constant of the kernel's 10 to 60 s. */
const WINDOW_RISE_K_PER_ABSORBED_KW = 190;
const WINDOW_TAU_S = 35;
/** Focus moves with the window's heat: 0.2 z_R for a clean one. */
const FOCUS_MM_PER_K = 0.13;

/** A fault as it lies in a seam, mm: what really is there, for judging a diagnosis only. */
export interface SeamMark {
  kind: 'gap' | 'seam-offset' | 'porosity' | 'burn-through';
  fromMm: number;
  toMm: number;
}

/** What the monitor and the tracker see at one millimetre. */
export interface SeamColumns {
  depthMm: Float64Array;
  gapMm: Float64Array;
  offsetMm: Float64Array;
  thermalV: Float64Array;
  plasmaV: Float64Array;
  reflectionV: Float64Array;
  result: Uint8Array;
}

/**
 * The laser process of one cell. When a weld begins the whole seam is computed from the state of beam, window,
 * focus, gas and joint; while the beam travels, the cell's sensors read it off at the place of the beam, and at
 * the end it is the seam's record.
 */
export class WeldProcess {
  readonly lane: string;
  readonly ringShare: number;
  /** Where the faults of the newest seam lie. */
  marks: SeamMark[] = [];
  /** Beam power the program asks for, kW. */
  readonly setPowerKw: number;
  phase: CellPhase | 'waiting' = 'waiting';
  /** Progress of the phase, 0 to 1. */
  progress = 0;
  beamOn = false;
  powerKw = 0;
  windowC = AMBIENT_C + 4;
  windowDirt = 0;
  focusMm = 0;
  gasShare = 1;
  /** Water of the chiller above its set point, K: source circuit and optics circuit. */
  sourceWaterK = 0;
  opticsWaterK = 0;
  /** Seconds since the beam went off. */
  beamOffS = 1000;
  seam: SeamColumns | undefined;
  /** Place of the beam on the seam, index into the columns. */
  mm = 0;
  seamsDone = 0;
  finished: SeamMessage | undefined;
  private readonly cell: WeldCellUnit;
  private readonly faults: readonly Fault[];
  private readonly random: Random;
  private readonly clock: SourceClock;
  /** Only beam and power are wanted: seams are counted, not computed. */
  private readonly energyOnly: boolean;
  private timeS = 0;

  constructor(
    lane: string,
    ringShare: number,
    cell: WeldCellUnit,
    faults: readonly Fault[],
    random: Random,
    clock: SourceClock,
    energyOnly = false,
  ) {
    this.energyOnly = energyOnly;
    this.lane = lane;
    this.ringShare = ringShare;
    this.cell = cell;
    this.faults = faults;
    this.random = random;
    this.clock = clock;
    this.setPowerKw = powerForDepth(TARGET_DEPTH_MM, WELD_SPEED_M_PER_MIN, ringShare);
  }

  get packml() {
    return this.cell.packml;
  }

  get unit(): WeldCellUnit {
    return this.cell;
  }

  fault(id: FaultId): number {
    let severity = 0;
    for (const fault of this.faults)
      if (fault.id === id) severity = Math.max(severity, severityAt(fault, this.timeS));
    return severity;
  }

  /** Brings the process to a time; machines of the cell call it, the first one of a tick does the work. */
  update(timeS: number): void {
    if (timeS <= this.timeS) return;
    const dtS = timeS - this.timeS;
    this.timeS = timeS;
    const before = this.phase;
    const { phase, progress } = this.cell.phaseAt(timeS);
    this.phase = phase;
    this.progress = progress;
    if (before === 'weld' && phase !== 'weld' && this.seam) this.finishSeam();
    if (phase === 'weld' && before !== 'weld') this.beginSeam();
    this.beamOn = phase === 'weld' && this.seam !== undefined;
    this.beamOffS = this.beamOn ? 0 : this.beamOffS + dtS;
    this.powerKw = this.beamOn ? this.actualPowerKw() * (1 + 0.002 * this.random.boundedNormal()) : 0;
    this.windowDirt = 0.06 + 0.94 * Math.min(1, 0.6 * this.fault('window-dirty'));
    const rise = this.powerKw * windowAbsorption(this.windowDirt) * WINDOW_RISE_K_PER_ABSORBED_KW;
    this.windowC = lag(this.windowC, AMBIENT_C + 4 + rise, dtS, WINDOW_TAU_S);
    this.focusMm = this.focusAt(this.windowC);
    this.gasShare = Math.max(0.1, 1 - 0.5 * this.fault('shield-gas-low'));
    if (this.beamOn) this.mm = Math.min(SEAM_LENGTH_MM - 1, Math.floor(progress * SEAM_LENGTH_MM));
  }

  /** Ring's part of the power as the source gives it. */
  get actualRingShare(): number {
    return this.ringShare * (1 - 0.3 * this.fault('ring-ratio'));
  }

  private actualPowerKw(): number {
    return this.setPowerKw * (1 - 0.06 * this.fault('power-low'));
  }

  private focusAt(windowC: number): number {
    return (windowC - AMBIENT_C - 4) * FOCUS_MM_PER_K + 3.5 * this.fault('focus-shift');
  }

  private beginSeam(): void {
    const n = this.energyOnly ? 0 : SEAM_LENGTH_MM;
    const seam: SeamColumns = {
      depthMm: new Float64Array(n),
      gapMm: new Float64Array(n),
      offsetMm: new Float64Array(n),
      thermalV: new Float64Array(n),
      plasmaV: new Float64Array(n),
      reflectionV: new Float64Array(n),
      result: new Uint8Array(n),
    };
    const { random } = this;
    this.marks = [];
    const pores = this.stretch(n, this.fault('porosity'), 60, 220, 'porosity');
    const holes = this.fault('burn-through') > 0 ? Math.floor(random.between(1, 4)) : 0;
    const burnt = Array.from({ length: holes }, () => this.stretch(n, 1, 4, 12, 'burn-through')!);
    const dirt = 0.06 + 0.94 * Math.min(1, 0.6 * this.fault('window-dirty'));
    const absorption = windowAbsorption(dirt);
    const powerKw = this.actualPowerKw() * (1 - absorption);
    const spot = ringSpot(this.actualRingShare);
    const gapFault = this.fault('gap');
    const offsetFault = this.fault('seam-offset');
    const gas = Math.max(0.1, 1 - 0.5 * this.fault('shield-gas-low'));
    const rise = powerKw * absorption * WINDOW_RISE_K_PER_ABSORBED_KW;
    // An open gap lies somewhere along the seam, where the clamp does not reach.
    const gapCentre = random.between(0.25, 0.75) * n;
    const gapWidth = 0.12 * n;
    const sPerMm = 0.06 / WELD_SPEED_M_PER_MIN;
    let gap = 0.12;
    let offset = 0.01;
    let keyhole = 0;
    for (let i = 0; i < n; i++) {
      gap += 0.012 * (0.12 - gap) + 0.006 * random.boundedNormal();
      offset += 0.01 * (0.005 - offset) + 0.0022 * random.boundedNormal();
      keyhole = 0.8 * keyhole + 0.6 * random.boundedNormal();
      const local = (i - gapCentre) / gapWidth;
      const gapHere = Math.min(1.8, Math.max(0, gap) + gapFault * 0.85 * Math.exp(-local * local));
      const offsetHere = offset + offsetFault * 0.3 * (0.4 + (0.6 * i) / n);
      const windowC = AMBIENT_C + 4 + rise * (1 - Math.exp((-i * sPerMm) / WINDOW_TAU_S));
      const dz = this.focusAt(windowC);
      // Beyond a tenth of the thickness a gap swallows melt; the ring bridges more of it.
      const gapOver = Math.max(0, gapHere - 0.6 * spot.gapTolerance);
      const depth =
        penetrationMm(powerKw, WELD_SPEED_M_PER_MIN) *
        spot.depth *
        defocusFactor(dz, RAYLEIGH_MM) *
        (1 - 0.35 * gapOver);
      seam.gapMm[i] = gapHere;
      seam.offsetMm[i] = offsetHere;
      seam.depthMm[i] = depth + 0.025 * random.boundedNormal();
      seam.thermalV[i] = 2.9 * (powerKw / this.setPowerKw) * (1 + 0.02 * dz) + 0.04 * random.boundedNormal();
      const unstable = 1 + 3 * (1 - gas) + 1.2 * gapOver;
      seam.plasmaV[i] = Math.max(0, 2.4 * (1 - 0.03 * dz) * (1 - 0.5 * gapOver) + 0.07 * unstable * keyhole);
      seam.reflectionV[i] = Math.max(0.02, 1.1 * (1 - 0.7 * gapOver) + 0.03 * random.boundedNormal());
      if (pores && i >= pores.fromMm && i < pores.toMm) {
        // The keyhole closes and opens: depth scatters by about 2 %, plasma in bursts.
        seam.depthMm[i] += 0.11 * pores.strength * random.boundedNormal();
        seam.plasmaV[i] += 0.25 * pores.strength * Math.max(0, random.boundedNormal()) ** 2;
      }
      if (burnt.some(({ fromMm, toMm }) => i >= fromMm && i < toMm)) {
        seam.reflectionV[i] = 0.08 + 0.02 * Math.abs(random.boundedNormal());
        seam.thermalV[i] *= 0.65;
        seam.depthMm[i] += 0.4;
      }
      const ratio = depth / TARGET_DEPTH_MM;
      const isBad = ratio < 0.9 || gapHere > 0.9 || Math.abs(offsetHere) > 0.35;
      const isSuspect = ratio < 0.95 || gapHere > 0.6 || Math.abs(offsetHere) > 0.2 || gas < 0.8;
      seam.result[i] = isBad ? 2 : isSuspect ? 1 : 0;
    }
    this.markWhere(seam.gapMm, (gapHere) => gapHere > 0.1 * TARGET_DEPTH_MM, 'gap');
    this.markWhere(seam.offsetMm, (offsetHere) => Math.abs(offsetHere) > 0.2, 'seam-offset');
    this.seam = seam;
    this.mm = 0;
  }

  /** A stretch of chance length and place where a fault lies; undefined without the fault. */
  private stretch(n: number, strength: number, least: number, most: number, kind: SeamMark['kind']) {
    if (strength <= 0) return undefined;
    const length = Math.round(this.random.between(least, most));
    const fromMm = Math.round(this.random.between(0.05, 0.9) * (n - length));
    this.marks.push({ kind, fromMm, toMm: fromMm + length });
    return { fromMm, toMm: fromMm + length, strength };
  }

  private markWhere(values: Float64Array, isThere: (value: number) => boolean, kind: SeamMark['kind']): void {
    const first = values.findIndex(isThere);
    if (first >= 0) this.marks.push({ kind, fromMm: first, toMm: values.findLastIndex(isThere) + 1 });
  }

  private finishSeam(): void {
    const seam = this.seam!;
    this.seam = undefined;
    // A weld that broke off leaves no complete record.
    if (this.packml.state !== 'Execute') return;
    this.seamsDone++;
    if (this.energyOnly) return;
    let bad = 0;
    for (const r of seam.result) if (r === 2) bad++;
    this.cell.extraScrapShare = bad > 50 ? 0.9 : 0;
    const number = String(this.seamsDone).padStart(6, '0');
    this.finished = {
      time: Math.round(this.clock.at(this.cell.phaseEndS('weld') * 1000)),
      seam: `${this.lane}-S${number}`,
      part: `FRM-${this.lane}-${number}`,
      program: 'BUTT-6MM',
      lengthMm: SEAM_LENGTH_MM,
      perMm: {
        depthMm: rounded(seam.depthMm, 100),
        gapMm: rounded(seam.gapMm, 1000),
        offsetMm: rounded(seam.offsetMm, 1000),
        thermalV: rounded(seam.thermalV, 1000),
        plasmaV: rounded(seam.plasmaV, 1000),
        reflectionV: rounded(seam.reflectionV, 1000),
        result: Array.from(seam.result),
      },
    };
    this.last = seam;
    this.lastMarks = this.marks;
  }

  /** The seam finished last, for its event values, and where its faults lie. */
  last: SeamColumns | undefined;
  lastMarks: SeamMark[] = [];
}

/** Beam power for a depth: the kernel solved for P, loss of a clean window included. */
export function powerForDepth(depthMm: number, speedMPerMin: number, ringShare: number): number {
  const perUnit = penetrationMm(1, speedMPerMin) * ringSpot(ringShare).depth;
  return Math.pow(depthMm / perUnit, 1 / 0.95) / (1 - windowAbsorption(0.06));
}

function rounded(values: Float64Array, scale: number): number[] {
  const out = new Array<number>(values.length);
  for (let i = 0; i < values.length; i++) out[i] = Math.round(values[i] * scale) / scale;
  return out;
}
