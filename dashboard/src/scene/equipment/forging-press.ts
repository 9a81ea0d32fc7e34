import {
  flowPorts,
  cabinet,
  ladder,
  louvrePanel,
  motor,
  mouth,
  operatorPanel,
  platform,
  stackLight,
} from '../form/fittings.ts';
import {
  ACCENT,
  ACCENT_DEEP,
  BRASS,
  CAST_IRON,
  ENAMEL,
  ENAMEL_DARK,
  ENAMEL_GREY,
  GREEN_PIPE,
  HAZARD,
  LAMP,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  STEEL_SCALE,
  YELLOW,
} from '../form/paint.ts';
import { blackBodyGlow } from '../black-body.ts';
import { approach } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

const STROKE_M = 0.32;

/** Closed-frame crank press: two uprights, crown with the crank drive, flywheel behind, ram and three dies. */
export const forgingPress: EquipmentForm = {
  kind: 'forging-press',
  size: { length: 5, height: 6.2, width: 4.4 },
  build(b) {
    // Foundation plate and bed.
    b.box(ENAMEL_DARK, 0, 0, 0, 4.2, 0.12, 3.4, 0.03);
    b.box(ACCENT, 0, 0.12, 0, 2.9, 0.66, 2.2, 0.08);
    b.box(CAST_IRON, 0, 0.78, 0, 1.9, 0.2, 1.5, 0.03);
    // Two uprights, each a thick plate with a window; tapered shoulders make it a press, not a gate.
    for (const side of [-1, 1]) {
      b.at(side * 1.22, 0, 0, { ry: Math.PI / 2 }, () =>
        b.extrude(
          ACCENT,
          0,
          [
            [-1.15, 0.12],
            [1.15, 0.12],
            [1.15, 0.9],
            [0.86, 1.15],
            [0.86, 2.7],
            [1.15, 3.0],
            [1.15, 4.3],
            [0.85, 4.75],
            [-0.85, 4.75],
            [-1.15, 4.3],
            [-1.15, 3.0],
            [-0.86, 2.7],
            [-0.86, 1.15],
            [-1.15, 0.9],
          ],
          0.56,
          0.06,
        ),
      );
      // Tie rods with their nuts.
      for (const z of [-0.72, 0.72]) {
        b.cylinder(STEEL, 'y', side * 1.22, 4.7, z, 0.13, 0.34, 16);
        b.cylinder(STEEL_DARK, 'y', side * 1.22, 4.74, z, 0.21, 0.16, 6, 0.02);
      }
      // Ram guides.
      b.box(BRASS, side * 0.9, 1.7, 0.5, 0.06, 1.5, 0.16, 0.01);
      b.box(BRASS, side * 0.9, 1.7, -0.5, 0.06, 1.5, 0.16, 0.01);
    }
    // Crown with the crank case.
    b.box(ACCENT, 0, 3.05, 0, 2.0, 1.55, 2.2, 0.1);
    b.box(ACCENT_DEEP, 0, 3.3, 1.1, 1.5, 1.0, 0.12, 0.05);
    b.cylinder(ACCENT_DEEP, 'z', 0, 3.85, 1.1, 0.42, 0.16, 28);
    b.cylinder(STEEL_DARK, 'z', 0, 3.85, 1.24, 0.2, 0.08, 20);
    // Flywheel and belt drive at the back.
    b.joint('flywheel', 0, 3.85, -1.55, () => {
      b.ring(CAST_IRON, 'z', 0, 0, -0.22, 1.02, 0.78, 0.42, 40, 0.03);
      b.cylinder(CAST_IRON, 'z', 0, 0, -0.24, 0.26, 0.5, 20);
      for (let i = 0; i < 6; i++)
        b.at(0, 0, 0, { rz: (i * Math.PI) / 3 }, () =>
          b.box(CAST_IRON, 0.52, -0.09, -0.02, 0.6, 0.18, 0.14, 0.03),
        );
      b.box(YELLOW, 0.9, -0.05, 0.2, 0.14, 0.1, 0.012, 0.003);
    });
    for (const z of [-1.74, -1.62, -1.5])
      b.tube(
        RUBBER,
        [
          [1.0, 3.9, z],
          [1.38, 5.02, z],
        ],
        0.03,
        6,
      );
    for (const z of [-1.74, -1.62, -1.5])
      b.tube(
        RUBBER,
        [
          [-0.96, 4.15, z],
          [1.0, 5.3, z],
        ],
        0.03,
        6,
      );
    motor(b, 'z', 1.2, 5.12, -1.35, 0.36, 0.95, ENAMEL_GREY);
    b.cylinder(CAST_IRON, 'z', 1.2, 5.12, -1.82, 0.24, 0.4, 20);
    b.box(ENAMEL_DARK, 1.2, 4.6, -0.9, 0.9, 0.18, 1.0, 0.03);
    // Air receiver of the clutch, pipes.
    b.lathe(
      ENAMEL_GREY,
      'x',
      -1.0,
      5.02,
      0.35,
      [
        [0, 0],
        [0.2, 0.05],
        [0.26, 0.16],
        [0.26, 1.1],
        [0.2, 1.21],
        [0, 1.26],
      ],
      20,
    );
    b.tube(
      GREEN_PIPE,
      [
        [-0.9, 4.8, 0.35],
        [-0.9, 4.4, 1.25],
        [-0.9, 3.2, 1.25],
        [-1.6, 3.2, 1.25],
        [-1.6, 0.2, 1.25],
      ],
      0.035,
    );
    // Ram: slide with upper dies.
    b.joint('ram', 0, 2.0, 0, () => {
      b.box(STEEL, 0, -0.2, 0, 1.66, 1.2, 1.3, 0.04);
      b.box(HAZARD, 0, -0.18, 0.656, 1.6, 0.14, 0.012, 0.003);
      b.cylinder(STEEL_DARK, 'y', 0, 0.9, 0, 0.4, 0.4, 24);
      for (const x of [-0.52, 0, 0.52]) {
        b.cylinder(STEEL_BRIGHT, 'y', x, -0.38, 0.1, 0.17, 0.2, 18);
        b.cylinder(STEEL_DARK, 'y', x, -0.46, 0.1, 0.11, 0.1, 18);
      }
    });
    // Lower dies with a hot piece on each; the die light glows with the stroke.
    for (const x of [-0.52, 0, 0.52]) {
      b.cylinder(STEEL_DARK, 'y', x, 0.98, 0.1, 0.22, 0.16, 20);
      b.cylinder(STEEL_BRIGHT, 'y', x, 1.12, 0.1, 0.15, 0.05, 20);
      b.glow('pieces', () => {
        b.cylinder(STEEL_SCALE, 'y', x, 1.17, 0.1, 0.075, 0.055, 16, 0.012);
        b.halo(x, 1.2, 0.1, 0.5);
      });
    }
    b.glow('dieLight', () => {
      b.box(LAMP, 0, 2.72, 0.62, 1.5, 0.04, 0.06, 0.012);
      b.halo(0, 1.35, 0.4, 1.5);
    });
    // Transfer beam with fingers.
    b.joint('transfer', 0, 1.24, 0.42, () => {
      b.box(STEEL_BRIGHT, 0, 0, 0, 2.3, 0.07, 0.09, 0.012);
      for (const x of [-0.78, -0.26, 0.26, 0.78]) b.box(STEEL_DARK, x, 0, -0.12, 0.06, 0.05, 0.22, 0.01);
    });
    // Guards left and right with mouths, spray of lubricant, service platform.
    mouth(b, -2.5, -1.5, 0.1, 0.3);
    mouth(b, 1.5, 2.5, 0.1, 0.3);
    b.box(STEEL_DARK, -2.1, 0, 0.1, 0.1, 0.84, 0.16);
    b.box(STEEL_DARK, 2.1, 0, 0.1, 0.1, 0.84, 0.16);
    b.box(YELLOW, -1.52, 0.95, 1.24, 0.06, 1.6, 0.06, 0.01);
    b.box(YELLOW, 1.52, 0.95, 1.24, 0.06, 1.6, 0.06, 0.01);
    platform(b, 0, 3.0, 1.75, 2.9, 0.75);
    ladder(b, 1.65, 1.75, 3.9);
    b.at(-1.62, 0, -0.2, () => {
      b.box(ENAMEL, 0, 0.3, 0, 0.3, 1.4, 0.8, 0.03);
      louvrePanel(b, -0.155, 0.6, 0, 0.6, 0.7, '-x');
    });
    cabinet(b, -1.6, -1.75, 1.3, 2.1, 0.55, '-z');
    b.box(ENAMEL_GREY, 1.85, 0, -1.35, 0.9, 0.8, 0.9, 0.04);
    motor(b, 'y', 1.7, 0.8, -1.35, 0.16, 0.45);
    b.tube(
      GREEN_PIPE,
      [
        [2.0, 0.8, -1.2],
        [2.0, 1.6, -1.2],
        [1.5, 1.6, -0.9],
      ],
      0.03,
    );
    operatorPanel(b, 2.05, 1.45, '+z');
    stackLight(b, -1.22, 4.75, 0);
    b.emitter('smoke', 'plume', [0, 1.4, 0.2], [0, 0.7, 0], 0.4);
    b.emitter('scale', 'sparks', [0, 1.22, 0.2], [0.2, 0.8, 1.6], 0.3);
    flowPorts(b, 2.5, 0.1);
  },
  motion(rig, live) {
    const ram = rig.joint('ram');
    const flywheel = rig.joint('flywheel');
    const transfer = rig.joint('transfer');
    const pieces = rig.glowIndex('pieces');
    const dieLight = rig.glowIndex('dieLight');
    const smoke = rig.emitterIndex('smoke');
    const scale = rig.emitterIndex('scale');
    const byPosition = live.has('ram_position');
    const colour = { r: 0, g: 0, b: 0 };
    let height = STROKE_M;
    let angle = 0;
    let speed = 0;
    let flash = 0;
    return ({ dt, live: now }) => {
      const crank = (now.valueOr('crank_angle', 0) * Math.PI) / 180;
      const above = byPosition
        ? now.valueOr('ram_position', STROKE_M * 1000) / 1000
        : (STROKE_M * (1 + Math.cos(crank))) / 2;
      height = approach(height, Math.max(0, Math.min(STROKE_M, above)), dt, 0.05);
      ram.move(0, height - STROKE_M + 0.02, 0);
      transfer.move(0.26 * (height / STROKE_M) - 0.13, 0, 0);
      speed = approach(speed, now.powered && now.look !== 'fault' ? 3.4 : 0, dt, 3);
      angle = (angle + speed * dt) % (Math.PI * 2);
      flywheel.turn('z', angle);
      const struck = height < STROKE_M * 0.12 && now.running;
      flash = approach(flash, struck ? 1 : 0, dt, struck ? 0.03 : 0.3);
      blackBodyGlow(now.running ? 1060 : 300, colour);
      rig.setGlow(pieces, colour.r, colour.g, colour.b);
      const lit = now.running ? 0.12 + flash * 0.9 : 0;
      rig.setGlow(dieLight, lit * 1.6, lit * 0.75, lit * 0.22);
      rig.setEmission(smoke, now.running ? 0.35 + 0.5 * flash : 0);
      rig.setEmission(scale, flash);
    };
  },
};
