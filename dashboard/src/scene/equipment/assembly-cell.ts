import { flowPorts, cabinet, mouth, operatorPanel, stackLight, workLight } from '../form/fittings.ts';
import {
  ACCENT,
  ALUMINIUM,
  ENAMEL_DARK,
  GLASS,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
} from '../form/paint.ts';
import { CyclePhase, lampWhilePowered, smooth, together, window01 } from '../plant/motions.ts';
import { assemblyEnclosure, bearing, pressColumn } from './assembly-parts.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Dial table under a clear enclosure: matching, ball filler with magazine tubes, spreader, cage riveter. */
export const assemblyCell: EquipmentForm = {
  kind: 'assembly-cell',
  size: { length: 3.4, height: 2.6, width: 2.4 },
  build(b) {
    assemblyEnclosure(b, 2.6, 2.0, 2.1);
    b.cylinder(ENAMEL_DARK, 'y', 0, 0.8, 0.1, 0.3, 0.08, 24);
    b.joint('dial', 0, 0.88, 0.1, () => {
      b.cylinder(ALUMINIUM, 'y', 0, 0, 0, 0.78, 0.045, 48);
      for (let i = 0; i < 8; i++) {
        const a = (i * Math.PI) / 4;
        const x = Math.cos(a) * 0.6;
        const z = Math.sin(a) * 0.6;
        b.cylinder(STEEL_DARK, 'y', x, 0.045, z, 0.12, 0.03, 20);
        bearing(b, x, 0.075, z, 0.085);
      }
      b.cylinder(ACCENT, 'y', 0, 0.045, 0, 0.16, 0.1, 24);
    });
    // Ball filler: three tubes into a head.
    b.cylinder(STEEL, 'y', -0.62, 0.8, -0.35, 0.04, 0.8, 12);
    b.box(STEEL, -0.6, 1.3, -0.12, 0.22, 0.26, 0.4, 0.03);
    for (let i = 0; i < 3; i++) {
      b.cylinder(GLASS, 'y', -0.66 + i * 0.08, 1.56, -0.05 + i * 0.03, 0.035, 0.45, 12);
      b.tube(
        RUBBER,
        [
          [-0.66 + i * 0.08, 1.98, -0.05],
          [-0.66 + i * 0.08, 2.05, -0.6],
          [-1.1, 1.6, -0.9],
        ],
        0.02,
      );
    }
    pressColumn(b, 'spreader', 0, 0.92, -0.62, 0.62);
    pressColumn(b, 'riveter', 0.64, 0.92, -0.28, 0.62);
    // Gantry loader over the dial.
    b.box(ALUMINIUM, 0, 1.86, 0.62, 2.3, 0.08, 0.08, 0.012);
    b.joint('loader', -0.2, 1.86, 0.62, () => {
      b.box(ENAMEL_DARK, 0, -0.04, 0.06, 0.2, 0.2, 0.06, 0.02);
      b.cylinder(STEEL_BRIGHT, 'y', 0, -0.5, 0.08, 0.025, 0.6, 12);
      b.box(STEEL_DARK, 0, -0.56, 0.08, 0.16, 0.06, 0.08, 0.015);
    });
    workLight(b, 0, 2.07, 0, 2.0);
    mouth(b, -1.7, -1.2, 0.1, 0.24);
    mouth(b, 1.2, 1.7, 0.1, 0.24);
    cabinet(b, -0.7, -1.05, 1.2, 2.0, 0.28, '-z');
    operatorPanel(b, 0.7, 1.1, '+z');
    stackLight(b, 1.1, 2.2, -0.8);
    flowPorts(b, 1.7, 0.1);
  },
  motion(rig, live) {
    const dial = rig.joint('dial');
    const spreader = rig.joint('spreader');
    const riveter = rig.joint('riveter');
    const loader = rig.joint('loader');
    const cycle = new CyclePhase(live.equipment.cycleS, 5);
    let steps = 0;
    let last = 0;
    return together(lampWhilePowered(rig, 'workLight', 0.55, 0.58, 0.6), (frame) => {
      const phase = cycle.step(frame);
      if (phase < last - 0.2) steps++;
      last = phase;
      dial.turn('y', ((steps + smooth((phase - 0.02) / 0.22)) * Math.PI) / 4);
      spreader.move(0, -0.2 * window01(phase, 0.36, 0.6, 0.1), 0);
      riveter.move(0, -0.2 * window01(phase, 0.45, 0.7, 0.1), 0);
      loader.move(-0.5 * window01(phase, 0.35, 0.8, 0.15), -0.12 * window01(phase, 0.5, 0.62, 0.06), 0);
    });
  },
};
