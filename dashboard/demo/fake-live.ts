import {
  ModelIndex,
  PACKML_STATES,
  type Equipment,
  type PackmlState,
  type PlantModel,
} from '@linetwin/model';
import type { LiveValues } from '../src/live/live-values.ts';

const RUNNING = PACKML_STATES.indexOf('Execute');

/** Taught poses of a robot along a seam, degrees. */
const SEAM_POSES = [
  [-38, -42, 92, 12, 42, -36],
  [-20, -55, 104, 6, 43, -19],
  [0, -60, 108, 0, 44, 0],
  [20, -55, 104, -6, 43, 19],
  [38, -42, 92, -12, 42, 36],
];

/** Angles of a robot that goes to and fro along its seam, degrees. */
function robotAxes(phase: number): number[] {
  const at = (1 - Math.abs(phase * 2 - 1)) * (SEAM_POSES.length - 1);
  const i = Math.min(SEAM_POSES.length - 2, Math.floor(at));
  return SEAM_POSES[i].map((angle, axis) => angle + (SEAM_POSES[i + 1][axis] - angle) * (at - i));
}

/**
 * Live values that look like a plant at work, for pages without a server. Each machine has a cycle of its own;
 * numbers are made up from the declared normal ranges, motion from the machine's phase.
 */
export class FakeLive implements LiveValues {
  readonly index: ModelIndex;
  readonly value: Float64Array;
  readonly time: Float64Array;
  readonly quality: Uint8Array;
  readonly changed: Uint32Array;
  changedCount = 0;
  revision = 0;
  readonly clockOffsetMs = 0;
  private readonly listeners = new Set<() => void>();
  private nextInBatch = 0;
  private readonly stale = new Set<string>();
  private readonly counted = new Map<string, number>();
  private readonly phaseOffset = new Map<string, number>();
  private readonly buffered: number;

  constructor(
    model: PlantModel,
    states: Partial<Record<string, PackmlState>> = {},
    stale: readonly string[] = [],
    /** Parts that wait behind each machine. */
    buffered = 6,
  ) {
    this.buffered = buffered;
    this.index = new ModelIndex(model);
    const count = model.signals.length;
    this.value = new Float64Array(count).fill(Number.NaN);
    this.time = new Float64Array(count);
    this.quality = new Uint8Array(count);
    this.changed = new Uint32Array(count);
    for (const id of stale) this.stale.add(id);
    model.equipment.forEach((machine, i) => {
      this.phaseOffset.set(machine.address, (i * 0.37) % 1);
      const state = states[machine.id];
      this.set(machine, 'state', state ? PACKML_STATES.indexOf(state) : RUNNING);
    });
  }

  now(): number {
    return Date.now();
  }

  subscribe(onBatch: () => void): () => void {
    this.listeners.add(onBatch);
    return () => this.listeners.delete(onBatch);
  }

  isStale(signal: number): boolean {
    const equipment = this.index.equipment(this.index.model.signals[signal].equipment);
    return equipment !== undefined && this.stale.has(equipment.id);
  }

  /** Writes all signals for a moment, seconds since the page started. */
  advance(timeS: number): void {
    this.changedCount = 0;
    for (const machine of this.index.model.equipment) this.advanceMachine(machine, timeS);
    this.revision++;
    for (const listener of this.listeners) listener();
  }

  /**
   * Applies one batch of so many values, as a full second of a plant brings: signals in turn, each a little
   * different from its last value.
   */
  advanceBatch(values: number): void {
    const count = this.index.model.signals.length;
    this.changedCount = 0;
    for (let i = 0; i < Math.min(values, count); i++) {
      const signal = this.index.model.signals[this.nextInBatch];
      this.nextInBatch = (this.nextInBatch + 1) % count;
      const last = this.value[signal.index];
      if (signal.role === 'goodCount') this.write(signal.index, last + (this.revision % 4 === 0 ? 1 : 0));
      else if (signal.role === 'state' || signal.role === 'mode') this.write(signal.index, last);
      else this.write(signal.index, last === last ? last * (1 + 0.002 * Math.sin(this.revision + i)) : 0);
    }
    this.revision++;
    for (const listener of this.listeners) listener();
  }

