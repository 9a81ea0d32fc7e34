import { castBed, motor } from '../form/fittings.ts';
import {
  ABRASIVE,
  ACCENT,
  BLUE_PIPE,
  ENAMEL,
  ENAMEL_DARK,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  YELLOW,
} from '../form/paint.ts';
import { spinner, together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { grinderMotion, ringGrinderHousing } from './grinder-parts.ts';

/** High-frequency motor spindle with a small wheel on a long quill enters the bore of the clamped ring. */
export const boreGrinder: EquipmentForm = {
  kind: 'bore-grinder',
  size: { length: 2.8, height: 2.1, width: 2.2 },
  build(b) {
    castBed(b, 2.1, 0.7, 1.7, ENAMEL_DARK);
    b.box(ACCENT, 0, 0.22, 0.86, 2.1, 0.26, 0.04, 0.012);
    // Work head: large chuck that looks along +x.
    b.box(ENAMEL, -0.75, 0.7, 0.1, 0.55, 0.8, 0.75, 0.07);
    motor(b, 'y', -0.75, 1.5, -0.1, 0.13, 0.3, ACCENT);
    b.joint('work', -0.47, 1.12, 0.15, () => {
      b.cylinder(STEEL_DARK, 'x', 0, 0, 0, 0.26, 0.08, 32);
      b.cylinder(STEEL, 'x', 0.08, 0, 0, 0.19, 0.05, 28);
      b.ring(STEEL_BRIGHT, 'x', 0.13, 0, 0, 0.11, 0.07, 0.09, 28);
      for (let i = 0; i < 3; i++)
        b.at(0.1, 0, 0, { rx: (i * Math.PI * 2) / 3 }, () =>
          b.box(STEEL_DARK, 0.05, 0.12, 0, 0.1, 0.08, 0.06, 0.01),
        );
    });
    // Motor spindle on its slide.
    b.box(STEEL_DARK, 0.4, 0.7, 0.15, 1.05, 0.12, 0.6, 0.02);
    for (const z of [0.0, 0.3]) b.box(STEEL_BRIGHT, 0.4, 0.82, z, 1.05, 0.03, 0.07, 0.006);
    b.joint('slide', 0.5, 0.85, 0.15, () => {
      b.box(ENAMEL, 0.1, 0, 0, 0.55, 0.14, 0.5, 0.03);
      b.box(ACCENT, 0.1, 0.1, 0, 0.34, 0.3, 0.34, 0.05);
      b.cylinder(STEEL, 'x', -0.22, 0.27, 0, 0.12, 0.72, 28);
      b.lathe(
        STEEL_BRIGHT,
        'x',
        -0.34,
        0.27,
        0,
        [
          [0.03, 0],
          [0.045, 0.03],
          [0.1, 0.1],
          [0.115, 0.13],
        ],
        24,
      );
      b.joint('wheel', -0.34, 0.27, 0, () => {
        b.cylinder(STEEL, 'x', -0.16, 0, 0, 0.026, 0.18, 12);
        b.cylinder(ABRASIVE, 'x', -0.24, 0, 0, 0.058, 0.1, 24);
        b.box(YELLOW, -0.16, 0.026, 0, 0.1, 0.004, 0.012, 0.001);
      });
      b.tube(
        RUBBER,
        [
          [0.5, 0.27, 0],
          [0.75, 0.3, 0],
          [0.75, 0.5, -0.3],
        ],
        0.03,
      );
      b.tube(
        BLUE_PIPE,
        [
          [0.3, 0.38, 0.06],
          [0.3, 0.6, 0.06],
          [0.7, 0.6, -0.3],
        ],
        0.018,
      );
    });
    b.tube(
      BLUE_PIPE,
      [
        [-0.2, 1.75, -0.3],
        [-0.2, 1.5, 0.15],
        [-0.25, 1.3, 0.15],
      ],
      0.022,
    );
    b.emitter('spray', 'spray', [-0.25, 1.28, 0.15], [-0.3, -1.2, 0], 0.05);
    ringGrinderHousing(b);
  },
  motion(rig, live) {
    return together(
      grinderMotion(rig, live, {
        wheel: 'wheel',
        axis: 'x',
        spindleRpm: 45_000,
        share: 1 / 500,
        feed: 'slide',
        feedM: -0.22,
        cycleS: 10,
      }),
      spinner(rig.joint('work'), 'x', 'work_speed', 500, 0.1),
    );
  },
};
