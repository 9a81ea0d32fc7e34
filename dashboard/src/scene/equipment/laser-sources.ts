import type { FormBuilder } from '../form/form-builder.ts';
import { flowPorts, cabinet, fan, louvrePanel, stackLight } from '../form/fittings.ts';
import {
  ACCENT,
  ALUMINIUM,
  BLUE_PIPE,
  COPPER,
  ENAMEL,
  ENAMEL_BLACK,
  ENAMEL_DARK,
  ENAMEL_GREY,
  GLASS,
  GREEN_PIPE,
  LAMP,
  PLASTIC_BLACK,
  RED_PAINT,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  WHITE,
  YELLOW,
  tinted,
} from '../form/paint.ts';
import { spinner, together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

const CYLINDER_ARGON = tinted(ENAMEL_GREY, 0x3d6b57);
const CYLINDER_NITROGEN = tinted(ENAMEL_GREY, 0x2c3238);

/** Cabinet of a fibre laser: modules behind a door, emission strip, yellow feed fibre out of the roof. */
function sourceCabinet(b: FormBuilder, length: number, strips: number): void {
  b.box(ENAMEL_BLACK, 0, 0, 0, length - 0.06, 0.12, 0.92, 0.02);
  b.box(ENAMEL, 0, 0.12, 0, length, 1.55, 0.98, 0.06);
  b.box(ENAMEL_BLACK, 0, 0.3, 0.49, length - 0.2, 1.2, 0.03, 0.02);
  for (let i = 0; i < 4; i++) {
    b.box(ENAMEL_DARK, 0, 0.36 + i * 0.28, 0.51, length - 0.32, 0.25, 0.03, 0.01);
    b.detail(() => {
      b.box(STEEL, -length / 2 + 0.26, 0.44 + i * 0.28, 0.54, 0.02, 0.1, 0.03, 0.006);
      b.box(STEEL, length / 2 - 0.26, 0.44 + i * 0.28, 0.54, 0.02, 0.1, 0.03, 0.006);
      b.glow(
        'module',
        () => b.box(LAMP, 0.1, 0.46 + i * 0.28, 0.527, 0.03, 0.03, 0.006, 0.001),
        [0, 0.6, 0.25],
      );
    });
  }
  for (let s = 0; s < strips; s++) {
    b.glow(s === 0 ? 'emission' : 'emissionRing', () => {
      b.box(LAMP, 0, 1.54 + s * 0.06, 0.495, length - 0.3, 0.035, 0.015, 0.005);
      b.halo(0, 1.55, 0.55, 0.5);
    });
  }
  b.box(YELLOW, length / 2 - 0.3, 1.2, 0.53, 0.16, 0.14, 0.006, 0.001);
  b.cylinder(ENAMEL_DARK, 'y', -length / 2 + 0.35, 1.67, -0.15, 0.09, 0.05, 18);
  b.tube(
    YELLOW,
    [
      [-length / 2 + 0.35, 1.68, -0.15],
      [-length / 2 + 0.35, 2.0, -0.15],
      [-length / 2 + 0.35, 2.15, -0.9],
    ],
    0.035,
  );
  b.tube(
    BLUE_PIPE,
    [
      [length / 2 - 0.25, 0.3, -0.46],
      [length / 2 - 0.25, 0.3, -0.7],
    ],
    0.035,
  );
  b.tube(
    GREEN_PIPE,
    [
      [length / 2 - 0.4, 0.3, -0.46],
      [length / 2 - 0.4, 0.3, -0.7],
    ],
    0.035,
  );
  stackLight(b, length / 2 - 0.2, 1.67, -0.25);
  b.port('in', -length / 2, 0.92, 0);
  b.port('out', length / 2, 0.92, 0);
}

/** 20 kW fibre laser. */
export const fibreLaser: EquipmentForm = {
  kind: 'fibre-laser',
  size: { length: 1.6, height: 1.9, width: 1.1 },
  build(b) {
    sourceCabinet(b, 1.6, 1);
  },
  motion(rig) {
    const emission = rig.glowIndex('emission');
    return ({ live }) => {
      const on = live.value('beam_on') >= 1 ? 1 : 0;
      const share = Math.min(1, live.valueOr('laser_power', 12) / 20);
      rig.setGlow(emission, 0.05 + on * 2.2 * (0.4 + 0.6 * share), 0.06 + on * 0.25, 0.08);
    };
  },
};

/** Ring-spot source: two emission strips, one for the core and one for the ring. */
export const ringSpotSource: EquipmentForm = {
  kind: 'ring-spot-source',
  size: { length: 1.8, height: 1.9, width: 1.1 },
  build(b) {
    sourceCabinet(b, 1.8, 2);
    b.box(ACCENT, 0, 0.16, 0.5, 1.6, 0.1, 0.012, 0.004);
  },
  motion(rig) {
    const core = rig.glowIndex('emission');
    const ring = rig.glowIndex('emissionRing');
    return ({ live }) => {
      const on = live.value('beam_on') >= 1 ? 1 : 0;
      const coreKw = Math.min(1, live.valueOr('core_power', 6) / 10) * on;
      const ringKw = Math.min(1, live.valueOr('ring_power', 6) / 10) * on;
      rig.setGlow(core, 0.05 + 2.2 * coreKw, 0.06 + 0.25 * coreKw, 0.08);
      rig.setGlow(ring, 0.05 + 1.6 * ringKw, 0.06 + 0.8 * ringKw, 0.08);
    };
  },
};

/** Two-circuit chiller: louvred condenser with two fans, gauges, tank level glass. */
export const chiller: EquipmentForm = {
  kind: 'chiller',
  size: { length: 1.8, height: 2.1, width: 1.2 },
  build(b) {
    b.box(ENAMEL_BLACK, 0, 0, 0, 1.7, 0.12, 1.1, 0.02);
    b.box(ENAMEL, 0, 0.12, 0, 1.8, 1.7, 1.2, 0.06);
    louvrePanel(b, -0.42, 0.3, 0.6, 0.8, 1.3, '+z', true);
    louvrePanel(b, -0.905, 0.3, 0, 0.9, 1.3, '-x', true);
    b.box(ENAMEL_GREY, 0.45, 0.25, 0.602, 0.75, 1.3, 0.02, 0.01);
    b.box(GLASS, 0.75, 0.5, 0.62, 0.05, 0.8, 0.02, 0.004);
    b.box(BLUE_PIPE, 0.75, 0.5, 0.614, 0.04, 0.55, 0.012, 0.003);
    b.detail(() => {
      for (let i = 0; i < 4; i++)
        b.cylinder(WHITE, 'z', 0.25 + (i % 2) * 0.24, 1.05 + Math.floor(i / 2) * 0.22, 0.612, 0.07, 0.03, 18);
    });
    b.glow('screen', () => b.box(LAMP, 0.4, 0.72, 0.612, 0.3, 0.16, 0.012, 0.004), [0.02, 0.22, 0.3]);
    fan(b, 'fanA', 'y', -0.45, 1.86, 0, 0.36);
    fan(b, 'fanB', 'y', 0.45, 1.86, 0, 0.36);
    for (const [i, z] of [-0.35, -0.15, 0.1, 0.3].entries())
      b.tube(
        i % 2 ? GREEN_PIPE : BLUE_PIPE,
        [
          [0.88, 0.35, z],
          [1.02, 0.35, z],
        ],
        0.035,
      );
    stackLight(b, 0.75, 1.82, -0.45);
    flowPorts(b, 0.9);
  },
  motion(rig) {
    return together(
      spinner(rig.joint('fanA'), 'z', 'spindle_speed', 1400, 0.05),
      spinner(rig.joint('fanB'), 'z', 'spindle_speed', 1400, 0.055),
    );
  },
};

/** Rack of gas cylinders behind a chain, with a regulator board. */
export const shieldGas: EquipmentForm = {
  kind: 'shield-gas',
  size: { length: 1.6, height: 2, width: 0.9 },
  build(b) {
    b.box(ENAMEL_DARK, 0, 0, 0, 1.6, 0.06, 0.85, 0.015);
    for (const x of [-0.76, 0.76]) b.box(YELLOW, x, 0.06, -0.38, 0.06, 1.75, 0.06, 0.012);
    for (const y of [0.6, 1.2]) {
      b.box(YELLOW, 0, y, -0.38, 1.55, 0.06, 0.04, 0.01);
      b.cylinder(STEEL_BRIGHT, 'x', -0.75, y + 0.03, 0.4, 0.012, 1.5, 6);
    }
    for (let i = 0; i < 8; i++) {
      const x = -0.56 + (i % 4) * 0.375;
      const z = i < 4 ? -0.16 : 0.2;
      b.lathe(
        i % 4 < 2 ? CYLINDER_ARGON : CYLINDER_NITROGEN,
        'y',
        x,
        0.07,
        z,
        [
          [0, 0],
          [0.15, 0],
          [0.165, 0.03],
          [0.165, 1.28],
          [0.15, 1.38],
          [0.09, 1.46],
          [0.05, 1.49],
          [0.05, 1.54],
          [0, 1.54],
        ],
        18,
      );
      b.cylinder(i % 4 < 2 ? STEEL : RED_PAINT, 'y', x, 1.6, z, 0.05, 0.07, 12);
    }
    b.box(ALUMINIUM, 0, 1.55, -0.4, 1.4, 0.3, 0.04, 0.012);
    b.detail(() => {
      for (let i = 0; i < 3; i++) {
        b.cylinder(WHITE, 'z', -0.4 + i * 0.4, 1.74, -0.38, 0.07, 0.04, 18);
        b.cylinder(COPPER, 'z', -0.28 + i * 0.4, 1.66, -0.38, 0.04, 0.09, 12);
      }
    });
    b.tube(
      COPPER,
      [
        [-0.5, 1.68, -0.36],
        [0.6, 1.68, -0.36],
        [0.6, 1.95, -0.36],
      ],
      0.016,
    );
    stackLight(b, 0.7, 1.8, -0.38);
    flowPorts(b, 0.8);
  },
};

/** Cartridge filter unit: hopper, dust drum, fan with spiral casing on top, duct to the cell. */
export const fumeExtraction: EquipmentForm = {
  kind: 'fume-extraction',
  size: { length: 2.4, height: 3.2, width: 1.6 },
  build(b) {
    for (const x of [-0.9, 0.3])
      for (const z of [-0.6, 0.6]) b.box(ENAMEL_DARK, x, 0, z, 0.1, 1.1, 0.1, 0.015);
    b.box(ACCENT, -0.3, 1.05, 0, 1.4, 1.35, 1.4, 0.06);
    b.box(ENAMEL, -0.3, 1.3, 0.7, 1.1, 0.95, 0.04, 0.02);
    b.detail(() => {
      for (let i = 0; i < 4; i++)
        b.cylinder(
          ENAMEL_DARK,
          'z',
          -0.62 + (i % 2) * 0.64,
          1.55 + Math.floor(i / 2) * 0.46,
          0.72,
          0.19,
          0.03,
          24,
        );
    });
    b.at(-0.3, 0.52, 0, () =>
      b.lathe(
        ENAMEL_GREY,
        'y',
        0,
        0,
        0,
        [
          [0.14, 0],
          [0.62, 0.55],
          [0.62, 0.58],
        ],
        4,
      ),
    );
    b.cylinder(STEEL_DARK, 'y', -0.3, 0.02, 0, 0.25, 0.5, 22);
    // Fan.
    b.box(ENAMEL_DARK, 0.85, 0, 0, 0.9, 0.5, 1.1, 0.03);
    b.cylinder(ACCENT, 'z', 0.85, 1.1, -0.24, 0.52, 0.44, 32);
    b.box(ACCENT, 1.11, 1.1, -0.02, 0.5, 0.62, 0.42, 0.03);
    b.at(0.85, 1.1, 0.24, () => {
      b.ring(ENAMEL_BLACK, 'z', 0, 0, -0.02, 0.34, 0.28, 0.06, 26);
      fan(b, 'fan', 'z', 0, 0, 0.02, 0.27, 8);
    });
    b.cylinder(STEEL, 'y', 1.11, 1.7, -0.02, 0.2, 1.4, 20);
    b.tube(
      STEEL,
      [
        [-0.3, 2.35, 0],
        [-0.3, 2.85, 0],
        [-0.3, 2.85, -0.78],
      ],
      0.2,
      14,
      0.35,
    );
    b.tube(
      STEEL,
      [
        [0.36, 2.1, 0],
        [0.62, 2.1, 0],
        [0.62, 1.1, 0.0],
      ],
      0.16,
      14,
      0.25,
    );
    cabinet(b, 0.85, 0.68, 0.6, 1.3, 0.24, '+z');
    b.tube(
      RUBBER,
      [
        [-0.95, 1.2, 0.5],
        [-1.1, 1.2, 0.5],
        [-1.1, 0.1, 0.5],
      ],
      0.02,
    );
    stackLight(b, 0.2, 2.4, 0.5);
    flowPorts(b, 1.2);
  },
  motion(rig) {
    return spinner(rig.joint('fan'), 'z', 'fan_speed', 2900, 0.035);
  },
};

/** Instrument rack: OCT unit, photodiode amplifiers, screens. */
export const weldMonitor: EquipmentForm = {
  kind: 'weld-monitor',
  size: { length: 0.8, height: 1.9, width: 0.7 },
  build(b) {
    b.box(ENAMEL_BLACK, 0, 0, 0, 0.76, 0.08, 0.64, 0.015);
    b.box(ENAMEL_DARK, 0, 0.08, 0, 0.8, 1.7, 0.68, 0.03);
    b.box(PLASTIC_BLACK, 0, 0.2, 0.335, 0.68, 1.5, 0.02, 0.01);
    for (let i = 0; i < 5; i++)
      b.box(i % 2 ? ENAMEL_GREY : ALUMINIUM, 0, 0.26 + i * 0.17, 0.35, 0.62, 0.14, 0.02, 0.006);
    b.glow(
      'screen',
      () => {
        b.panel({ ...PLASTIC_BLACK, pattern: 10 }, 0, 1.38, 0.352, 0.58, 0.42, '+z');
      },
      [0.02, 0.12, 0.16],
    );
    b.detail(() => {
      b.glow(
        'diode',
        () => {
          for (let i = 0; i < 6; i++)
            b.cylinder(LAMP, 'z', -0.22 + i * 0.08, 0.5, 0.362, 0.012, 0.006, 8, 0.001);
        },
        [0.1, 0.7, 0.3],
      );
    });
    b.tube(
      YELLOW,
      [
        [-0.25, 1.78, 0],
        [-0.25, 1.9, 0],
        [-0.25, 1.9, -0.5],
      ],
      0.018,
    );
    stackLight(b, 0.28, 1.78, -0.1);
    flowPorts(b, 0.4);
  },
};
