import { flowPorts, cabinet, louvrePanel, motor, operatorPanel, stackLight } from '../form/fittings.ts';
import {
  ACCENT,
  ACCENT_DEEP,
  ALUMINIUM,
  CAST_IRON,
  ENAMEL,
  ENAMEL_DARK,
  HAZARD,
  LAMP,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  YELLOW,
} from '../form/paint.ts';
import { approach, spinner } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Travel of the bridge, metres, and what the signal counts for it, millimetres. */
const TRAVEL_M = 3.6;
const TRAVEL_MM = 4600;
/** The tool hangs in front of the bridge, on the side from which the machine is served. */
const TOOL_AHEAD_M = 0.56;

/** Portal on rails over a T-slot table: the bridge moves along the joint, the tool turns in it. */
export const fswGantry: EquipmentForm = {
  kind: 'fsw-gantry',
  size: { length: 6, height: 3.7, width: 4 },
  build(b) {
    b.box(ENAMEL_DARK, 0, 0, 0, 5.8, 0.1, 3.4, 0.03);
    b.box(CAST_IRON, 0, 0.1, 0, 4.9, 0.62, 1.7, 0.05);
    b.box(STEEL, 0, 0.72, 0, 4.9, 0.1, 1.7, 0.015);
    for (let i = 0; i < 7; i++) b.box(STEEL_DARK, 0, 0.818, -0.72 + i * 0.24, 4.85, 0.006, 0.045, 0.001);
    for (const side of [-1, 1]) {
      b.box(CAST_IRON, 0, 0.1, side * 1.42, 5.5, 0.5, 0.42, 0.04);
      for (const dz of [-0.1, 0.1]) b.box(STEEL_BRIGHT, 0, 0.6, side * 1.42 + dz, 5.5, 0.05, 0.06, 0.008);
      b.box(HAZARD, 0, 0.12, side * 1.635, 5.5, 0.1, 0.012, 0.002);
    }
    // Two plates to be joined with clamps and the joint between them.
    for (const side of [-1, 1]) b.box(ALUMINIUM, 0, 0.83, side * 0.28, 4.1, 0.05, 0.545, 0.006);
    for (let i = 0; i < 6; i++)
      for (const side of [-1, 1]) {
        b.box(STEEL_DARK, -1.9 + i * 0.76, 0.83, side * 0.64, 0.14, 0.14, 0.12, 0.015);
        b.box(YELLOW, -1.9 + i * 0.76, 0.91, side * 0.54, 0.09, 0.04, 0.22, 0.01);
        b.cylinder(STEEL, 'y', -1.9 + i * 0.76, 0.94, side * 0.62, 0.03, 0.08, 10);
      }
    b.joint('track', -TRAVEL_M / 2, 0.882, 0, () =>
      b.glow('warm', () => b.box(LAMP, 0.5, 0, 0, 1, 0.003, 0.05, 0.001)),
    );
    b.anchor('seam', 0, 0.887, 0);
    b.joint('bridge', 0, 0.65, 0, () => {
      for (const side of [-1, 1]) {
        b.box(ENAMEL_DARK, 0, 0, side * 1.42, 1.3, 0.16, 0.4, 0.03);
        b.at(0, 0.14, side * 1.42, () =>
          b.extrude(
            ENAMEL,
            0,
            [
              [-0.58, 0],
              [0.58, 0],
              [0.46, 0.7],
              [0.42, 2.35],
              [-0.42, 2.35],
              [-0.46, 0.7],
            ],
            0.38,
            0.05,
          ),
        );
        b.box(ACCENT, 0, 1.2, side * 1.62, 0.7, 0.9, 0.02, 0.008);
      }
      b.box(ENAMEL, 0, 1.95, 0, 0.95, 0.66, 2.9, 0.06);
      b.box(ACCENT_DEEP, 0, 2.05, 0, 0.98, 0.14, 2.7, 0.02);
      for (const y of [1.98, 2.44]) b.box(STEEL_BRIGHT, -0.49, y, 0, 0.05, 0.06, 2.5, 0.008);
      // Ram and spindle.
      b.joint('head', -TOOL_AHEAD_M, 1.2, 0, () => {
        b.box(ENAMEL, -0.1, 0.3, 0, 0.5, 1.4, 0.7, 0.06);
        louvrePanel(b, -0.355, 0.9, 0, 0.4, 0.5, '-x');
        motor(b, 'y', -0.06, 1.72, 0, 0.22, 0.5, ACCENT);
        b.cylinder(STEEL, 'y', 0, -0.05, 0, 0.2, 0.38, 30, 0.02);
        b.cylinder(STEEL_DARK, 'y', 0, -0.22, 0, 0.13, 0.18, 26);
        b.joint('tool', 0, -0.22, 0, () => {
          b.lathe(
            STEEL_BRIGHT,
            'y',
            0,
            -0.24,
            0,
            [
              [0, 0],
              [0.014, 0.0],
              [0.02, 0.03],
              [0.06, 0.035],
              [0.065, 0.06],
              [0.075, 0.2],
              [0.11, 0.25],
            ],
            24,
          );
          b.box(YELLOW, 0.065, -0.12, 0, 0.02, 0.08, 0.03, 0.004);
          b.glow('toolTip', () => b.ring(LAMP, 'y', 0, -0.212, 0, 0.062, 0.02, 0.02, 24, 0.004));
        });
        b.glow('toolTip', () => b.halo(0, -0.45, 0, 0.4));
        b.emitter('chips', 'plume', [0, -0.42, 0], [0, 0.35, 0], 0.05);
      });
      b.tube(
        RUBBER,
        [
          [-0.2, 2.6, -1.2],
          [-0.2, 3.0, -1.2],
          [-0.2, 3.0, -1.9],
        ],
        0.05,
      );
    });
    // Energy chain on the back rail, cabinets at the foot.
    b.box(RUBBER, -0.9, 0.15, -1.78, 3.4, 0.1, 0.14, 0.02);
    cabinet(b, -2.2, -1.78, 1.2, 2.0, 0.4, '-z');
    operatorPanel(b, 2.5, 1.78, '+z');
    stackLight(b, -2.75, 0.1, 1.55);
    flowPorts(b, 3);
  },
  motion(rig) {
    const bridge = rig.joint('bridge');
    const head = rig.joint('head');
    const track = rig.joint('track');
    const warm = rig.glowIndex('warm');
    const tip = rig.glowIndex('toolTip');
    const smoke = rig.emitterIndex('chips');
    const tool = spinner(rig.joint('tool'), 'y', 'spindle_speed', 900, 0.12);
    let x = 0;
    let depth = 0;
    let heat = 0;
    let start = Number.NaN;
    let end = 0;
    return (frame) => {
      tool(frame);
      const { dt, live } = frame;
      const share = Math.max(0, Math.min(1, live.valueOr('gantry_x', 0) / TRAVEL_MM));
      x = approach(x, share * TRAVEL_M, dt, 0.15);
      // At mid travel the tool, not the bridge, stands over the middle of the table.
      bridge.move(x - TRAVEL_M / 2 + TOOL_AHEAD_M, 0, 0);
      const plunged = live.valueOr('axial_force', 0) > 1 || live.valueOr('plunge_depth', 0) > 0.5;
      depth = approach(depth, plunged ? 1 : 0, dt, 0.4);
      head.move(0, 0.12 * (1 - depth) - 0.135, 0);
      if (plunged && start !== start) start = x;
      if (plunged) end = x;
      else if (depth < 0.05) start = Number.NaN;
      const temperature = live.valueOr('tool_temp', 20);
      heat = approach(
        heat,
        plunged ? Math.min(1, Math.max(0, (temperature - 100) / 330)) : 0,
        dt,
        plunged ? 0.5 : 12,
      );
      const from = start === start ? Math.min(start, end) : Math.min(x, end);
      track.move(from, 0, 0);
      track.stretch(Math.max(0.001, Math.abs(end - from)), 1, 1);
      rig.setGlow(warm, 0.75 * heat, 0.16 * heat, 0.03 * heat);
      rig.setGlow(tip, 1.5 * heat * depth, 0.42 * heat * depth, 0.08 * heat * depth);
      rig.setEmission(smoke, plunged ? 0.3 : 0);
    };
  },
};