  private advanceMachine(machine: Equipment, timeS: number): void {
    const running = this.value[machine.firstSignal + this.offset(machine, 'state')] === RUNNING;
    const cycleS = Math.min(40, machine.cycleS ?? 8);
    const cycles = timeS / cycleS + this.phaseOffset.get(machine.address)!;
    const phase = cycles % 1;
    for (let i = 0; i < machine.signalCount; i++) {
      const signal = this.index.model.signals[machine.firstSignal + i];
      if (signal.id === 'state') {
        this.write(signal.index, this.value[signal.index]);
        continue;
      }
      const [low, high] = signal.normal ?? signal.range;
      const wave =
        0.5 + 0.3 * Math.sin(timeS * 0.7 + signal.index * 1.7) + 0.1 * Math.sin(timeS * 2.9 + signal.index);
      let value =
        running || signal.role === 'temperature'
          ? low + (high - low) * wave
          : signal.role === 'speed'
            ? 0
            : low;
      if (signal.role === 'goodCount') value = this.count(machine, running, Math.floor(cycles));
      else if (signal.id === 'scrap') value = 3;
      else if (signal.id === 'buffer_out') value = this.buffered;
      else if (running || /^axis_/.test(signal.id))
        value = this.motion(signal.id, phase, machine, timeS) ?? value;
      this.write(signal.index, value);
    }
  }

  private motion(id: string, phase: number, machine: Equipment, timeS: number): number | undefined {
    const axis = /^axis_(\d)$/.exec(id);
    if (axis)
      return robotAxes((timeS / 24 + this.phaseOffset.get(machine.address)!) % 1)[Number(axis[1]) - 1];
    const zone = /^zone_(\d+)_temp$/.exec(id);
    if (zone) {
      if (machine.kind === 'anneal-furnace') return 660 + 140 * Math.sin((Number(zone[1]) / 9) * Math.PI);
      if (machine.kind === 'temper-furnace') return 168;
      return 815 + Number(zone[1]) * 8;
    }
    switch (id) {
      case 'exit_temp':
        return 1092 + 10 * Math.sin(timeS);
      case 'ram_position':
        return 160 * (1 + Math.cos(phase * Math.PI * 2));
      case 'crank_angle':
        return (phase * 360 + 180) % 360;
      case 'feed_position':
        return 50 + 50 * Math.sin(phase * Math.PI * 6);
      case 'gantry_x':
        return Math.min(1, phase * 1.3) * 4600;
      case 'axial_force':
        return phase < 0.77 ? 18 : 0;
      case 'tool_temp':
        return 430;
      case 'scan_position':
        return Math.min(1, phase * 1.4) * 1200;
      case 'beam_on':
        return machine.kind === 'laser-cleaner' && phase > 0.7 ? 0 : 1;
      case 'table_angle':
        return 0;
      case 'tilt_angle':
        return 8 * Math.sin(timeS * 0.2);
      case 'clamp_pressure':
        return 0.55;
      case 'laser_power':
        return 11.4;
      case 'core_power':
        return 5.1;
      case 'ring_power':
        return 6.3;
      case 'rolled_od':
        return 55;
      case 'result':
        return 1;
      default:
        return undefined;
    }
  }

  private count(machine: Equipment, running: boolean, cycles: number): number {
    const known = this.counted.get(machine.address) ?? 1000;
    const next = running ? 1000 + cycles : known;
    this.counted.set(machine.address, next);
    return next;
  }

  private offset(machine: Equipment, id: string): number {
    for (let i = 0; i < machine.signalCount; i++) {
      if (this.index.model.signals[machine.firstSignal + i].id === id) return i;
    }
    return 0;
  }

  private set(machine: Equipment, id: string, value: number): void {
    this.write(machine.firstSignal + this.offset(machine, id), value);
  }

  private write(signal: number, value: number): void {
    this.value[signal] = value;
    this.time[signal] = Date.now();
    this.changed[this.changedCount++] = signal;
    if (this.changedCount === this.changed.length) this.changedCount = this.changed.length - 1;
  }
}
