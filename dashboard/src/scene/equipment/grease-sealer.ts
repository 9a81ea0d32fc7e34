import { flowPorts, cabinet, mouth, operatorPanel, stackLight, workLight } from '../form/fittings.ts';
import {
  ACCENT,
  ALUMINIUM,
  BELT,
  BRASS,
  ENAMEL,
  ENAMEL_DARK,
  GLASS,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  YELLOW,
} from '../form/paint.ts';
import { CyclePhase, lampWhilePowered, smooth, together, window01 } from '../plant/motions.ts';
import { assemblyEnclosure, bearing, pressColumn } from './assembly-parts.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Small wash and dry tunnel, grease pump with drum and two nozzles, seal stacks and seal press. */
export const greaseSealer: EquipmentForm = {
  kind: 'grease-sealer',
  size: { length: 4.6, height: 2.5, width: 2 },
  build(b) {
    assemblyEnclosure(b, 2.6, 1.4, 2.0, 0.75);
    b.box(BELT, 0.05, 0.86, 0.1, 4.3, 0.05, 0.26, 0.01);
    for (const side of [-0.15, 0.15]) b.box(ALUMINIUM, 0.05, 0.8, 0.1 + side, 4.3, 0.12, 0.03, 0.008);
    // Wash and dry tunnel.
    b.box(ENAMEL_DARK, -1.35, 0, 0, 1.4, 0.12, 1.1, 0.02);
    b.box(ENAMEL, -1.35, 0.1, 0, 1.5, 0.62, 1.2, 0.05);
    b.box(ENAMEL, -1.35, 1.0, 0, 1.5, 0.55, 1.0, 0.09);
    b.box(ENAMEL, -1.35, 0.7, -0.45, 1.5, 0.35, 0.1, 0.02);
    b.cylinder(STEEL, 'y', -1.35, 1.55, 0, 0.12, 0.75, 18);
    b.box(GLASS, -1.35, 1.08, 0.51, 0.9, 0.34, 0.012, 0.003);
    // Bearings on the belt, indexed.
    b.joint('row', 0, 0.91, 0.1, () => {
      for (let i = 0; i < 7; i++) bearing(b, -0.3 + i * 0.34, 0, 0, 0.085);
    });
    // Grease nozzles from both sides, drum with follower plate.
    b.joint('nozzle', 0.2, 1.16, 0.1, () => {
      b.box(STEEL, 0, 0.12, -0.05, 0.22, 0.12, 0.2, 0.02);
      for (const x of [-0.05, 0.05]) b.cylinder(BRASS, 'y', x, -0.04, 0, 0.018, 0.18, 10);
    });
    b.box(STEEL_DARK, 0.2, 0.8, -0.42, 0.14, 0.95, 0.12, 0.015);
    b.cylinder(ACCENT, 'y', -0.25, 0.0, -0.98, 0.29, 0.72, 26);
    for (const y of [0.2, 0.45]) b.ring(STEEL_DARK, 'y', -0.25, y, -0.98, 0.3, 0.28, 0.03, 26);
    b.box(YELLOW, -0.25, 0.72, -0.98, 0.66, 0.05, 0.12, 0.015);
    b.cylinder(STEEL_BRIGHT, 'y', -0.25, 0.75, -0.98, 0.05, 0.75, 14);
    b.tube(
      RUBBER,
      [
        [-0.25, 1.2, -0.98],
        [0.1, 1.7, -0.8],
        [0.2, 1.7, -0.2],
        [0.2, 1.4, 0.05],
      ],
      0.024,
    );
    // Seal stacks and the press.
    for (let s = 0; s < 2; s++) {
      const x = 0.85 + s * 0.28;
      for (const a of [0, 2.1, 4.2])
        b.cylinder(
          STEEL_BRIGHT,
          'y',
          x + Math.cos(a) * 0.09,
          0.95,
          -0.35 + Math.sin(a) * 0.09,
          0.008,
          0.7,
          6,
        );
      b.cylinder(RUBBER, 'y', x, 0.95, -0.35, 0.078, 0.34 + s * 0.14, 18);
    }
    pressColumn(b, 'press', 1.35, 0.92, 0.12, 0.6);
    workLight(b, 0.75, 1.97, 0, 2.0);
    mouth(b, -2.3, -2.05, 0.1, 0.26);
    mouth(b, 2.05, 2.3, 0.1, 0.26);
    cabinet(b, 1.3, -0.84, 1.2, 2.0, 0.28, '-z');
    operatorPanel(b, 0.75, 0.9, '+z');
    stackLight(b, 1.8, 2.1, -0.5);
    flowPorts(b, 2.3, 0.1);
  },
  motion(rig, live) {
    const row = rig.joint('row');
    const nozzle = rig.joint('nozzle');
    const press = rig.joint('press');
    const cycle = new CyclePhase(live.equipment.cycleS, 4);
    return together(lampWhilePowered(rig, 'workLight', 0.55, 0.58, 0.6), (frame) => {
      const phase = cycle.step(frame);
      row.move(0.34 * smooth(phase / 0.25), 0, 0);
      nozzle.move(0, -0.1 * window01(phase, 0.35, 0.7, 0.1), 0);
      press.move(0, -0.22 * window01(phase, 0.4, 0.65, 0.1), 0);
    });
  },
};
