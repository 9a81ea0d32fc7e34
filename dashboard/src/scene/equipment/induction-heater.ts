import {
  flowPorts,
  CONVEYOR_Y,
  cabinet,
  feet,
  motor,
  mouth,
  operatorPanel,
  stackLight,
} from '../form/fittings.ts';
import {
  ACCENT,
  ALUMINIUM,
  BLUE_PIPE,
  COPPER,
  COPPER_COIL,
  ENAMEL,
  ENAMEL_DARK,
  LAMP,
  PLASTIC_BLACK,
  REFRACTORY,
  RUBBER,
  STEEL,
  STEEL_DARK,
  STEEL_SCALE,
} from '../form/paint.ts';
import { heatGlow, together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

const Y = CONVEYOR_Y + 0.06;

/** Water-cooled coils in a row over their capacitor bench; blanks leave the last one at forging heat. */
export const inductionHeater: EquipmentForm = {
  kind: 'induction-heater',
  size: { length: 7, height: 2.3, width: 2.2 },
  build(b) {
    // Bench with the capacitors.
    b.box(ENAMEL_DARK, 0.1, 0, 0.35, 4.6, 0.1, 0.9);
    b.box(ENAMEL, 0.1, 0.1, 0.35, 4.6, 0.55, 0.86, 0.04);
    b.detail(() => {
      for (let i = 0; i < 6; i++) b.box(ENAMEL, -1.8 + i * 0.76, 0.16, 0.79, 0.7, 0.43, 0.015, 0.006);
    });
    for (let i = 0; i < 4; i++) {
      const x = -1.55 + i * 1.1;
      // Each coil box: end plates of refractory board, copper turns between.
      b.box(REFRACTORY, x - 0.46, 0.65, 0.35, 0.07, 0.66, 0.58, 0.012);
      b.box(REFRACTORY, x + 0.46, 0.65, 0.35, 0.07, 0.66, 0.58, 0.012);
      b.at(x - 0.42, Y, 0.35, () =>
        b.lathe(
          COPPER_COIL,
          'x',
          0,
          0,
          0,
          [
            [0.2, 0],
            [0.215, 0.02],
            [0.215, 0.82],
            [0.2, 0.84],
          ],
          24,
        ),
      );
      b.glow(
        `coil${i + 1}`,
        () => {
          b.ring(REFRACTORY, 'x', x + 0.498, Y, 0.35, 0.15, 0.075, 0.012, 24, 0.003);
        },
        [0, 0, 0],
      );
      for (const side of [-0.14, 0.14])
        b.tube(
          COPPER,
          [
            [x + side, Y + 0.2, 0.35],
            [x + side, Y + 0.42, 0.35],
            [x + side, Y + 0.42, -0.42],
          ],
          0.024,
        );
      b.tube(
        RUBBER,
        [
          [x, 0.72, 0.62],
          [x, 0.72, 0.86],
          [x + 0.2, 0.35, 0.86],
          [x + 0.2, 0.12, 0.7],
        ],
        0.022,
      );
    }
    b.tube(
      BLUE_PIPE,
      [
        [-2.3, 0.14, 0.85],
        [2.4, 0.14, 0.85],
      ],
      0.045,
    );
    // The rod of hot blanks, seen in the gaps and at the mouth.
    b.glow('blankCool', () => b.cylinder(STEEL_SCALE, 'x', -1.0, Y, 0.35, 0.05, 1.0, 12, 0.004));
    b.glow('blankHot', () => {
      b.cylinder(STEEL_SCALE, 'x', 0.1, Y, 0.35, 0.05, 2.1, 12, 0.004);
      for (let i = 0; i < 3; i++)
        b.cylinder(STEEL_SCALE, 'x', 2.24 + i * 0.13, Y, 0.35, 0.052, 0.11, 12, 0.012);
      b.halo(2.35, Y, 0.35, 0.7);
    });
    // Pinch rolls that push the rod.
    b.box(ACCENT, -2.75, 0, 0.35, 0.7, 0.72, 0.8, 0.04);
    for (const y of [Y - 0.11, Y + 0.13])
      b.joint(y > Y ? 'rollTop' : 'rollBottom', -2.75, y, 0.1, () =>
        b.cylinder(STEEL, 'z', 0, 0, 0, 0.09, 0.5, 16),
      );
    b.box(ACCENT, -2.75, Y + 0.24, 0.35, 0.4, 0.3, 0.6, 0.03);
    motor(b, 'z', -2.75, 0.95, 0.72, 0.12, 0.3);
    mouth(b, -3.5, -3.0, 0.35, 0.24);
    // Converter cabinets behind.
    cabinet(b, -1.2, -0.72, 2.1, 2.1, 0.6, '+z');
    cabinet(b, 1.1, -0.72, 2.1, 2.1, 0.6, '+z');
    b.box(COPPER, 0, 1.48, -0.38, 3.6, 0.12, 0.03, 0.008);
    // Pyrometer that reads the exit, sort gate, run-out.
    b.box(STEEL_DARK, 2.4, 0, -0.2, 0.08, 1.6, 0.08, 0.01);
    b.at(2.4, 1.56, -0.1, { rx: 0.9 }, () => b.cylinder(ALUMINIUM, 'z', 0, 0, -0.05, 0.05, 0.3, 14));
    b.box(PLASTIC_BLACK, 2.4, 1.5, -0.25, 0.14, 0.2, 0.1, 0.02);
    b.box(ENAMEL, 2.95, 0, 0.35, 1.1, 0.78, 0.5, 0.04);
    b.box(STEEL, 2.95, 0.78, 0.35, 1.1, 0.1, 0.18, 0.01);
    b.glow('gate', () => b.box(LAMP, 2.7, 1.02, 0.6, 0.1, 0.08, 0.05, 0.015), [0, 0.5, 0.15]);
    operatorPanel(b, 3.1, 0.95, '+z');
    stackLight(b, 2.0, 2.2, -0.72);
    feet(b, 4.4, 0.8);
    flowPorts(b, 3.5, 0.35);
  },
  motion(rig) {
    const rolls = [rig.joint('rollTop'), rig.joint('rollBottom')];
    let angle = 0;
    const cool = heatGlow(rig, 'coil1', 'exit_temp', 1090, 0.05);
    return together(
      cool,
      heatGlow(rig, 'coil2', 'exit_temp', 1090, 0.25),
      heatGlow(rig, 'coil3', 'exit_temp', 1090, 0.6),
      heatGlow(rig, 'coil4', 'exit_temp', 1090, 1),
      heatGlow(rig, 'blankCool', 'exit_temp', 1090, 0.2),
      heatGlow(rig, 'blankHot', 'exit_temp', 1090, 1),
      ({ dt, live }) => {
        if (live.running) angle = (angle + dt * 0.9) % (Math.PI * 2);
        rolls[0].turn('z', angle);
        rolls[1].turn('z', -angle);
      },
    );
  },
};
