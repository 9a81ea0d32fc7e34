import {
  flowPorts,
  CONVEYOR_Y,
  cabinet,
  feet,
  ladder,
  louvrePanel,
  motor,
  mouth,
  operatorPanel,
  stackLight,
} from '../form/fittings.ts';
import {
  ACCENT,
  ACCENT_DEEP,
  CAST_IRON,
  ENAMEL,
  ENAMEL_DARK,
  GREEN_MACHINE,
  HAZARD,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  STEEL_SCALE,
  YELLOW,
} from '../form/paint.ts';
import { CyclePhase, window01 } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Bar rack and roller table lead to a closed-frame shear whose blade drops once per blank. */
export const barShear: EquipmentForm = {
  kind: 'bar-shear',
  size: { length: 9, height: 2.7, width: 3 },
  build(b) {
    // Sloping rack with the bundle of bars.
    for (const x of [-4.1, -2.9, -1.7, -0.5]) {
      b.box(GREEN_MACHINE, x, 0, 0.75, 0.16, 0.95, 0.16);
      b.box(GREEN_MACHINE, x, 0, -0.62, 0.16, 0.75, 0.16);
      b.at(x, 0.82, 0.1, { rx: 0.16 }, () => b.box(GREEN_MACHINE, 0, 0, 0, 0.14, 0.12, 1.9));
      b.box(YELLOW, x, 0.98, 1.0, 0.1, 0.42, 0.1);
    }
    for (let row = 0; row < 3; row++) {
      for (let i = 0; i < 11 - row * 2; i++) {
        const z = 0.84 - i * 0.105 - row * 0.1;
        const y = 1.12 - i * 0.0165 + row * 0.085;
        b.cylinder(STEEL_SCALE, 'x', -4.4 + ((i * 7 + row * 3) % 5) * 0.03, y, z, 0.046, 4.2, 9, 0.004);
      }
    }
    // Roller table towards the shear.
    for (const side of [-0.95, -0.55]) b.box(GREEN_MACHINE, -2.2, 0.72, side, 4.4, 0.16, 0.07);
    for (let i = 0; i < 12; i++) b.cylinder(STEEL, 'z', -4.2 + i * 0.36, 0.88, -0.95, 0.05, 0.4, 12);
    b.joint('bar', -2.2, 0.975, -0.75, () => b.cylinder(STEEL_SCALE, 'x', -2.1, 0, 0, 0.046, 4.3, 10, 0.004));
    // Shear housing: closed frame with a window where the blade works.
    b.box(CAST_IRON, 1.35, 0, -0.75, 1.7, 0.42, 1.6, 0.05);
    b.extrude(
      GREEN_MACHINE,
      -1.32,
      [
        [0.55, 0.42],
        [2.15, 0.42],
        [2.15, 2.0],
        [1.85, 2.45],
        [0.85, 2.45],
        [0.55, 2.1],
      ],
      0.34,
      0.05,
    );
    b.extrude(
      GREEN_MACHINE,
      -0.18,
      [
        [0.55, 0.42],
        [2.15, 0.42],
        [2.15, 2.0],
        [1.85, 2.45],
        [0.85, 2.45],
        [0.55, 2.1],
      ],
      0.34,
      0.05,
    );
    b.box(GREEN_MACHINE, 1.35, 1.95, -0.75, 1.2, 0.5, 0.9, 0.04);
    b.box(CAST_IRON, 1.55, 0.4, -0.75, 0.7, 0.42, 0.8, 0.03);
    b.joint('ram', 1.0, 1.12, -0.75, () => {
      b.box(STEEL_BRIGHT, 0, 0, 0, 0.5, 0.85, 0.76, 0.02);
      b.box(STEEL_DARK, -0.02, -0.1, 0, 0.14, 0.16, 0.4, 0.01);
      b.box(HAZARD, 0, 0.42, 0.386, 0.5, 0.12, 0.01, 0.002);
    });
    b.joint('flywheel', 1.35, 1.6, -1.62, () => {
      b.ring(ACCENT_DEEP, 'z', 0, 0, -0.13, 0.62, 0.46, 0.2, 28);
      b.cylinder(CAST_IRON, 'z', 0, 0, -0.14, 0.15, 0.3, 16);
      for (let i = 0; i < 5; i++)
        b.at(0, 0, 0, { rz: (i * Math.PI * 2) / 5 }, () =>
          b.box(CAST_IRON, 0.3, -0.06, -0.04, 0.4, 0.12, 0.1),
        );
    });
    motor(b, 'x', 2.2, 0.55, -1.3, 0.22, 0.55);
    louvrePanel(b, 1.35, 0.75, 0.0, 0.8, 0.5, '+z');
    // Measuring head for the ultrasonic and eddy test before the blade.
    b.box(ENAMEL, 0.1, 0.55, -0.75, 0.5, 0.85, 0.62, 0.04);
    b.ring(ACCENT, 'x', -0.18, 0.975, -0.75, 0.16, 0.075, 0.08, 20);
    // Chute for the blanks.
    b.at(2.55, CONVEYOR_Y - 0.04, -0.5, { rz: -0.12 }, () => {
      b.box(STEEL, 0, 0, 0, 0.9, 0.03, 0.34, 0.008);
      for (const side of [-0.18, 0.18]) b.box(STEEL, 0, 0, side, 0.9, 0.16, 0.02, 0.006);
    });
    mouth(b, 2.9, 4.5, 0, 0.3);
    b.box(STEEL_DARK, 3.7, 0, 0, 0.12, 0.84, 0.2);
    cabinet(b, 3.4, -1.2, 1.5, 2.0, 0.5, '+z');
    operatorPanel(b, 2.5, 1.1, '+z');
    ladder(b, 2.25, 0.05, 2.0);
    stackLight(b, 1.35, 2.45, -0.75);
    feet(b, 2.6, 1.8);
    b.box(ENAMEL_DARK, 0.9, 0.0, 0.95, 0.7, 0.62, 0.5, 0.03);
    flowPorts(b, 4.5);
  },
  motion(rig, live) {
    const ram = rig.joint('ram');
    const bar = rig.joint('bar');
    const flywheel = rig.joint('flywheel');
    const cycle = new CyclePhase(live.equipment.cycleS, 1.5);
    let angle = 0;
    return (frame) => {
      const phase = cycle.step(frame);
      ram.move(0, -0.16 * window01(phase, 0.7, 0.82, 0.07), 0);
      bar.move(0.06 * window01(phase, 0.15, 0.98, 0.2), 0, 0);
      if (frame.live.running) angle = (angle + frame.dt * 2.6) % (Math.PI * 2);
      flywheel.turn('z', angle);
    };
  },
};
