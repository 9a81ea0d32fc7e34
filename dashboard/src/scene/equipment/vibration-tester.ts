import {
  flowPorts,
  cabinet,
  feet,
  motor,
  mouth,
  operatorPanel,
  stackLight,
  workLight,
} from '../form/fittings.ts';
import {
  ACCENT,
  CAST_IRON,
  ENAMEL_DARK,
  LAMP,
  PLASTIC_BLACK,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
} from '../form/paint.ts';
import { CyclePhase, lampWhilePowered, spinner, together, window01 } from '../plant/motions.ts';
import { assemblyEnclosure, bearing } from './assembly-parts.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Precision spindle turns the inner ring, a pusher loads it axially, a pick-up touches the still outer ring; result lamps. */
export const vibrationTester: EquipmentForm = {
  kind: 'vibration-tester',
  size: { length: 2.2, height: 2.3, width: 1.6 },
  build(b) {
    assemblyEnclosure(b, 1.7, 1.3, 1.9);
    // Isolated block on rubber.
    for (const x of [-0.5, 0.5])
      for (const z of [-0.3, 0.3]) b.cylinder(RUBBER, 'y', x, 0.8, z, 0.07, 0.06, 14);
    b.box(CAST_IRON, 0, 0.86, 0, 1.3, 0.16, 0.9, 0.03);
    b.box(ACCENT, -0.32, 1.02, 0, 0.42, 0.34, 0.36, 0.05);
    motor(b, 'x', -0.8, 1.19, 0, 0.12, 0.26);
    b.cylinder(RUBBER, 'x', -0.55, 1.19, 0, 0.045, 0.06, 14);
    b.joint('spindle', -0.1, 1.19, 0, () => {
      b.cylinder(STEEL_BRIGHT, 'x', 0, 0, 0, 0.05, 0.16, 20);
      b.ring(STEEL_BRIGHT, 'x', 0.1, 0, 0, 0.068, 0.05, 0.055, 24);
      b.box(STEEL_DARK, 0.157, 0.052, 0, 0.004, 0.012, 0.012, 0.001);
    });
    b.at(0, 1.19, 0, { rz: -Math.PI / 2 }, () => bearing(b, 0, -0.0, 0, 0.105));
    b.joint('pusher', 0.32, 1.19, 0, () => {
      b.cylinder(STEEL, 'x', -0.06, 0, 0, 0.04, 0.34, 16);
      b.ring(STEEL_DARK, 'x', -0.09, 0, 0, 0.09, 0.06, 0.04, 20);
    });
    b.box(ENAMEL_DARK, 0.55, 1.02, 0, 0.22, 0.32, 0.3, 0.04);
    // Velocity pick-up from above.
    b.box(STEEL, 0.03, 1.5, -0.14, 0.08, 0.08, 0.34, 0.012);
    b.joint('pickup', 0.03, 1.42, 0, () => {
      b.cylinder(PLASTIC_BLACK, 'y', 0, 0, 0, 0.03, 0.16, 14);
      b.cylinder(STEEL_BRIGHT, 'y', 0, -0.11, 0, 0.009, 0.12, 8);
      b.tube(
        RUBBER,
        [
          [0, 0.16, 0],
          [0, 0.3, -0.1],
          [-0.3, 0.34, -0.4],
        ],
        0.01,
      );
    });
    // Result lights above the window.
    b.box(PLASTIC_BLACK, 0, 1.93, 0.655, 0.56, 0.2, 0.04, 0.02);
    b.glow('resultGood', () => {
      b.cylinder(LAMP, 'z', -0.14, 2.03, 0.67, 0.07, 0.03, 20);
      b.halo(-0.14, 2.03, 0.72, 0.25);
    });
    b.glow('resultBad', () => {
      b.cylinder(LAMP, 'z', 0.14, 2.03, 0.67, 0.07, 0.03, 20);
      b.halo(0.14, 2.03, 0.72, 0.25);
    });
    workLight(b, 0, 1.87, 0, 1.2);
    mouth(b, -1.1, -0.8, 0.3, 0.22);
    mouth(b, 0.8, 1.1, 0.3, 0.22);
    cabinet(b, 0.3, -0.72, 0.9, 1.9, 0.26, '-z');
    operatorPanel(b, -0.55, 0.85, '+z');
    stackLight(b, 0.65, 2.0, -0.45);
    feet(b, 1.5, 1.1);
    flowPorts(b, 1.1, 0.3);
  },
  motion(rig, live) {
    const pusher = rig.joint('pusher');
    const pickup = rig.joint('pickup');
    const good = rig.glowIndex('resultGood');
    const bad = rig.glowIndex('resultBad');
    const cycle = new CyclePhase(live.equipment.cycleS, 4);
    const scrap = live.has('scrap');
    let scrapSeen = Number.NaN;
    let rejectedFor = 0;
    return together(
      spinner(rig.joint('spindle'), 'x', 'spindle_speed', 1800, 0.06),
      lampWhilePowered(rig, 'workLight', 0.55, 0.58, 0.6),
      (frame) => {
        const phase = cycle.step(frame);
        const touching = frame.live.running ? window01(phase, 0.15, 0.72, 0.08) : 0;
        pusher.move(-0.09 * touching, 0, 0);
        pickup.move(0, -0.02 * touching, 0);
        const count = scrap ? frame.live.value('scrap') : Number.NaN;
        if (count > scrapSeen) rejectedFor = 2;
        scrapSeen = count;
        rejectedFor = Math.max(0, rejectedFor - frame.dt);
        const on = frame.live.running ? 1 : 0;
        const passed = rejectedFor === 0 && (phase > 0.72 || phase < 0.12) ? on : 0;
        rig.setGlow(good, 0.04 * passed, 0.9 * passed, 0.3 * passed);
        const failed = rejectedFor > 0 ? on : 0;
        rig.setGlow(bad, 2 * failed, 0.1 * failed, 0.08 * failed);
      },
    );
  },
};
