import {
  flowPorts,
  cabinet,
  castBed,
  feet,
  louvrePanel,
  motor,
  mouth,
  operatorPanel,
  stackLight,
} from '../form/fittings.ts';
import {
  ABRASIVE_BLUE,
  ACCENT,
  ENAMEL,
  ENAMEL_DARK,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
} from '../form/paint.ts';
import { lampWhilePowered, spinner, together } from '../plant/motions.ts';
import { splashGuard } from './grinder-parts.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Two stone arms swing over the raceways of turning rings, one rough and one fine. */
export const superfinisher: EquipmentForm = {
  kind: 'superfinisher',
  size: { length: 2.4, height: 2.1, width: 1.8 },
  build(b) {
    castBed(b, 1.8, 0.72, 1.4, ENAMEL_DARK);
    b.box(ENAMEL, 0, 0.72, -0.42, 1.7, 1.2, 0.42, 0.06);
    b.box(ACCENT, 0, 0.3, 0.71, 1.8, 0.22, 0.04, 0.012);
    ['A', 'B'].forEach((name, i) => {
      const x = i === 0 ? -0.4 : 0.4;
      b.box(STEEL_DARK, x, 0.72, 0.02, 0.4, 0.24, 0.4, 0.03);
      b.joint(`work${name}`, x, 1.08, 0.12, () => {
        b.cylinder(STEEL_DARK, 'z', 0, 0, -0.1, 0.13, 0.12, 24);
        b.ring(STEEL_BRIGHT, 'z', 0, 0, 0.02, 0.11, 0.075, 0.08, 28);
        b.box(STEEL_DARK, 0.09, -0.008, 0.101, 0.03, 0.016, 0.004, 0.001);
      });
      // Oscillating stone arm from above.
      b.box(ENAMEL, x, 1.55, 0.0, 0.3, 0.32, 0.5, 0.05);
      b.joint(`stone${name}`, x, 1.6, 0.2, () => {
        b.box(STEEL, 0, -0.36, 0, 0.06, 0.36, 0.08, 0.012);
        b.box(ABRASIVE_BLUE, 0, -0.43, 0, 0.035, 0.09, 0.05, 0.006);
      });
      motor(b, 'z', x, 1.7, -0.5, 0.1, 0.25, ACCENT);
    });
    b.emitter('spray', 'spray', [0, 1.5, 0.2], [0, -1, 0], 0.3);
    splashGuard(b, 0, 0.72, 0.2, 1.7, 1.15, 1.0);
    louvrePanel(b, 0, 0.95, -0.635, 1.0, 0.7, '-z');
    cabinet(b, -0.62, -0.72, 0.6, 1.9, 0.3, '-z');
    mouth(b, -1.2, -0.85, 0.15, 0.2);
    mouth(b, 0.85, 1.2, 0.15, 0.2);
    operatorPanel(b, 1.0, 0.7, '+z');
    stackLight(b, 0.6, 1.92, -0.45);
    feet(b, 1.6, 1.2);
    flowPorts(b, 1.2, 0.15);
  },
  motion(rig) {
    const stones = [rig.joint('stoneA'), rig.joint('stoneB')];
    const spray = rig.emitterIndex('spray');
    return together(
      spinner(rig.joint('workA'), 'z', 'spindle_speed', 1800, 0.05),
      spinner(rig.joint('workB'), 'z', 'spindle_speed', 1800, 0.06),
      lampWhilePowered(rig, 'workLight', 0.7, 0.74, 0.77),
      ({ live, time }) => {
        // 5 to 30 Hz would alias on a screen: two swings a second stand for it.
        const swing = live.running ? Math.sin(time * 12.6) * 0.16 : 0;
        stones[0].turn('z', swing);
        stones[1].turn('z', -swing);
        rig.setEmission(spray, live.running ? 0.3 : 0);
      },
    );
  },
};
