import type { FormBuilder } from '../form/form-builder.ts';
import type { MotionFrame } from '../plant/motion.ts';
import {
  cabinet,
  coolantTank,
  feet,
  flowPorts,
  louvrePanel,
  mouth,
  operatorPanel,
  stackLight,
  workLight,
} from '../form/fittings.ts';
import {
  ABRASIVE,
  BLUE_PIPE,
  ENAMEL,
  ENAMEL_DARK,
  GLASS,
  STEEL,
  STEEL_DARK,
  YELLOW,
  type Paint,
} from '../form/paint.ts';
import type { MachineLive } from '../plant/machine-live.ts';
import type { MachineRig } from '../plant/machine-rig.ts';
import { CyclePhase, approach, lampWhilePowered, spinner, together, window01 } from '../plant/motions.ts';

/** Grinding wheel about z in an open-mouthed guard; x, y, z of its middle. The mouth looks towards `mouthRad`. */
export function guardedWheel(
  b: FormBuilder,
  joint: string,
  x: number,
  y: number,
  z: number,
  radius: number,
  width: number,
  mouthRad: number,
  guard: Paint,
  wheel: Paint = ABRASIVE,
): void {
  b.joint(joint, x, y, z, () => {
    b.ring(wheel, 'z', 0, 0, -width / 2, radius, radius * 0.34, width, 40, 0.012);
    b.cylinder(STEEL, 'z', 0, 0, -width / 2 - 0.03, radius * 0.4, width + 0.06, 24);
    b.cylinder(STEEL_DARK, 'z', 0, 0, -width / 2 - 0.07, radius * 0.13, width + 0.16, 6);
    for (let i = 0; i < 6; i++)
      b.at(0, 0, 0, { rz: (i * Math.PI) / 3 }, () =>
        b.cylinder(STEEL_DARK, 'z', radius * 0.28, 0, width / 2 + 0.02, 0.018, 0.025, 8),
      );
    // Balance mark: shows that it turns.
    b.box(YELLOW, radius * 0.68, -0.02, width / 2 + 0.001, radius * 0.22, 0.04, 0.006, 0.002);
  });
  const open = Math.PI * 0.38;
  const steps = 18;
  const outline: [number, number][] = [];
  const point = (r: number, i: number): [number, number] => {
    const a = mouthRad + open / 2 + ((Math.PI * 2 - open) * i) / steps;
    return [x + Math.cos(a) * r, y + Math.sin(a) * r];
  };
  for (let i = 0; i <= steps; i++) outline.push(point(radius * 1.2, i));
  for (let i = steps; i >= 0; i--) outline.push(point(radius * 1.06, i));
  b.extrude(guard, z, outline, width * 1.5, 0.015);
  // Back plate of the guard.
  const back: [number, number][] = [];
  for (let i = 0; i <= steps; i++) back.push(point(radius * 1.19, i));
  b.extrude(guard, z - width * 0.78, back, 0.025, 0.006);
}

/** Coolant nozzle that follows the wheel's guard to the contact at x, y, z, with its spray. */
export function coolantNozzle(b: FormBuilder, x: number, y: number, z: number): void {
  b.tube(
    BLUE_PIPE,
    [
      [x, y + 0.55, z - 0.35],
      [x, y + 0.5, z],
      [x, y + 0.12, z],
    ],
    0.022,
  );
  b.box(STEEL, x, y + 0.06, z, 0.05, 0.07, 0.16, 0.01);
  b.emitter('spray', 'spray', [x, y + 0.06, z], [0, -1.5, 0], 0.05);
}

/** Splash guard: low panels and clear windows around a working space, with a roof strip for the lamp. */
export function splashGuard(
  b: FormBuilder,
  x: number,
  y: number,
  z: number,
  length: number,
  height: number,
  width: number,
  body: Paint = ENAMEL,
): void {
  for (const side of [-1, 1]) {
    b.box(body, x + (side * length) / 2, y, z - width * 0.12, 0.06, height, width * 0.76, 0.02);
    b.box(body, x + (side * (length - 0.1)) / 2, y, z + width / 2 - 0.03, 0.1, height, 0.06, 0.02);
  }
  b.box(body, x, y + height - 0.12, z + width / 2 - 0.03, length, 0.12, 0.06, 0.02);
  b.box(body, x, y, z + width / 2 - 0.03, length, height * 0.2, 0.06, 0.02);
  b.box(GLASS, x, y + height * 0.18, z + width / 2 - 0.03, length - 0.18, height * 0.84 - 0.12, 0.014, 0.004);
  b.box(ENAMEL_DARK, x, y + height, z + width * 0.2, length + 0.06, 0.05, width * 0.6, 0.02);
  workLight(b, x, y + height - 0.02, z + width * 0.2, length * 0.7);
}

/** What all grinders do: wheel by spindle speed, feed in and out with the cycle, spray while cutting. */
export function grinderMotion(
  rig: MachineRig,
  live: MachineLive,
  options: {
    wheel: string;
    spindleRpm: number;
    feed?: string;
    feedM?: number;
    feedAxis?: 'x' | 'y' | 'z';
    cycleS: number;
    share?: number;
    axis?: 'x' | 'y' | 'z';
  },
): (frame: MotionFrame) => void {
  const spray = rig.emitterIndex('spray');
  const cycle = new CyclePhase(live.equipment.cycleS, options.cycleS);
  const feed = options.feed ? rig.joint(options.feed) : undefined;
  const feedM = options.feedM ?? 0.05;
  const axis = options.feedAxis ?? 'x';
  let at = 0;
  return together(
    spinner(
      rig.joint(options.wheel),
      options.axis ?? 'z',
      'spindle_speed',
      options.spindleRpm,
      options.share,
    ),
    lampWhilePowered(rig, 'workLight', 0.7, 0.74, 0.77),
    (frame) => {
      const phase = cycle.step(frame);
      const cutting = frame.live.running ? window01(phase, 0.12, 0.86, 0.08) : 0;
      rig.setEmission(spray, frame.live.running ? 0.25 + 0.75 * cutting : 0);
      if (!feed) return;
      at = approach(at, feedM * cutting, frame.dt, 0.1);
      feed.move(axis === 'x' ? at : 0, axis === 'y' ? at : 0, axis === 'z' ? at : 0);
    },
  );
}

/** Housing, coolant and operator's place that the grinders for single rings have in common. */
export function ringGrinderHousing(b: FormBuilder): void {
  splashGuard(b, 0, 0.7, 0.2, 1.9, 1.15, 1.3);
  b.box(ENAMEL, 0, 0.7, -0.62, 1.9, 1.25, 0.4, 0.05);
  louvrePanel(b, 0, 1.0, -0.83, 1.2, 0.7, '-z');
  cabinet(b, -0.8, -0.85, 0.6, 2.0, 0.4, '-z');
  coolantTank(b, 0.7, -0.88, 0.95, 0.4);
  mouth(b, -1.4, -0.95, 0.3, 0.2);
  mouth(b, 0.95, 1.4, 0.3, 0.2);
  operatorPanel(b, 1.1, 0.85, '+z');
  stackLight(b, 0.7, 1.95, -0.6);
  feet(b, 1.9, 1.5);
  flowPorts(b, 1.4, 0.3);
}
