import { flowPorts, CONVEYOR_Y, cabinet, operatorPanel, stackLight, tubeFrame } from '../form/fittings.ts';
import {
  ACCENT,
  ALUMINIUM,
  BELT,
  ENAMEL,
  ENAMEL_BLACK,
  ENAMEL_DARK,
  GLASS_AMBER,
  LAMP,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  tinted,
} from '../form/paint.ts';
import { approach } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { TRAY_M, batteryTray } from './positioner.ts';

const SCAN_MM = 1200;
const OXIDE = tinted(STEEL_DARK, 0x6e675d);

/** Cabin with amber windows: a scanner moves over the tray, a line of light cleans its flanges bright. */
export const laserCleaner: EquipmentForm = {
  kind: 'laser-cleaner',
  size: { length: 3, height: 2.6, width: 2.5 },
  build(b) {
    b.box(ENAMEL_DARK, 0, 0, 0, 2.8, 0.1, 2.1, 0.02);
    b.box(ENAMEL, 0, 0.1, 0, 2.8, 0.62, 2.1, 0.05);
    tubeFrame(b, ENAMEL, 0, 0.72, 0, 2.8, 1.5, 2.1, 0.09);
    b.box(ENAMEL, 0, 2.2, 0, 2.85, 0.12, 2.15, 0.03);
    for (const side of [-1, 1]) {
      b.box(GLASS_AMBER, 0, 0.8, side * 1.02, 2.62, 1.32, 0.02, 0.004);
      b.box(GLASS_AMBER, side * 1.37, 1.25, 0, 0.02, 0.9, 1.9, 0.004);
    }
    b.box(BELT, 0, CONVEYOR_Y - 0.1, 0, 2.95, 0.06, 0.9, 0.012);
    for (const side of [-0.47, 0.47]) b.box(ALUMINIUM, 0, CONVEYOR_Y - 0.16, side, 2.95, 0.14, 0.04, 0.008);
    batteryTray(b, CONVEYOR_Y - 0.03);
    const y = CONVEYOR_Y - 0.03 + TRAY_M.height;
    // Oxide ahead of the line, cleaned and bright behind it.
    for (const side of [-1, 1])
      b.box(OXIDE, 0, y + 0.001, side * (TRAY_M.z + 0.02), TRAY_M.x * 2 + 0.08, 0.003, 0.085, 0.001);
    b.joint('cleaned', -TRAY_M.x, y + 0.004, 0, () => {
      for (const side of [-1, 1])
        b.glow(
          'bright',
          () => b.box(STEEL_BRIGHT, 0.5, 0, side * (TRAY_M.z + 0.02), 1, 0.003, 0.09, 0.0005),
          [0.05, 0.05, 0.05],
        );
    });
    for (const side of [-0.85, 0.85]) b.box(STEEL, 0, 1.95, side, 2.6, 0.07, 0.07, 0.012);
    b.joint('scanner', 0, 1.95, 0, () => {
      b.box(ALUMINIUM, 0, 0.02, 0, 0.2, 0.12, 1.8, 0.02);
      for (const side of [-1, 1]) {
        b.box(ENAMEL_BLACK, 0, -0.22, side * 0.6, 0.26, 0.3, 0.24, 0.03);
        b.cylinder(ACCENT, 'y', 0, -0.28, side * 0.6, 0.06, 0.08, 20);
        b.glow('sheet', () => {
          b.at(0, -0.27, side * (TRAY_M.z + 0.02), () =>
            b.extrude(
              { ...GLASS_AMBER, r: 0, g: 0, b: 0, opacity: 0.3 },
              0,
              [
                [-0.01, 0],
                [0.01, 0],
                [0.012, -0.66],
                [-0.012, -0.66],
              ],
              0.09,
              0.001,
            ),
          );
          b.box(LAMP, 0, y - 1.95 + 0.004, side * (TRAY_M.z + 0.02), 0.02, 0.006, 0.1, 0.001);
          b.halo(0, y - 1.93, side * (TRAY_M.z + 0.02), 0.4);
        });
        b.emitter(
          side < 0 ? 'dustA' : 'dustB',
          'sparks',
          [0, y - 1.94, side * (TRAY_M.z + 0.02)],
          [0.2, 1.2, 0],
          0.05,
        );
      }
    });
    cabinet(b, -0.5, -1.12, 1.3, 1.9, 0.2, '-z');
    b.cylinder(STEEL, 'y', 0.8, 2.3, -0.5, 0.16, 0.3, 20);
    operatorPanel(b, 0.9, 1.2, '+z');
    stackLight(b, -1.2, 2.3, 0.8);
    flowPorts(b, 1.5);
  },
  motion(rig) {
    const scanner = rig.joint('scanner');
    const cleaned = rig.joint('cleaned');
    const sheet = rig.glowIndex('sheet');
    const dust = [rig.emitterIndex('dustA'), rig.emitterIndex('dustB')];
    let share = 0;
    return ({ dt, live, time }) => {
      share = approach(share, Math.max(0, Math.min(1, live.valueOr('scan_position', 0) / SCAN_MM)), dt, 0.15);
      const x = (share - 0.5) * 2 * TRAY_M.x;
      scanner.move(x, 0, 0);
      cleaned.stretch(Math.max(0.001, share * 2 * TRAY_M.x), 1, 1);
      const on = live.value('beam_on') >= 1 ? 0.85 + 0.15 * Math.sin(time * 50) : 0;
      rig.setGlow(sheet, 0.7 * on, 1.5 * on, 2.6 * on);
      for (const emitter of dust) rig.setEmission(emitter, on * 0.5);
    };
  },
};

