import {
  ENAMEL_BLACK,
  ENAMEL_DARK,
  ENAMEL_GREY,
  HAZARD,
  PLASTIC_BLACK,
  ROBOT_ORANGE,
  RUBBER,
  STEEL,
  STEEL_DARK,
} from '../form/paint.ts';
import { stackLight } from '../form/fittings.ts';
import { approach } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Axis angles of a robot at rest, degrees: upper arm back, forearm level, head down. */
const HOME_DEG = [0, -100, 100, 0, 80, 0];

/** Riser under the arm, and how far it stands forward on its place, metres. */
const RISER_M = { x: 0.15, y: 0.8 };

/**
 * Six-axis arm of the 60 kg class, 2 m reach. Angles count as on most European controllers: axis 2 at -90°
 * holds the upper arm upright, axis 3 at 0° stretches the forearm in line with it, axis 5 bends the hand.
 */
export const laserRobot: EquipmentForm = {
  kind: 'laser-robot',
  size: { length: 1.2, height: 2.4, width: 1.2 },
  build(b) {
    // Riser: the wrist must stand well above the table that the head welds on from above.
    b.box(ENAMEL_DARK, RISER_M.x, 0, 0, 1.15, 0.06, 1.15, 0.02);
    b.box(ENAMEL_GREY, RISER_M.x, 0.06, 0, 0.8, RISER_M.y - 0.12, 0.8, 0.04);
    for (const side of [-1, 1]) b.box(HAZARD, RISER_M.x, 0.1, side * 0.402, 0.78, 0.1, 0.012, 0.002);
    b.at(RISER_M.x, RISER_M.y - 0.08, 0, () => {
      b.box(ENAMEL_DARK, 0, 0, 0, 1.15, 0.08, 1.15, 0.02);
      b.cylinder(ENAMEL_DARK, 'y', 0, 0.06, 0, 0.48, 0.2, 32, 0.03);
      b.cylinder(STEEL_DARK, 'y', 0, 0.24, 0, 0.4, 0.08, 32);
      for (let i = 0; i < 8; i++) {
        const a = (i * Math.PI) / 4 + 0.39;
        b.cylinder(STEEL, 'y', Math.cos(a) * 0.52, 0.08, Math.sin(a) * 0.52, 0.03, 0.05, 6);
      }
      b.joint('axis1', 0, 0.3, 0, () => {
        // Carousel.
        b.lathe(
          ROBOT_ORANGE,
          'y',
          0,
          0,
          0,
          [
            [0, 0],
            [0.42, 0],
            [0.44, 0.05],
            [0.44, 0.16],
            [0.36, 0.26],
            [0.3, 0.3],
            [0, 0.3],
          ],
          36,
        );
        b.extrude(
          ROBOT_ORANGE,
          0,
          [
            [-0.34, 0.1],
            [0.3, 0.1],
            [0.55, 0.34],
            [0.56, 0.6],
            [0.44, 0.72],
            [0.24, 0.7],
            [-0.05, 0.52],
            [-0.34, 0.42],
          ],
          0.36,
          0.05,
        );
        b.cylinder(STEEL_DARK, 'z', 0.38, 0.52, 0.16, 0.21, 0.1, 30, 0.02);
        b.cylinder(ENAMEL_BLACK, 'y', -0.2, 0.42, 0.1, 0.12, 0.34, 22, 0.02);
        b.cylinder(ENAMEL_BLACK, 'z', 0.38, 0.52, -0.42, 0.13, 0.26, 22, 0.02);
        b.joint('axis2', 0.38, 0.52, 0, () => {
          // Upper arm along +x.
          b.cylinder(ROBOT_ORANGE, 'z', 0, 0, 0.22, 0.24, 0.18, 32, 0.03);
          b.extrude(
            ROBOT_ORANGE,
            0.31,
            [
              [-0.1, -0.2],
              [0.15, -0.22],
              [0.5, -0.12],
              [0.85, -0.15],
              [0.98, -0.08],
              [0.98, 0.1],
              [0.85, 0.17],
              [0.5, 0.14],
              [0.15, 0.22],
              [-0.1, 0.2],
            ],
            0.16,
            0.045,
          );
          b.cylinder(ROBOT_ORANGE, 'z', 0.87, 0, 0.2, 0.19, 0.22, 30, 0.03);
          b.tube(
            RUBBER,
            [
              [-0.15, 0.05, 0.42],
              [0.2, 0.12, 0.45],
              [0.7, 0.12, 0.45],
              [0.9, 0.2, 0.35],
            ],
            0.035,
          );
          b.joint('axis3', 0.87, 0, 0, () => {
            // Elbow and forearm.
            b.cylinder(STEEL_DARK, 'z', 0, 0, 0.14, 0.18, 0.08, 28, 0.02);
            b.box(ROBOT_ORANGE, -0.02, -0.06, 0, 0.42, 0.36, 0.32, 0.07);
            for (const [y, z] of [
              [0.06, 0.08],
              [0.22, 0.08],
              [0.14, -0.1],
            ])
              b.cylinder(ENAMEL_BLACK, 'x', -0.46, y, z, 0.075, 0.26, 18, 0.02);
            b.joint('axis4', 0.2, 0.13, 0, () => {
              b.lathe(
                ROBOT_ORANGE,
                'x',
                0,
                0,
                0,
                [
                  [0, 0],
                  [0.155, 0],
                  [0.165, 0.04],
                  [0.14, 0.2],
                  [0.115, 0.45],
                  [0.11, 0.52],
                ],
                26,
              );
              b.extrude(
                ROBOT_ORANGE,
                0.085,
                [
                  [0.46, -0.1],
                  [0.7, -0.09],
                  [0.77, -0.03],
                  [0.77, 0.03],
                  [0.7, 0.09],
                  [0.46, 0.1],
                ],
                0.07,
                0.02,
              );
              b.extrude(
                ROBOT_ORANGE,
                -0.085,
                [
                  [0.46, -0.1],
                  [0.7, -0.09],
                  [0.77, -0.03],
                  [0.77, 0.03],
                  [0.7, 0.09],
                  [0.46, 0.1],
                ],
                0.07,
                0.02,
              );
              b.tube(
                RUBBER,
                [
                  [-0.5, 0.3, -0.05],
                  [0, 0.3, -0.05],
                  [0.35, 0.24, -0.05],
                  [0.6, 0.2, -0.1],
                ],
                0.04,
              );
              b.joint('axis5', 0.68, 0, 0, () => {
                b.cylinder(STEEL_DARK, 'z', 0, 0, -0.135, 0.08, 0.27, 22, 0.015);
                b.box(ENAMEL_BLACK, 0.05, -0.07, 0, 0.17, 0.14, 0.1, 0.03);
                b.joint('axis6', 0.13, 0, 0, () => {
                  b.cylinder(STEEL, 'x', 0, 0, 0, 0.085, 0.04, 24, 0.008);
                  b.box(PLASTIC_BLACK, 0.02, 0.07, 0, 0.03, 0.025, 0.03, 0.004);
                  b.anchor('flange', 0.04, 0, 0);
                });
              });
            });
          });
        });
      });
      // Connection box and cable behind the base.
      b.box(ENAMEL_DARK, -0.5, 0.08, 0.3, 0.2, 0.3, 0.36, 0.03);
      b.tube(
        RUBBER,
        [
          [-0.5, 0.3, 0.3],
          [-0.75, 0.2, 0.3],
          [-0.95, 0.06, 0.3],
        ],
        0.04,
      );
      stackLight(b, -0.48, 0.38, -0.3);
    });
  },
  motion(rig) {
    const axes = ['axis1', 'axis2', 'axis3', 'axis4', 'axis5', 'axis6'].map((name) => rig.joint(name));
    const names = ['axis_1', 'axis_2', 'axis_3', 'axis_4', 'axis_5', 'axis_6'];
    const about = ['y', 'z', 'z', 'x', 'z', 'x'] as const;
    const angles = [...HOME_DEG];
    return ({ dt, live }) => {
      for (let i = 0; i < 6; i++) {
        angles[i] = approach(angles[i], live.valueOr(names[i], HOME_DEG[i]), dt, 0.12);
        // Controllers count axis 1 to 5 positive downwards or to the right; the scene's axes are right-handed.
        axes[i].turn(about[i], (-angles[i] * Math.PI) / 180);
      }
    };
  },
};
