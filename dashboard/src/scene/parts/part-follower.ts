import type { Vector3 } from 'three';
import type { MachineLive } from '../plant/machine-live.ts';
import type { MovingParts } from './moving-parts.ts';

/** Keeps to one part: along its conveyor, through the machine that takes it, and on with what that machine hands on. */
export class PartFollower {
  private readonly parts: MovingParts;
  private way: number;
  /** Number of the part on its conveyor, counted from the first that ever ran there. */
  private serial: number;
  /** The machine that works on it; null while a conveyor carries it. */
  inside: MachineLive | null = null;

  private constructor(parts: MovingParts, way: number, serial: number) {
    this.parts = parts;
    this.way = way;
    this.serial = serial;
  }

  /** The part nearest to a place; `null` where no conveyor carries any. */
  static nearest(parts: MovingParts, to: Vector3): PartFollower | null {
    const found = parts.nearest(to);
    return found && new PartFollower(parts, found.way, found.serial);
  }

  /**
   * Writes where the part is. While a machine works on it that is the end of the conveyor.
   *
   * @returns false when the part has left the last conveyor
   */
  place(out: Vector3): boolean {
    const state = this.parts.locate(this.way, this.serial, out);
    this.inside =
      state === 'carried' ? null : this.parts.machineAt(this.way, state === 'coming' ? 'start' : 'end');
    if (state !== 'gone') return true;
    const next = this.parts.after(this.way);
    if (next === null) return false;
    // Machines mix and match parts: the next one that comes out stands for the one that went in.
    this.way = next.way;
    this.serial = next.serial;
    return true;
  }
}
