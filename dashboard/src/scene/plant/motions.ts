import { blackBodyGlow, type LinearColour } from '../black-body.ts';
import type { MotionFrame } from './motion.ts';
import type { Axis } from '../geometry/axis.ts';
import type { Joint, MachineRig } from './machine-rig.ts';

/**
 * Turns drawn per turn of the machine. At true speed a wheel of 1,800 r/min would only shimmer at 60 frames a
 * second; a twenty-fifth of it reads as turning, and faster machines still turn faster.
 */
export const VISIBLE_SPEED_SHARE = 1 / 25;
/** Above this a screen shows the wheel standing or going backwards, r/s drawn. */
const FASTEST_DRAWN_RPS = 2.2;

/** Approaches a target without overshoot; `tauS` is the time to come within 37 %. */
export function approach(current: number, target: number, dt: number, tauS: number): number {
  if (!(target === target)) return current;
  return current + (target - current) * (1 - Math.exp(-dt / tauS));
}

/** Turns a joint with a speed signal in r/min; runs up and down like a mass, stands when the machine does. */
export function spinner(
  joint: Joint,
  axis: Axis,
  signal: string,
  otherwiseRpm: number,
  share = VISIBLE_SPEED_SHARE,
): (frame: MotionFrame) => void {
  let rps = 0;
  let angle = 0;
  return ({ dt, live }) => {
    const measured = live.value(signal);
    const rpm = measured === measured ? measured : live.running ? otherwiseRpm : 0;
    const target = Math.max(-FASTEST_DRAWN_RPS, Math.min(FASTEST_DRAWN_RPS, (rpm / 60) * share));
    rps = approach(rps, target, dt, 0.8);
    if (Math.abs(rps) < 0.002) {
      rps = 0;
      return;
    }
    angle = (angle + rps * Math.PI * 2 * dt) % (Math.PI * 2);
    joint.turn(axis, angle);
  };
}

const colour: LinearColour = { r: 0, g: 0, b: 0 };

/** Lets a glow shine as hot as a temperature signal says, °C. */
export function heatGlow(
  rig: MachineRig,
  glow: string,
  signal: string,
  otherwiseC: number,
  gain = 1,
): (frame: MotionFrame) => void {
  const index = rig.glowIndex(glow);
  return ({ live }) => {
    blackBodyGlow(live.valueOr(signal, live.running ? otherwiseC : 20), colour);
    rig.setGlow(index, colour.r * gain, colour.g * gain, colour.b * gain);
  };
}

/** Lights a lamp, such as a work light, while the machine has power. */
export function lampWhilePowered(
  rig: MachineRig,
  glow: string,
  r: number,
  g: number,
  b: number,
): (frame: MotionFrame) => void {
  const index = rig.glowIndex(glow);
  return ({ live }) => {
    const on = live.powered ? 1 : 0;
    rig.setGlow(index, r * on, g * on, b * on);
  };
}

/** Sets an emitter while the machine works. */
export function emitWhileRunning(
  rig: MachineRig,
  emitter: string,
  strength = 1,
): (frame: MotionFrame) => void {
  const index = rig.emitterIndex(emitter);
  return ({ live }) => rig.setEmission(index, live.running ? strength : 0);
}

export function together(...motions: ((frame: MotionFrame) => void)[]): (frame: MotionFrame) => void {
  return (frame) => {
    for (const motion of motions) motion(frame);
  };
}

/**
 * Phase of a machine's own cycle, 0 to 1, that runs while the machine does and starts again with each part it
 * counts, so that what is shown is in step with what was made.
 */
export class CyclePhase {
  private phase = 0;
  private count = Number.NaN;
  private readonly cycleS: number;

  constructor(cycleS: number | undefined, otherwiseS: number) {
    this.cycleS = cycleS ?? otherwiseS;
  }

  step({ dt, live }: MotionFrame): number {
    const count = live.goodCount;
    if (count === count && count !== this.count) {
      if (this.count === this.count) this.phase = 0;
      this.count = count;
    }
    // Waits just before the end for the count that closes the cycle.
    if (live.running) this.phase = Math.min(this.phase + dt / this.cycleS, count === count ? 0.999 : 1) % 1;
    return this.phase;
  }
}

/** 0 outside, 1 inside a part of the cycle, with soft ends; for doors, rams and grippers. */
export function window01(phase: number, from: number, to: number, ramp = 0.06): number {
  return smooth((phase - from) / ramp) * (1 - smooth((phase - to) / ramp));
}

export function smooth(t: number): number {
  const x = t < 0 ? 0 : t > 1 ? 1 : t;
  return x * x * (3 - 2 * x);
}
