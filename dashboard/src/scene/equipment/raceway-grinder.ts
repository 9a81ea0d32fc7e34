import { castBed, motor } from '../form/fittings.ts';
import {
  ABRASIVE_BLUE,
  ACCENT,
  ENAMEL,
  ENAMEL_DARK,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
} from '../form/paint.ts';
import { spinner, together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { coolantNozzle, grinderMotion, guardedWheel, ringGrinderHousing } from './grinder-parts.ts';

/** Shoe-centreless raceway grinder: magnet chuck with the ring, wheel in its guard on a cross slide. */
export const racewayGrinder: EquipmentForm = {
  kind: 'raceway-grinder',
  size: { length: 2.8, height: 2.1, width: 2.2 },
  build(b) {
    castBed(b, 2.1, 0.7, 1.7, ENAMEL_DARK);
    b.box(ACCENT, 0, 0.22, 0.86, 2.1, 0.26, 0.04, 0.012);
    // Work head with the ring on its magnet chuck and shoes.
    b.box(ENAMEL, -0.62, 0.7, -0.1, 0.6, 0.72, 0.7, 0.06);
    motor(b, 'z', -0.62, 1.12, -0.8, 0.15, 0.34, ACCENT);
    b.joint('work', -0.55, 1.1, 0.26, () => {
      b.cylinder(STEEL_DARK, 'z', 0, 0, 0, 0.15, 0.1, 28);
      b.ring(STEEL_BRIGHT, 'z', 0, 0, 0.1, 0.1, 0.072, 0.07, 28);
      b.box(STEEL, 0.07, 0.0, 0.171, 0.03, 0.014, 0.004, 0.001);
    });
    b.at(-0.55, 1.1, 0.4, { rz: -0.5 }, () => b.box(STEEL_DARK, 0.15, -0.03, 0, 0.12, 0.06, 0.08, 0.01));
    b.at(-0.55, 1.1, 0.4, { rz: -1.9 }, () => b.box(STEEL_DARK, 0.15, -0.03, 0, 0.12, 0.06, 0.08, 0.01));
    // Wheel slide.
    b.box(STEEL_DARK, 0.35, 0.7, 0.05, 1.0, 0.1, 0.7, 0.02);
    b.joint('slide', 0.32, 0.8, 0.1, () => {
      b.box(ENAMEL, 0.25, 0, -0.15, 0.72, 0.42, 0.62, 0.05);
      b.cylinder(STEEL, 'z', 0, 0.34, -0.3, 0.14, 0.5, 24);
      motor(b, 'z', 0, 0.34, -0.72, 0.16, 0.4, ACCENT);
      guardedWheel(b, 'wheel', 0, 0.34, 0.36, 0.34, 0.1, Math.PI, ENAMEL, ABRASIVE_BLUE);
      // Dresser roll above the wheel.
      b.box(STEEL_DARK, 0.12, 0.76, 0.3, 0.2, 0.14, 0.22, 0.02);
      b.cylinder(STEEL_BRIGHT, 'z', 0.04, 0.78, 0.32, 0.045, 0.1, 16);
    });
    coolantNozzle(b, -0.28, 1.14, 0.42);
    // Loading arm and chute of rings.
    b.joint('loader', -0.86, 1.5, 0.36, () => {
      b.box(STEEL, 0.12, -0.02, 0, 0.34, 0.05, 0.05, 0.01);
      b.cylinder(STEEL_DARK, 'z', 0, 0, -0.06, 0.06, 0.14, 16);
    });
    b.at(-1.0, 1.4, 0.3, { rz: -0.35 }, () => {
      for (const z of [-0.05, 0.09]) b.box(STEEL, 0, 0, z, 0.7, 0.16, 0.015, 0.004);
      for (let i = 0; i < 3; i++) b.ring(STEEL, 'z', -0.24 + i * 0.21, 0.1, -0.015, 0.1, 0.072, 0.07, 18);
    });
    ringGrinderHousing(b);
  },
  motion(rig, live) {
    const loader = rig.joint('loader');
    let swing = 0;
    return together(
      grinderMotion(rig, live, {
        wheel: 'wheel',
        spindleRpm: 9000,
        feed: 'slide',
        feedM: -0.1,
        cycleS: 10,
        share: 1 / 120,
      }),
      spinner(rig.joint('work'), 'z', 'work_speed', 400, 0.12),
      ({ dt, live: now, time }) => {
        const target = now.running && time % 10 < 1.2 ? -0.7 : 0;
        swing += (target - swing) * Math.min(1, dt * 6);
        loader.turn('z', swing);
      },
    );
  },
};