/** Measuring cabin: line profile sensor on a gantry over the welded tray, X-ray tube with its shield beside. */
export const seamInspection: EquipmentForm = {
  kind: 'seam-inspection',
  size: { length: 3, height: 2.6, width: 2.5 },
  build(b) {
    b.box(ENAMEL_DARK, 0, 0, 0, 2.8, 0.1, 2.1, 0.02);
    b.box(ENAMEL, 0, 0.1, 0, 2.8, 0.62, 2.1, 0.05);
    tubeFrame(b, ALUMINIUM, 0, 0.72, 0, 2.8, 1.5, 2.1, 0.07);
    b.box(ENAMEL, 0, 2.2, 0, 2.85, 0.1, 2.15, 0.03);
    b.box(BELT, 0, CONVEYOR_Y - 0.1, 0, 2.95, 0.06, 0.9, 0.012);
    for (const side of [-0.47, 0.47]) b.box(ALUMINIUM, 0, CONVEYOR_Y - 0.16, side, 2.95, 0.14, 0.04, 0.008);
    batteryTray(b, CONVEYOR_Y - 0.03);
    for (const side of [-0.9, 0.9]) b.box(STEEL, 0, 1.9, side, 2.6, 0.07, 0.07, 0.012);
    b.joint('gantry', 0, 1.9, 0, () => {
      b.box(ALUMINIUM, 0, 0.04, 0, 0.16, 0.12, 1.9, 0.02);
      b.box(ACCENT, 0, -0.3, 0.1, 0.16, 0.32, 0.5, 0.03);
      b.glow('line', () => {
        b.at(0, -0.3, 0.1, { ry: Math.PI / 2 }, () =>
          b.extrude(
            { ...GLASS_AMBER, r: 0, g: 0, b: 0, opacity: 0.18 },
            0,
            [
              [-0.03, 0],
              [0.03, 0],
              [0.62, -0.58],
              [-0.62, -0.58],
            ],
            0.006,
            0.001,
          ),
        );
        b.box(LAMP, 0, -0.86, 0.0, 0.008, 0.006, 1.24, 0.001);
      });
    });
    // X-ray shield box.
    b.box(ENAMEL_DARK, -0.9, 0.72, -0.75, 0.8, 0.9, 0.5, 0.03);
    b.cylinder(STEEL, 'y', -0.9, 1.62, -0.75, 0.12, 0.3, 20);
    b.glow('verdict', () => {
      b.box(LAMP, 1.0, 2.31, 0.9, 0.5, 0.1, 0.12, 0.02);
      b.halo(1.0, 2.36, 0.95, 0.5);
    });
    cabinet(b, 0.6, -1.12, 1.3, 1.9, 0.2, '-z');
    operatorPanel(b, 0.9, 1.2, '+z');
    stackLight(b, -1.2, 2.3, 0.8);
    flowPorts(b, 1.5);
  },
  motion(rig) {
    const gantry = rig.joint('gantry');
    const line = rig.glowIndex('line');
    const verdict = rig.glowIndex('verdict');
    let x = 0;
    return ({ dt, live }) => {
      const share = Math.max(0, Math.min(1, live.valueOr('scan_position', 0) / SCAN_MM));
      x = approach(x, (share - 0.5) * 2.2, dt, 0.15);
      gantry.move(x, 0, 0);
      const on = live.running ? 1 : 0;
      rig.setGlow(line, 1.4 * on, 0.06 * on, 0.05 * on);
      const bad = live.valueOr('result', 1) < 1;
      rig.setGlow(verdict, bad ? 1.4 * on : 0.05 * on, bad ? 0.08 * on : 1.1 * on, 0.25 * on);
    };
  },
};
