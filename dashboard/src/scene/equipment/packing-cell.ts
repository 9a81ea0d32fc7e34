import { CONVEYOR_Y, cabinet, mouth, operatorPanel, stackLight, workLight } from '../form/fittings.ts';
import {
  ALUMINIUM,
  BELT,
  CARDBOARD,
  ENAMEL,
  ENAMEL_BLACK,
  ENAMEL_DARK,
  LAMP,
  PLASTIC_BLACK,
  STEEL,
  STEEL_BRIGHT,
  TIMBER,
  WHITE,
  YELLOW,
} from '../form/paint.ts';
import { CyclePhase, lampWhilePowered, together, window01 } from '../plant/motions.ts';
import { assemblyEnclosure, bearing } from './assembly-parts.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Laser marking head and camera over the belt, cartoner, and a gantry that stacks cartons on a pallet. */
export const packingCell: EquipmentForm = {
  kind: 'packing-cell',
  size: { length: 6, height: 2.7, width: 2.8 },
  build(b) {
    assemblyEnclosure(b, 1.7, 1.3, 1.9, -1.8);
    b.box(BELT, -1.1, 0.87, 0, 3.8, 0.05, 0.26, 0.01);
    for (const side of [-0.15, 0.15]) b.box(ALUMINIUM, -1.1, 0.81, side, 3.8, 0.12, 0.03, 0.008);
    // Marking head with its beam, camera with ring light.
    b.box(STEEL, -2.1, 0.8, -0.4, 0.12, 0.85, 0.12, 0.015);
    b.box(ENAMEL_BLACK, -2.1, 1.42, -0.12, 0.22, 0.2, 0.6, 0.03);
    b.cylinder(PLASTIC_BLACK, 'y', -2.1, 1.32, 0.08, 0.06, 0.1, 18);
    b.glow('mark', () => {
      b.cylinder(LAMP, 'y', -2.1, 0.97, 0.0, 0.012, 0.36, 8);
      b.halo(-2.1, 0.98, 0, 0.3);
    });
    b.box(STEEL, -1.5, 0.8, -0.4, 0.1, 0.85, 0.1, 0.015);
    b.box(PLASTIC_BLACK, -1.5, 1.4, -0.05, 0.1, 0.2, 0.1, 0.02);
    b.glow('ringLight', () => b.ring(LAMP, 'y', -1.5, 1.3, -0.05, 0.12, 0.07, 0.03, 20), [0.8, 0.05, 0.03]);
    for (let i = 0; i < 4; i++) bearing(b, -2.5 + i * 0.36, 0.92, 0, 0.085);
    // Cartoner.
    b.box(ENAMEL_DARK, 0.0, 0, -0.1, 1.3, 0.12, 1.3, 0.02);
    b.box(ENAMEL, 0.0, 0.1, -0.1, 1.4, 1.6, 1.4, 0.09);
    b.box(PLASTIC_BLACK, 0.0, 0.95, 0.605, 1.0, 0.55, 0.02, 0.01);
    b.glow('screen', () => b.box(LAMP, 0.42, 1.56, 0.605, 0.3, 0.08, 0.02, 0.006));
    for (let i = 0; i < 6; i++)
      b.box(CARDBOARD, -0.2 + i * 0.03, 1.7 + i * 0.0, -0.5, 0.02, 0.42, 0.5, 0.003);
    b.box(BELT, 1.15, 0.66, 0, 0.9, 0.06, 0.5, 0.01);
    b.box(CARDBOARD, 1.1, 0.72, 0, 0.34, 0.22, 0.34, 0.008);
    b.box(WHITE, 1.1, 0.78, 0.171, 0.14, 0.09, 0.003, 0.001);
    b.box(ENAMEL_DARK, 1.15, 0, 0, 0.5, 0.66, 0.36, 0.03);
    // Stacking gantry over the pallet.
    for (const x of [1.5, 2.85]) for (const z of [-1.15, 1.15]) b.box(YELLOW, x, 0, z, 0.12, 2.4, 0.12, 0.02);
    for (const z of [-1.15, 1.15]) b.box(YELLOW, 2.18, 2.3, z, 1.6, 0.14, 0.14, 0.02);
    b.joint('bridge', 2.18, 2.36, 0, () => {
      b.box(ALUMINIUM, 0, 0, 0, 0.16, 0.14, 2.4, 0.02);
      b.joint('hoist', 0, 0, 0, () => {
        b.box(ENAMEL_DARK, 0, -0.1, 0, 0.3, 0.3, 0.26, 0.03);
        b.cylinder(STEEL_BRIGHT, 'y', 0, -0.9, 0, 0.04, 0.9, 14);
        b.box(PLASTIC_BLACK, 0, -0.96, 0, 0.32, 0.06, 0.3, 0.015);
      });
    });
    for (let i = 0; i < 4; i++) b.box(TIMBER, 2.18, 0.1, -0.45 + i * 0.3, 1.1, 0.025, 0.16, 0.006);
    for (const z of [-0.5, 0, 0.5]) b.box(TIMBER, 2.18, 0, z, 1.1, 0.1, 0.1, 0.008);
    for (let layer = 0; layer < 3; layer++)
      for (let i = 0; i < (layer === 2 ? 5 : 9); i++) {
        const x = 1.83 + (i % 3) * 0.35;
        const z = -0.36 + Math.floor(i / 3) * 0.36;
        b.box(CARDBOARD, x, 0.13 + layer * 0.225, z, 0.34, 0.22, 0.345, 0.008);
        b.detail(() => b.box(WHITE, x, 0.19 + layer * 0.225, z + 0.174, 0.14, 0.09, 0.003, 0.001));
      }
    workLight(b, -1.8, 1.87, 0, 1.3);
    mouth(b, -3, -2.65, 0, 0.26);
    cabinet(b, -0.9, -1.0, 0.9, 2.0, 0.4, '-z');
    operatorPanel(b, -0.8, 0.95, '+z');
    stackLight(b, 0.45, 1.7, -0.5);
    b.port('in', -3, CONVEYOR_Y, 0);
    b.port('out', 3, 0.4, 0);
  },
  motion(rig, live) {
    const bridge = rig.joint('bridge');
    const hoist = rig.joint('hoist');
    const mark = rig.glowIndex('mark');
    const cycle = new CyclePhase(live.equipment.cycleS, 4);
    return together(lampWhilePowered(rig, 'workLight', 0.55, 0.58, 0.6), (frame) => {
      const phase = cycle.step(frame);
      const lit =
        frame.live.running && phase > 0.3 && phase < 0.6 ? 0.6 + 0.4 * Math.sin(frame.time * 60) : 0;
      rig.setGlow(mark, 0.4 * lit, 1.6 * lit, 2.4 * lit);
      // A carton holds many bearings: the gantry moves once in twelve seconds of running.
      const stack = frame.live.running ? (frame.time % 12) / 12 : 0;
      bridge.move(-0.95 * window01(stack, 0.05, 0.35, 0.15), 0, 0);
      hoist.move(
        0,
        -0.45 * window01(stack, 0.15, 0.25, 0.06) - 0.4 * window01(stack, 0.6, 0.7, 0.06),
        0.3 * window01(stack, 0.45, 0.85, 0.1),
      );
    });
  },
};
