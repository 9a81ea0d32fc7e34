import {
  flowPorts,
  CONVEYOR_Y,
  cabinet,
  castBed,
  coolantTank,
  feet,
  motor,
  mouth,
  operatorPanel,
  stackLight,
  workLight,
} from '../form/fittings.ts';
import {
  ABRASIVE,
  ACCENT,
  BLUE_PIPE,
  ENAMEL,
  ENAMEL_DARK,
  GLASS,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  YELLOW,
} from '../form/paint.ts';
import { lampWhilePowered, spinner, together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Two wheel heads face each other; rings pass between the discs in a guide. */
export const faceGrinder: EquipmentForm = {
  kind: 'face-grinder',
  size: { length: 3.6, height: 2.3, width: 3.2 },
  build(b) {
    castBed(b, 2.2, 0.62, 2.7, ENAMEL_DARK);
    for (const side of [-1, 1]) {
      // Head on its slide, spindle motor outside.
      b.box(STEEL_DARK, 0, 0.62, side * 0.85, 1.3, 0.12, 0.9, 0.02);
      b.box(side > 0 ? ENAMEL : ENAMEL, 0, 0.74, side * 0.82, 1.25, 1.0, 0.72, 0.09);
      b.cylinder(ACCENT, 'z', 0, 1.16, side > 0 ? 1.16 : -1.3, 0.42, 0.14, 28);
      motor(b, 'z', 0, 1.16, side > 0 ? 1.26 : -1.6, 0.3, 0.34, ACCENT);
      // Disc in its hood; the hood leaves the way of the rings free.
      b.joint(side > 0 ? 'wheel' : 'wheelBack', 0, 1.16, side * 0.12, () => {
        b.cylinder(ABRASIVE, 'z', 0, 0, side > 0 ? 0 : -0.09, 0.52, 0.09, 40);
        b.cylinder(STEEL, 'z', 0, 0, side > 0 ? 0.09 : -0.19, 0.44, 0.1, 32);
        b.box(YELLOW, 0.38, -0.02, side * 0.04, 0.1, 0.04, 0.11, 0.004);
      });
      b.at(0, 1.16, side * 0.3, () => {
        for (let i = 0; i < 9; i++) {
          const a = Math.PI * 0.08 + (Math.PI * 0.84 * i) / 8;
          b.at(Math.cos(a) * 0.62, Math.sin(a) * 0.62, 0, { rz: a }, () =>
            b.box(ENAMEL, 0, -0.12, 0, 0.06, 0.24, 0.36, 0.015),
          );
        }
      });
    }
    // Through-feed guide with a row of rings on edge.
    b.box(STEEL_BRIGHT, 0, CONVEYOR_Y + 0.05, 0.06, 2.9, 0.02, 0.02, 0.005);
    b.box(STEEL_BRIGHT, 0, CONVEYOR_Y + 0.05, -0.06, 2.9, 0.02, 0.02, 0.005);
    for (let i = 0; i < 15; i++)
      b.ring(STEEL, 'z', -1.26 + i * 0.18, CONVEYOR_Y + 0.13, -0.03, 0.085, 0.06, 0.06, 16);
    mouth(b, -1.8, -1.1, 0, 0.2);
    mouth(b, 1.1, 1.8, 0, 0.2);
    // Clear hood.
    b.box(GLASS, 0, 1.8, 0, 1.4, 0.02, 0.9, 0.005);
    b.box(ENAMEL, 0, 1.82, 0, 1.5, 0.06, 0.16, 0.02);
    workLight(b, 0, 1.78, 0, 1.0);
    b.tube(
      BLUE_PIPE,
      [
        [0.7, 0.4, -1.4],
        [0.7, 1.95, -0.8],
        [0.2, 1.95, 0],
        [0.2, 1.7, 0],
      ],
      0.035,
    );
    b.emitter('spray', 'spray', [0, 1.65, 0], [0, -1.8, 0], 0.12);
    cabinet(b, -1.3, -1.2, 0.8, 2.0, 0.5, '-x');
    coolantTank(b, 1.3, -1.0, 0.85, 1.0);
    operatorPanel(b, 1.15, 1.3, '+z');
    stackLight(b, -0.5, 1.74, 0.9);
    feet(b, 2.0, 2.5);
    flowPorts(b, 1.8);
  },
  motion(rig) {
    const spray = rig.emitterIndex('spray');
    return together(
      spinner(rig.joint('wheel'), 'z', 'spindle_speed', 900),
      spinner(rig.joint('wheelBack'), 'z', 'spindle_speed', 900, -1 / 25),
      lampWhilePowered(rig, 'workLight', 0.7, 0.74, 0.77),
      ({ live }) => rig.setEmission(spray, live.running ? 0.9 : 0),
    );
  },
};
