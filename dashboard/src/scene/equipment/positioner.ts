import { flowPorts, feet, louvrePanel, operatorPanel, stackLight } from '../form/fittings.ts';
import type { FormBuilder } from '../form/form-builder.ts';
import {
  ACCENT,
  ACCENT_DEEP,
  ALUMINIUM,
  ENAMEL_DARK,
  HAZARD,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
} from '../form/paint.ts';
import { approach } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Half length and half width of the workpiece, metres: a battery tray. */
export const TRAY_M = { x: 0.95, z: 0.6, height: 0.13 };

const TRUNNION_Y = 0.75;
/** Height of the seam over the floor while the table lies level, metres. */
export const SEAM_Y = TRUNNION_Y - 0.08 + 0.13 + TRAY_M.height;

/** Welded aluminium tray with cross members and a flange on which the seam runs. */
export function batteryTray(b: FormBuilder, y: number): void {
  const { x, z, height } = TRAY_M;
  b.box(ALUMINIUM, 0, y, 0, x * 2 - 0.1, 0.02, z * 2 - 0.1, 0.004);
  for (const side of [-1, 1]) {
    b.box(ALUMINIUM, 0, y, side * (z - 0.05), x * 2, height, 0.07, 0.015);
    b.box(ALUMINIUM, side * (x - 0.04), y, 0, 0.07, height, z * 2, 0.015);
    b.box(ALUMINIUM, 0, y + height - 0.02, side * (z + 0.02), x * 2 + 0.1, 0.02, 0.1, 0.004);
  }
  for (let i = 0; i < 4; i++)
    b.box(ALUMINIUM, -0.56 + i * 0.373, y + 0.02, 0, 0.05, height * 0.62, z * 2 - 0.14, 0.01);
  b.box(ALUMINIUM, 0, y + 0.02, 0, x * 2 - 0.14, height * 0.5, 0.05, 0.01);
}

/** Trunnion between head- and tailstock, on it a turning plate with clamps and the tray. */
export const positioner: EquipmentForm = {
  kind: 'positioner',
  size: { length: 4, height: 1.5, width: 2.2 },
  build(b) {
    b.box(ENAMEL_DARK, 0, 0, 0, 3.9, 0.14, 0.9, 0.03);
    for (const side of [-1, 1]) {
      b.at(side * 1.7, 0.12, 0, { ry: Math.PI / 2 }, () =>
        b.extrude(
          ACCENT,
          0,
          [
            [-0.5, 0],
            [0.5, 0],
            [0.42, 0.3],
            [0.3, 0.95],
            [0.18, 1.08],
            [-0.18, 1.08],
            [-0.3, 0.95],
            [-0.42, 0.3],
          ],
          0.44,
          0.05,
        ),
      );
      b.cylinder(
        STEEL_DARK,
        'x',
        side * 1.7 - (side > 0 ? 0.3 : -0.22),
        TRUNNION_Y,
        0,
        0.26,
        0.08,
        32,
        0.015,
      );
    }
    b.cylinder(ACCENT_DEEP, 'x', -2.0, TRUNNION_Y, 0, 0.2, 0.14, 26, 0.02);
    louvrePanel(b, -1.7, 0.25, 0.45, 0.3, 0.3, '+z');
    b.joint('tilt', 0, TRUNNION_Y, 0, () => {
      // Cradle.
      b.box(ACCENT_DEEP, 0, -0.3, 0, 2.6, 0.16, 0.6, 0.04);
      for (const side of [-1, 1]) b.box(ACCENT_DEEP, side * 1.25, -0.3, 0, 0.18, 0.5, 0.5, 0.04);
      b.cylinder(STEEL_DARK, 'y', 0, -0.16, 0, 0.42, 0.08, 36);
      b.joint('table', 0, -0.08, 0, () => {
        b.cylinder(STEEL, 'y', 0, 0, 0, 0.5, 0.06, 40);
        b.box(STEEL_DARK, 0, 0.05, 0, 2.05, 0.06, 0.3, 0.015);
        for (const x of [-0.9, 0, 0.9]) b.box(STEEL_DARK, x, 0.05, 0, 0.2, 0.06, 1.36, 0.015);
        batteryTray(b, 0.13);
        // Clamps.
        for (const x of [-0.9, -0.3, 0.3, 0.9])
          for (const side of [-1, 1]) {
            b.box(STEEL_DARK, x, 0.08, side * 0.74, 0.12, 0.16, 0.12, 0.015);
            b.joint(`clamp${x}${side}`, x, 0.24, side * 0.74, () => {
              b.box(HAZARD, 0, 0, side * -0.06, 0.07, 0.05, 0.2, 0.01);
              b.cylinder(STEEL_BRIGHT, 'y', 0, -0.02, side * -0.14, 0.02, 0.05, 10);
            });
          }
        b.anchor('seam', 0, 0.13 + TRAY_M.height + 0.003, 0);
      });
    });
    b.tube(
      RUBBER,
      [
        [-1.7, 0.2, -0.46],
        [-1.2, 0.06, -0.6],
        [0.5, 0.06, -0.6],
      ],
      0.03,
    );
    operatorPanel(b, 1.75, 0.85, '+z');
    stackLight(b, -1.7, 1.2, 0);
    feet(b, 3.6, 0.7);
    flowPorts(b, 2);
  },
  motion(rig, live) {
    const tilt = rig.joint('tilt');
    const table = rig.joint('table');
    const clamps = [-0.9, -0.3, 0.3, 0.9].flatMap((x) =>
      [-1, 1].map((side) => ({ side, joint: rig.joint(`clamp${x}${side}`) })),
    );
    const hasPressure = live.has('clamp_pressure');
    let tiltRad = 0;
    let tableRad = 0;
    let open = 0;
    return ({ dt, live: now }) => {
      tiltRad = approach(tiltRad, (now.valueOr('tilt_angle', 0) * Math.PI) / 180, dt, 0.25);
      tableRad = approach(tableRad, (now.valueOr('table_angle', 0) * Math.PI) / 180, dt, 0.25);
      tilt.turn('x', tiltRad);
      table.turn('y', tableRad);
      const clamped = hasPressure ? now.valueOr('clamp_pressure', 0.5) > 0.3 : now.running;
      open = approach(open, clamped ? 0 : 1, dt, 0.2);
      for (const { side, joint } of clamps) joint.turn('x', side * open * 0.9);
    };
  },
};
