import {
  flowPorts,
  CONVEYOR_Y,
  cabinet,
  louvrePanel,
  motor,
  operatorPanel,
  stackLight,
} from '../form/fittings.ts';
import {
  ACCENT,
  BLUE_PIPE,
  COPPER_COIL,
  ENAMEL,
  ENAMEL_DARK,
  ENAMEL_GREY,
  GLASS_SMOKED,
  MESH_BELT,
  STEEL,
  STEEL_BRIGHT,
} from '../form/paint.ts';
import { emitWhileRunning, together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { beltMotion, movingBelt } from './furnace-parts.ts';

/** Demagnetising coil over the belt, then a spray-wash tunnel with tanks below and a drying blower. */
export const demagWasher: EquipmentForm = {
  kind: 'demag-washer',
  size: { length: 6.4, height: 2.6, width: 1.9 },
  build(b) {
    movingBelt(b, 'belt', MESH_BELT, -3.2, 3.2, CONVEYOR_Y + 0.02, 0.6);
    for (const side of [-0.34, 0.34]) b.box(ENAMEL_GREY, 0, CONVEYOR_Y - 0.14, side, 6.4, 0.18, 0.05, 0.012);
    for (const x of [-3.0, -2.2, 3.0])
      for (const side of [-0.34, 0.34]) b.box(ENAMEL_DARK, x, 0, side, 0.08, 0.8, 0.08, 0.01);
    // Coil tunnel.
    b.box(ENAMEL_DARK, -2.5, 0.2, 0, 0.7, 0.55, 0.6, 0.03);
    b.at(-2.75, CONVEYOR_Y + 0.16, 0, () =>
      b.lathe(
        COPPER_COIL,
        'x',
        0,
        0,
        0,
        [
          [0.46, 0],
          [0.5, 0.02],
          [0.5, 0.48],
          [0.46, 0.5],
          [0.42, 0.48],
          [0.42, 0.02],
          [0.46, 0],
        ],
        28,
      ),
    );
    b.ring(ACCENT, 'x', -2.8, CONVEYOR_Y + 0.16, 0, 0.54, 0.42, 0.06, 28);
    b.ring(ACCENT, 'x', -2.26, CONVEYOR_Y + 0.16, 0, 0.54, 0.42, 0.06, 28);
    // Wash tunnel on its tanks.
    b.box(ENAMEL_GREY, 0.35, 0.06, 0, 4.0, 0.66, 1.6, 0.05);
    b.box(ENAMEL, 0.35, CONVEYOR_Y + 0.1, 0, 4.0, 0.85, 1.3, 0.09);
    b.box(ENAMEL, 0.35, 0.7, -0.58, 4.0, 0.4, 0.12, 0.02);
    for (let i = 0; i < 4; i++) {
      const x = -1.1 + i * 0.97;
      b.box(GLASS_SMOKED, x, 1.2, 0.66, 0.62, 0.4, 0.02, 0.006);
      b.detail(() => b.box(STEEL, x, 1.64, 0.67, 0.2, 0.04, 0.04, 0.01));
    }
    b.box(ACCENT, 0.35, 1.78, 0.655, 4.0, 0.06, 0.02, 0.006);
    motor(b, 'y', -0.9, 0.72, 0.75, 0.12, 0.34);
    motor(b, 'y', 0.9, 0.72, 0.75, 0.12, 0.34);
    b.tube(
      BLUE_PIPE,
      [
        [-0.9, 0.6, 0.9],
        [-0.9, 2.0, 0.9],
        [-0.9, 2.0, 0],
        [-0.9, 1.86, 0],
      ],
      0.04,
    );
    b.tube(
      BLUE_PIPE,
      [
        [0.9, 0.6, 0.9],
        [0.9, 2.0, 0.9],
        [0.9, 2.0, 0],
        [0.9, 1.86, 0],
      ],
      0.04,
    );
    // Drying blower.
    b.cylinder(STEEL, 'z', 2.0, 2.05, -0.3, 0.26, 0.3, 24);
    b.box(STEEL, 2.0, 1.85, -0.15, 0.3, 0.2, 0.3, 0.02);
    motor(b, 'z', 2.0, 2.05, 0.02, 0.16, 0.3);
    b.cylinder(STEEL, 'y', 0.2, 1.85, -0.3, 0.12, 0.7, 16);
    for (let i = 0; i < 5; i++)
      b.ring(
        STEEL_BRIGHT,
        'y',
        2.5 + i * 0.15,
        CONVEYOR_Y + 0.025,
        (i % 2) * 0.16 - 0.08,
        0.075,
        0.055,
        0.05,
        16,
      );
    louvrePanel(b, 0.35, 0.2, 0.805, 1.2, 0.4, '+z');
    cabinet(b, -1.9, -0.75, 0.8, 1.9, 0.35, '-z');
    operatorPanel(b, -1.75, 0.8, '+z');
    b.emitter('steam', 'steam', [2.45, 1.3, 0], [0.2, 0.5, 0], 0.25);
    stackLight(b, 1.2, 1.87, -0.5);
    flowPorts(b, 3.2);
  },
  motion(rig) {
    return together(beltMotion(rig, 'belt', 'belt_speed', 1500), emitWhileRunning(rig, 'steam', 0.5));
  },
};
