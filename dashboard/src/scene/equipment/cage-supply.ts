import { CONVEYOR_Y, feet, mouth, operatorPanel, stackLight } from '../form/fittings.ts';
import { ACCENT, ALUMINIUM, BRASS, ENAMEL, ENAMEL_DARK, STEEL, STEEL_BRIGHT } from '../form/paint.ts';
import { CyclePhase } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Vibratory bowl that lines up the cages, and stacks of them on a rotary magazine. */
export const cageSupply: EquipmentForm = {
  kind: 'cage-supply',
  size: { length: 2.2, height: 1.9, width: 1.6 },
  build(b) {
    b.box(ENAMEL, 0, 0.1, 0, 1.8, 0.66, 1.2, 0.05);
    b.box(ENAMEL_DARK, 0, 0, 0, 1.7, 0.12, 1.1, 0.02);
    // Bowl with its spiral track.
    b.cylinder(ENAMEL_DARK, 'y', -0.42, 0.76, 0, 0.26, 0.18, 24);
    b.joint('bowl', -0.42, 0.94, 0, () => {
      b.lathe(
        STEEL,
        'y',
        0,
        0,
        0,
        [
          [0, 0],
          [0.3, 0.0],
          [0.42, 0.34],
          [0.45, 0.34],
          [0.45, 0.37],
          [0.4, 0.37],
          [0.29, 0.03],
          [0, 0.03],
        ],
        32,
      );
      b.lathe(
        STEEL_BRIGHT,
        'y',
        0,
        0.12,
        0,
        [
          [0.32, 0.0],
          [0.37, 0.02],
          [0.34, 0.02],
        ],
        32,
      );
      for (let i = 0; i < 14; i++) {
        const a = i * 2.4;
        const r = 0.06 + (i / 14) * 0.2;
        b.at(Math.cos(a) * r, 0.06 + (i % 3) * 0.02, Math.sin(a) * r, { rx: (i % 4) * 0.25 }, () =>
          b.ring(BRASS, 'y', 0, 0, 0, 0.065, 0.05, 0.025, 14, 0.004),
        );
      }
    });
    b.box(STEEL_BRIGHT, 0.2, 1.2, 0.38, 0.7, 0.03, 0.12, 0.006);
    // Rotary magazine of stacked cages.
    b.joint('magazine', 0.5, 0.78, -0.05, () => {
      b.cylinder(ALUMINIUM, 'y', 0, 0, 0, 0.34, 0.04, 28);
      for (let s = 0; s < 6; s++) {
        const a = (s * Math.PI) / 3;
        b.cylinder(STEEL_BRIGHT, 'y', Math.cos(a) * 0.24, 0.04, Math.sin(a) * 0.24, 0.016, 0.62, 8);
        for (let k = 0; k < 5 + (s % 3) * 2; k++)
          b.ring(
            BRASS,
            'y',
            Math.cos(a) * 0.24,
            0.06 + k * 0.055,
            Math.sin(a) * 0.24,
            0.075,
            0.058,
            0.035,
            14,
            0.005,
          );
      }
      b.cylinder(ACCENT, 'y', 0, 0.04, 0, 0.06, 0.75, 14);
    });
    mouth(b, 0.8, 1.1, 0.3, 0.18);
    operatorPanel(b, 0.4, 0.7, '+z');
    stackLight(b, -0.8, 0.76, -0.5);
    feet(b, 1.6, 1.0);
    b.port('in', -1.1, CONVEYOR_Y, 0);
    b.port('out', 1.1, CONVEYOR_Y, 0.3);
  },
  motion(rig, live) {
    const bowl = rig.joint('bowl');
    const magazine = rig.joint('magazine');
    const cycle = new CyclePhase(live.equipment.cycleS, 4);
    let angle = 0;
    let last = 0;
    return (frame) => {
      const phase = cycle.step(frame);
      if (phase < last) angle += Math.PI / 3;
      last = phase;
      magazine.turn('y', angle - (Math.PI / 3) * (1 - Math.min(1, phase / 0.25)));
      bowl.turn('y', frame.live.running ? Math.sin(frame.time * 30) * 0.006 : 0);
    };
  },
};
