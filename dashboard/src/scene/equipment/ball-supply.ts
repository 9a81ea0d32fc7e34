import { CONVEYOR_Y, cabinet, feet, mouth, operatorPanel, stackLight } from '../form/fittings.ts';
import {
  ACCENT,
  ALUMINIUM,
  ENAMEL,
  ENAMEL_DARK,
  GLASS,
  PLASTIC_BLACK,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
} from '../form/paint.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Clear magazines, one per gauge group of balls, over sorters and hoses to the filler. */
export const ballSupply: EquipmentForm = {
  kind: 'ball-supply',
  size: { length: 2.4, height: 2.3, width: 1.7 },
  build(b) {
    b.box(ENAMEL, 0, 0.1, 0, 2.0, 0.7, 1.3, 0.05);
    b.box(ENAMEL_DARK, 0, 0, 0, 1.9, 0.12, 1.2, 0.02);
    for (let i = 0; i < 6; i++) {
      const x = -0.72 + (i % 3) * 0.72;
      const z = i < 3 ? -0.3 : 0.32;
      b.lathe(
        GLASS,
        'y',
        x,
        1.12,
        z,
        [
          [0.05, 0],
          [0.25, 0.3],
          [0.25, 0.85],
        ],
        22,
      );
      b.ring(ACCENT, 'y', x, 1.96, z, 0.27, 0.23, 0.05, 22);
      b.cylinder(STEEL_DARK, 'y', x, 0.8, z, 0.09, 0.32, 16);
      for (const dx of [-0.22, 0.22]) b.cylinder(ALUMINIUM, 'y', x + dx, 0.8, z, 0.018, 1.16, 8);
      // Balls: the visible top layer as a dome of small spheres.
      const level = 1.42 + (i % 3) * 0.12;
      b.lathe(
        STEEL,
        'y',
        x,
        1.16,
        z,
        [
          [0.04, 0],
          [0.225, 0.26],
          [0.225, level - 1.16],
        ],
        18,
      );
      for (let k = 0; k < 19; k++) {
        const ring = k === 0 ? 0 : k < 7 ? 0.085 : 0.17;
        const a = k < 7 ? (k * Math.PI) / 3 : ((k - 7) * Math.PI) / 6;
        b.ball(STEEL_BRIGHT, x + Math.cos(a) * ring, level, z + Math.sin(a) * ring, 0.04, 7, Math.PI * 0.6);
      }
      b.tube(
        RUBBER,
        [
          [x, 0.86, z],
          [x, 0.72, 0.75],
          [1.0, 0.72, 0.75],
          [1.15, 0.98, 0.3],
        ],
        0.022,
      );
    }
    b.detail(() => {
      for (let i = 0; i < 6; i++)
        b.box(PLASTIC_BLACK, -0.72 + (i % 3) * 0.72, 0.5, 0.655, 0.3, 0.16, 0.012, 0.003);
    });
    b.box(ENAMEL, 0, 0.8, 0, 1.95, 0.06, 1.25, 0.015);
    mouth(b, 0.9, 1.2, 0.3, 0.2);
    cabinet(b, -0.9, -0.68, 0.6, 1.9, 0.3, '-z');
    operatorPanel(b, 0.5, 0.72, '+z');
    stackLight(b, -0.95, 2.0, 0.0);
    feet(b, 1.8, 1.1);
    b.port('in', -1.2, CONVEYOR_Y, 0);
    b.port('out', 1.2, CONVEYOR_Y, 0.3);
  },
};
