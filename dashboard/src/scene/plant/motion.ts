import type { MachineLive } from './machine-live.ts';
import type { MachineRig } from './machine-rig.ts';

/** Moves the joints and sets the glows of one placed machine. Called every frame it may have changed. */
export type Motion = (frame: MotionFrame) => void;

export interface MotionFrame {
  /** Seconds since its last turn, at most 0.2. */
  dt: number;
  /** Seconds since the scene started. */
  time: number;
  live: MachineLive;
  rig: MachineRig;
}
