import { flowPorts, feet, mouth, operatorPanel, stackLight, workLight } from '../form/fittings.ts';
import { ACCENT, ENAMEL, LAMP, STEEL, STEEL_BRIGHT, STEEL_DARK, tinted, CAST_IRON } from '../form/paint.ts';
import { CyclePhase, lampWhilePowered, together, window01 } from '../plant/motions.ts';
import { assemblyEnclosure, bearing } from './assembly-parts.ts';
import type { EquipmentForm } from './equipment-form.ts';

const GRANITE = tinted(CAST_IRON, 0x2b2d30);

/** Granite plate with a mandrel and gauge heads around the bearing, under a clear hood. */
export const clearanceGauge: EquipmentForm = {
  kind: 'clearance-gauge',
  size: { length: 2.2, height: 2.3, width: 1.6 },
  build(b) {
    assemblyEnclosure(b, 1.6, 1.3, 1.9);
    b.box(GRANITE, 0, 0.8, 0, 1.3, 0.14, 1.0, 0.02);
    b.box(STEEL_DARK, 0, 0.94, -0.26, 0.3, 0.62, 0.2, 0.03);
    b.joint('load', 0, 1.44, 0.0, () => {
      b.box(ENAMEL, 0, 0, -0.08, 0.26, 0.18, 0.3, 0.03);
      b.cylinder(STEEL_BRIGHT, 'y', 0, -0.2, 0.02, 0.04, 0.22, 16);
    });
    b.cylinder(STEEL_BRIGHT, 'y', 0, 0.94, 0.02, 0.045, 0.14, 18);
    b.joint('piece', 0, 1.02, 0.02, () => bearing(b, 0, 0, 0, 0.1));
    for (const [x, z, ry] of [
      [0.3, 0.02, 0],
      [-0.3, 0.02, Math.PI],
      [0, 0.32, -Math.PI / 2],
    ]) {
      b.at(x, 1.05, z, { ry }, () => {
        b.cylinder(STEEL, 'x', -0.16, 0, 0, 0.018, 0.2, 10);
        b.cylinder(ACCENT, 'x', 0.0, 0, 0, 0.045, 0.16, 16);
        b.box(STEEL_DARK, 0.08, -0.11, 0, 0.1, 0.1, 0.12, 0.015);
      });
    }
    b.glow('result', () => b.box(LAMP, 0.5, 1.62, 0.66, 0.2, 0.12, 0.03, 0.01));
    workLight(b, 0, 1.87, 0, 1.2);
    mouth(b, -1.1, -0.75, 0.02, 0.22);
    mouth(b, 0.75, 1.1, 0.02, 0.22);
    operatorPanel(b, -0.45, 0.8, '+z');
    stackLight(b, 0.6, 2.0, -0.45);
    feet(b, 1.4, 1.1);
    flowPorts(b, 1.1, 0.02);
  },
  motion(rig, live) {
    const load = rig.joint('load');
    const piece = rig.joint('piece');
    const result = rig.glowIndex('result');
    const cycle = new CyclePhase(live.equipment.cycleS, 4);
    return together(lampWhilePowered(rig, 'workLight', 0.55, 0.58, 0.6), (frame) => {
      const phase = cycle.step(frame);
      load.move(0, -0.14 * window01(phase, 0.2, 0.75, 0.1), 0);
      piece.turn('y', phase * Math.PI * 2);
      const lit = frame.live.running && phase > 0.75 ? 1 : 0;
      rig.setGlow(result, 0.05 * lit, 1.2 * lit, 0.35 * lit);
    });
  },
};
