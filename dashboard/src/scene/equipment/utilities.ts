import {
  flowPorts,
  cabinet,
  fan,
  feet,
  ladder,
  louvrePanel,
  motor,
  operatorPanel,
  stackLight,
} from '../form/fittings.ts';
import {
  ACCENT,
  ACCENT_DEEP,
  ALUMINIUM,
  BLUE_PIPE,
  COOLANT,
  COPPER,
  DARK_VOID,
  ENAMEL,
  ENAMEL_BLACK,
  ENAMEL_DARK,
  ENAMEL_GREY,
  GLASS,
  GREEN_PIPE,
  LAMP,
  PLASTIC_BLACK,
  RED_PAINT,
  STEEL,
  STEEL_DARK,
  WHITE,
  YELLOW,
} from '../form/paint.ts';
import { spinner, together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Screw compressor in its cabinet and an upright air receiver. */
export const compressor: EquipmentForm = {
  kind: 'compressor',
  size: { length: 3, height: 2.6, width: 2 },
  build(b) {
    for (const x of [-0.6]) {
      b.box(ENAMEL_BLACK, x, 0, 0, 1.6, 0.12, 1.5, 0.03);
      b.box(ENAMEL, x, 0.12, 0, 1.65, 1.7, 1.55, 0.08);
      b.box(ACCENT, x, 1.35, 0.78, 1.65, 0.2, 0.012, 0.004);
      louvrePanel(b, x - 0.35, 0.35, 0.782, 0.7, 0.85, '+z', true);
      b.box(ENAMEL_GREY, x + 0.42, 0.3, 0.785, 0.6, 1.0, 0.02, 0.008);
      b.box(PLASTIC_BLACK, x + 0.42, 1.12, 0.8, 0.3, 0.2, 0.02, 0.01);
      b.glow('screen', () => b.box(LAMP, x + 0.42, 1.17, 0.812, 0.22, 0.1, 0.008, 0.002), [0.02, 0.2, 0.26]);
      fan(b, 'fan', 'y', x, 1.86, -0.1, 0.42);
    }
    b.lathe(
      ACCENT,
      'y',
      0.9,
      0.3,
      0,
      [
        [0, 0],
        [0.3, 0.05],
        [0.46, 0.22],
        [0.46, 1.75],
        [0.3, 1.92],
        [0, 1.97],
      ],
      28,
    );
    for (const a of [0.5, 2.6, 4.7])
      b.box(ENAMEL_DARK, 0.9 + Math.cos(a) * 0.36, 0, Math.sin(a) * 0.4, 0.1, 0.42, 0.1, 0.015);
    b.cylinder(STEEL, 'y', 0.9, 2.26, 0, 0.05, 0.2, 12);
    b.detail(() => {
      b.cylinder(WHITE, 'z', 0.9, 1.7, 0.44, 0.09, 0.06, 18);
      b.box(RED_PAINT, 0.9, 2.42, 0, 0.1, 0.1, 0.06, 0.02);
    });
    b.tube(
      GREEN_PIPE,
      [
        [-0.6, 1.5, -0.8],
        [-0.6, 1.5, -0.92],
        [0.4, 1.5, -0.92],
        [0.4, 0.7, -0.6],
        [0.6, 0.7, -0.3],
      ],
      0.06,
    );
    b.tube(
      GREEN_PIPE,
      [
        [0.9, 2.3, 0],
        [0.9, 2.55, 0],
        [1.35, 2.55, 0],
        [1.35, 2.55, -0.95],
      ],
      0.06,
    );
    stackLight(b, -1.3, 1.82, 0.6);
    flowPorts(b, 1.5);
  },
  motion(rig) {
    return spinner(rig.joint('fan'), 'z', 'spindle_speed', 1480, 0.06);
  },
};

/** Central coolant: open return tank with a drum filter, clean tank, pump row, bag filters, header pipes. */
export const coolantPlant: EquipmentForm = {
  kind: 'coolant-plant',
  size: { length: 8, height: 3.2, width: 4 },
  build(b) {
    b.box(ENAMEL_GREY, -1.4, 0, 0.2, 4.6, 1.1, 3.0, 0.05);
    b.box(DARK_VOID, -1.4, 1.06, 0.2, 4.4, 0.06, 2.8, 0.01);
    b.panel(COOLANT, -1.4, 1.125, 0.2, 4.3, 2.7, '+y');
    for (let i = 0; i < 6; i++) b.box(ENAMEL_DARK, -3.5 + i * 0.85, 0, 1.72, 0.08, 1.05, 0.06, 0.012);
    // Drum filter half in the tank.
    b.joint('drum', -2.4, 1.25, -1.0, () => {
      b.cylinder({ ...STEEL_DARK, pattern: 12 }, 'z', 0, 0, 0, 0.62, 2.3, 32);
      b.ring(ACCENT, 'z', 0, 0, -0.04, 0.68, 0.56, 0.08, 32);
      b.ring(ACCENT, 'z', 0, 0, 2.26, 0.68, 0.56, 0.08, 32);
      for (let i = 0; i < 6; i++)
        b.at(0, 0, 2.34, { rz: (i * Math.PI) / 3 }, () =>
          b.box(ACCENT, 0.3, -0.04, 0, 0.55, 0.08, 0.05, 0.01),
        );
    });
    motor(b, 'z', -2.4, 1.25, 1.42, 0.16, 0.4);
    // Sludge conveyor.
    b.at(-3.5, 0.6, 0.2, { rz: -0.6 }, () => b.box(ENAMEL_DARK, -0.1, 0, 0, 1.2, 0.24, 0.8, 0.03));
    b.box(YELLOW, -3.72, 0, 1.3, 0.5, 0.5, 0.6, 0.03);
    // Clean tank with pumps.
    b.box(ENAMEL, 2.35, 0, -0.4, 2.6, 1.5, 1.8, 0.06);
    for (let i = 0; i < 4; i++) {
      const x = 1.4 + i * 0.62;
      motor(b, 'y', x, 1.62, -0.5, 0.17, 0.5);
      b.cylinder(STEEL, 'y', x, 1.5, -0.5, 0.14, 0.14, 18);
      b.tube(
        BLUE_PIPE,
        [
          [x, 1.55, -0.3],
          [x, 2.4, -0.1],
          [x, 2.4, 0.75],
        ],
        0.06,
      );
    }
    b.tube(
      BLUE_PIPE,
      [
        [-3.9, 2.75, 0.75],
        [3.9, 2.75, 0.75],
      ],
      0.13,
      12,
    );
    for (let i = 0; i < 4; i++) b.cylinder(BLUE_PIPE, 'y', 1.4 + i * 0.62, 2.35, 0.75, 0.06, 0.35, 12);
    for (const x of [-3.6, -0.6, 2.6]) {
      b.box(ENAMEL_DARK, x, 0, 0.75, 0.1, 2.62, 0.1, 0.012);
    }
    // Bag filters.
    for (let i = 0; i < 3; i++) {
      const x = 1.5 + i * 0.8;
      b.lathe(
        STEEL,
        'y',
        x,
        0.25,
        1.35,
        [
          [0, 0],
          [0.2, 0.06],
          [0.26, 0.16],
          [0.26, 1.0],
          [0.3, 1.0],
          [0.3, 1.06],
          [0.2, 1.14],
          [0, 1.16],
        ],
        22,
      );
      for (const a of [0, 2.1, 4.2])
        b.box(STEEL_DARK, x + Math.cos(a) * 0.22, 0, 1.35 + Math.sin(a) * 0.22, 0.05, 0.3, 0.05, 0.01);
      b.detail(() => b.cylinder(WHITE, 'z', x, 1.05, 1.6, 0.07, 0.04, 16));
    }
    cabinet(b, 2.4, -1.65, 2.1, 2.1, 0.5, '-z');
    ladder(b, -0.4, 1.78, 1.9);
    operatorPanel(b, 3.6, 1.4, '+z');
    stackLight(b, 3.4, 1.5, -0.9);
    feet(b, 6, 3);
    flowPorts(b, 4);
  },
  motion(rig) {
    return spinner(rig.joint('drum'), 'z', 'drum_speed', 4, 1);
  },
};

/** Cooling tower with two fans on top, basin, pump skid. */
export const coolingWater: EquipmentForm = {
  kind: 'cooling-water',
  size: { length: 5, height: 4, width: 3 },
  build(b) {
    b.box(ENAMEL_GREY, -0.5, 0, 0, 3.6, 0.7, 2.5, 0.06);
    b.box(ENAMEL, -0.5, 1.5, 0, 3.5, 1.5, 2.4, 0.06);
    for (const x of [-2.15, -0.5, 1.15])
      for (const z of [-1.1, 1.1]) b.box(STEEL_DARK, x, 0.65, z, 0.12, 0.9, 0.12, 0.015);
    for (const side of ['+z', '-z'] as const)
      for (const x of [-1.35, 0.35]) louvrePanel(b, x, 0.75, side === '+z' ? 1.12 : -1.12, 1.5, 0.72, side);
    for (const [name, x] of [
      ['fanA', -1.4],
      ['fanB', 0.4],
    ] as const) {
      b.lathe(
        ENAMEL_GREY,
        'y',
        x,
        3.0,
        0,
        [
          [0.84, 0],
          [0.78, 0.12],
          [0.76, 0.4],
          [0.8, 0.5],
          [0.76, 0.5],
          [0.72, 0.4],
          [0.74, 0.1],
        ],
        32,
      );
      fan(b, name, 'y', x, 3.28, 0, 0.66, 5);
      b.box(STEEL_DARK, x, 3.12, 0, 1.5, 0.06, 0.1, 0.01);
    }
    ladder(b, 1.0, 1.3, 3.6);
    for (const z of [-0.6, 0.4]) {
      b.box(ENAMEL_DARK, 1.95, 0, z, 0.9, 0.2, 0.5, 0.02);
      motor(b, 'x', 1.95, 0.45, z, 0.18, 0.45);
      b.cylinder(BLUE_PIPE, 'x', 1.6, 0.45, z, 0.22, 0.2, 20);
      b.tube(
        BLUE_PIPE,
        [
          [1.7, 0.5, z],
          [1.7, 1.9, z],
          [1.2, 1.9, z],
        ],
        0.09,
        10,
      );
    }
    b.tube(
      GREEN_PIPE,
      [
        [1.2, 2.6, 0],
        [2.3, 2.6, 0],
        [2.3, 0.3, 0],
      ],
      0.1,
      10,
    );
    b.emitter('vapour', 'steam', [-0.5, 3.6, 0], [0.1, 0.7, 0], 0.7);
    cabinet(b, 2.1, 1.15, 0.7, 1.7, 0.4, '+z');
    stackLight(b, 1.0, 3.0, -0.9);
    flowPorts(b, 2.5);
  },
  motion(rig) {
    const vapour = rig.emitterIndex('vapour');
    return together(
      spinner(rig.joint('fanA'), 'z', 'fan_speed', 480, 0.16),
      spinner(rig.joint('fanB'), 'z', 'fan_speed', 480, 0.15),
      ({ live }) => rig.setEmission(vapour, live.running ? 0.35 : 0),
    );
  },
};

/** Low-voltage switchgear: a row of panels with meters, busbar duct on top. */
export const mainMeter: EquipmentForm = {
  kind: 'main-meter',
  size: { length: 2.5, height: 2.5, width: 1 },
  build(b) {
    b.box(ENAMEL_BLACK, 0, 0, 0, 2.4, 0.1, 0.9, 0.02);
    for (let i = 0; i < 3; i++) {
      const x = -0.8 + i * 0.8;
      b.box(ENAMEL, x, 0.1, 0, 0.79, 2.0, 0.9, 0.025);
      b.box(ENAMEL, x, 0.2, 0.45, 0.72, 1.35, 0.025, 0.01);
      b.box(PLASTIC_BLACK, x, 1.66, 0.452, 0.62, 0.34, 0.02, 0.01);
      b.glow(
        'screen',
        () => b.panel({ ...PLASTIC_BLACK, pattern: 10 }, x - 0.12, 1.84, 0.474, 0.26, 0.18, '+z'),
        [0.02, 0.09, 0.1],
      );
      b.detail(() => {
        for (let k = 0; k < 3; k++) {
          b.glow(
            'phase',
            () => b.cylinder(LAMP, 'z', x + 0.12 + k * 0.08, 1.84, 0.465, 0.022, 0.02, 10, 0.004),
            [0.7, 0.3, 0.02],
          );
        }
        b.box(ENAMEL_DARK, x + 0.27, 0.85, 0.47, 0.04, 0.2, 0.03, 0.01);
        b.box(i === 0 ? RED_PAINT : ENAMEL_DARK, x, 1.2, 0.465, 0.16, 0.22, 0.05, 0.015);
        b.box(YELLOW, x - 0.2, 1.3, 0.462, 0.1, 0.09, 0.006, 0.001);
      });
      louvrePanel(b, x, 0.28, 0.465, 0.5, 0.22, '+z');
    }
    b.box(ALUMINIUM, 0, 2.1, -0.1, 2.3, 0.12, 0.4, 0.02);
    b.box(COPPER, 0, 2.2, -0.1, 2.4, 0.05, 0.2, 0.01);
    b.box(GLASS, 0, 2.22, -0.1, 2.4, 0.12, 0.34, 0.004);
    b.box(ACCENT_DEEP, 0, 2.02, 0.455, 2.42, 0.05, 0.012, 0.004);
    stackLight(b, 0.95, 2.1, 0.3);
    flowPorts(b, 1.25);
  },
};
