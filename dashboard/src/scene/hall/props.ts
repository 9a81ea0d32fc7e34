import type { FormBuilder } from '../form/form-builder.ts';
import {
  ACCENT,
  CARDBOARD,
  CAST_IRON,
  ENAMEL,
  ENAMEL_BLACK,
  ENAMEL_DARK,
  ENAMEL_GREY,
  GLASS_SMOKED,
  HAZARD,
  PLASTIC_BLUE,
  RED_PAINT,
  ROBOT_ORANGE,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  STEEL_SCALE,
  TIMBER,
  WHITE,
  YELLOW,
  tinted,
} from '../form/paint.ts';
import { batteryTray } from '../equipment/positioner.ts';

/** Things that stand about in any hall and show its size. They carry no data and cannot be chosen. */
export interface Prop {
  lengthM: number;
  widthM: number;
  draw(b: FormBuilder): void;
}

/** Quieter than real cartons and racks: what stands about must not outshine the machines. */
const CARTON = tinted(CARDBOARD, 0x9c8a72);
const RACK_BLUE = tinted(ACCENT, 0x4a6271);
const BEAM = tinted(ROBOT_ORANGE, 0xa8663c);
const CRATE_COLOURS = [CARTON, tinted(CARDBOARD, 0x877763), tinted(PLASTIC_BLUE, 0x4f6b82), ENAMEL_GREY];

function pallet(b: FormBuilder, x: number, y: number, z: number): void {
  b.box(TIMBER, x, y + 0.1, z, 1.2, 0.03, 0.8, 0);
  for (const dz of [-0.34, 0, 0.34]) b.box(TIMBER, x, y, z + dz, 1.2, 0.1, 0.1, 0);
}

/** Pallet racking: three levels of two bays, partly filled. */
export const palletRack: Prop = {
  lengthM: 8.6,
  widthM: 1.4,
  draw(b) {
    const bay = 2.8;
    for (let i = 0; i <= 3; i++) {
      for (const z of [-0.5, 0.5]) {
        b.box(RACK_BLUE, -4.2 + i * bay, 0, z, 0.1, 4.4, 0.1, 0.012);
        b.box(YELLOW, -4.2 + i * bay, 0, z + 0.09, 0.16, 0.4, 0.05, 0.01);
      }
      b.box(RACK_BLUE, -4.2 + i * bay, 2, 0, 0.05, 0.05, 1, 0);
    }
    for (let level = 0; level < 3; level++) {
      const y = 0.12 + level * 1.5;
      if (level > 0) for (const z of [-0.48, 0.48]) b.box(BEAM, 0, y - 0.12, z, 8.4, 0.11, 0.05, 0.008);
      for (let i = 0; i < 6; i++) {
        if ((i * 5 + level * 3) % 7 === 0) continue;
        const x = -3.5 + i * 1.4;
        pallet(b, x, y, 0);
        const paint = CRATE_COLOURS[(i + level * 2) % CRATE_COLOURS.length];
        b.box(paint, x, y + 0.13, 0, 1.1, 0.55 + ((i * 3 + level) % 3) * 0.2, 0.74, 0.012);
        b.detail(() => b.box(WHITE, x, y + 0.3, 0.372, 0.22, 0.15, 0.004, 0));
      }
    }
  },
};

/** Mesh-walled steel bins of rings, two high. */
export const ringBins: Prop = {
  lengthM: 4,
  widthM: 1.3,
  draw(b) {
    for (let i = 0; i < 3; i++) {
      for (let level = 0; level < (i === 1 ? 1 : 2); level++) {
        const x = -1.35 + i * 1.35;
        const y = level * 0.8;
        for (const side of [-1, 1]) {
          b.box(tinted(ENAMEL_GREY, 0x3f6f86), x, y + 0.14, side * 0.5, 1.2, 0.56, 0.03, 0.008);
          b.box(tinted(ENAMEL_GREY, 0x3f6f86), x + side * 0.59, y + 0.14, 0, 0.03, 0.56, 1, 0.008);
        }
        for (const sx of [-1, 1])
          for (const sz of [-1, 1]) b.box(STEEL_DARK, x + sx * 0.57, y, sz * 0.48, 0.08, 0.76, 0.08, 0);
        b.box(STEEL_SCALE, x, y + 0.14, 0, 1.14, 0.4, 0.96, 0.01);
        b.detail(() => {
          for (let k = 0; k < 20; k++)
            b.at(
              x - 0.44 + (k % 5) * 0.22,
              y + 0.55,
              -0.36 + Math.floor(k / 5) * 0.24,
              { rx: (k % 3) * 0.5, rz: (k % 4) * 0.4 },
              () => b.ring(k % 4 ? STEEL_SCALE : STEEL, 'y', 0, 0, 0, 0.09, 0.06, 0.05, 10, 0),
            );
        });
      }
    }
  },
};

/** Cartons on pallets, ready to go. */
export const finishedPallets: Prop = {
  lengthM: 4.4,
  widthM: 2.6,
  draw(b) {
    for (let i = 0; i < 3; i++)
      for (let k = 0; k < 2; k++) {
        const x = -1.45 + i * 1.45;
        const z = -0.65 + k * 1.25;
        pallet(b, x, 0, z);
        const layers = 3 + ((i + k * 2) % 3);
        for (let layer = 0; layer < layers; layer++)
          for (let n = 0; n < 6; n++)
            b.box(
              n % 2 === layer % 2 ? CARTON : CRATE_COLOURS[1],
              x - 0.37 + (n % 3) * 0.37,
              0.13 + layer * 0.24,
              z - 0.19 + Math.floor(n / 3) * 0.38,
              0.36,
              0.235,
              0.37,
              0.006,
            );
      }
  },
};

/** Battery trays stacked on a trolley. */
export const trayStack: Prop = {
  lengthM: 2.4,
  widthM: 1.6,
  draw(b) {
    b.box(ENAMEL_DARK, 0, 0.16, 0, 2.1, 0.06, 1.2, 0.012);
    for (const x of [-0.9, 0.9])
      for (const z of [-0.5, 0.5]) b.cylinder(RUBBER, 'z', x, 0.09, z - 0.03, 0.09, 0.06, 12);
    for (let i = 0; i < 4; i++) batteryTray(b, 0.24 + i * 0.17);
    b.box(YELLOW, -1.08, 0.2, 0, 0.05, 0.95, 1.1, 0.02);
  },
};

/** Counterbalance truck with a pallet on its forks. */
export const forklift: Prop = {
  lengthM: 3.8,
  widthM: 1.4,
  draw(b) {
    b.box(YELLOW, -0.75, 0.35, 0, 1.5, 0.5, 1.05, 0.09);
    b.extrude(
      YELLOW,
      0,
      [
        [-1.55, 0.3],
        [-0.7, 0.3],
        [-0.7, 0.95],
        [-0.95, 1.12],
        [-1.5, 1.05],
      ],
      1.08,
      0.06,
    );
    b.box(ENAMEL_BLACK, -0.45, 0.85, 0, 0.5, 0.14, 0.5, 0.05);
    b.box(ENAMEL_BLACK, -0.72, 0.95, 0, 0.12, 0.55, 0.48, 0.05);
    for (const x of [-1.05, 0.1])
      for (const z of [-0.46, 0.46])
        b.at(x, 0.9, z, { rz: x > 0 ? 0.16 : 0 }, () => b.box(ENAMEL_BLACK, 0, 0, 0, 0.06, 1.2, 0.06, 0.01));
    b.box(ENAMEL_BLACK, -0.55, 2.06, 0, 1.15, 0.06, 1.0, 0.02);
    for (const [x, r] of [
      [-1.2, 0.24],
      [0.02, 0.3],
    ])
      for (const z of [-0.5, 0.5]) {
        b.cylinder(RUBBER, 'z', x, r, z - 0.11, r, 0.22, 20);
        b.cylinder(WHITE, 'z', x, r, z > 0 ? z + 0.1 : z - 0.13, r * 0.45, 0.03, 14);
      }
    for (const z of [-0.28, 0.28]) {
      b.box(STEEL_DARK, 0.42, 0.1, z, 0.12, 2.1, 0.1, 0.012);
      b.box(STEEL_DARK, 1.05, 0.12, z, 1.15, 0.04, 0.12, 0.01);
    }
    b.box(STEEL_DARK, 0.46, 0.4, 0, 0.06, 0.5, 0.8, 0.01);
    pallet(b, 1.1, 0.16, 0);
    b.box(CARTON, 1.1, 0.29, 0, 1.1, 0.7, 0.76, 0.012);
    b.box(RED_PAINT, -1.56, 0.75, 0.4, 0.03, 0.1, 0.12, 0.01);
    b.box(RED_PAINT, -1.56, 0.75, -0.4, 0.03, 0.1, 0.12, 0.01);
  },
};

/** Bench with vice and drawers, tool board, cabinet. */
export const workbench: Prop = {
  lengthM: 3.4,
  widthM: 1,
  draw(b) {
    b.box(TIMBER, -0.4, 0.86, 0, 2.2, 0.06, 0.75, 0.012);
    for (const x of [-1.4, 0.6]) b.box(ENAMEL_GREY, x, 0, 0, 0.1, 0.86, 0.7, 0.012);
    b.box(ACCENT, 0.25, 0.1, 0, 0.6, 0.74, 0.66, 0.02);
    for (let i = 0; i < 4; i++) b.box(ENAMEL, 0.25, 0.14 + i * 0.17, 0.335, 0.54, 0.14, 0.02, 0.006);
    b.box(CAST_IRON, -1.1, 0.92, 0.2, 0.16, 0.18, 0.3, 0.03);
    b.box(ENAMEL_GREY, -0.4, 0.92, -0.36, 2.2, 0.85, 0.03, 0.01);
    b.detail(() => {
      for (let i = 0; i < 8; i++)
        b.box(
          i % 3 ? STEEL_BRIGHT : RED_PAINT,
          -1.3 + i * 0.25,
          1.2,
          -0.335,
          0.04,
          0.3 + (i % 2) * 0.1,
          0.02,
          0,
        );
    });
    b.box(ACCENT, 1.25, 0, 0, 0.8, 1.8, 0.55, 0.025);
    b.box(ENAMEL, 1.06, 0.1, 0.28, 0.37, 1.6, 0.02, 0.01);
    b.box(ENAMEL, 1.44, 0.1, 0.28, 0.37, 1.6, 0.02, 0.01);
  },
};

/** Cantilever rack with bundles of bar. */
export const barStock: Prop = {
  lengthM: 6.4,
  widthM: 1.8,
  draw(b) {
    for (const x of [-2.4, 0, 2.4]) {
      b.box(ACCENT, x, 0, 0, 0.16, 2.9, 0.18, 0.02);
      b.box(ACCENT, x, 0, 0, 0.2, 0.12, 1.6, 0.02);
      for (let level = 0; level < 3; level++) b.box(BEAM, x, 0.5 + level * 0.8, 0, 0.1, 0.1, 1.5, 0.012);
    }
    for (let level = 0; level < 3; level++)
      for (const side of [-1, 1])
        for (let i = 0; i < 7; i++) {
          const row = Math.floor(i / 4);
          b.cylinder(
            i % 3 ? STEEL_SCALE : STEEL_DARK,
            'x',
            -3 + ((i * 5 + level) % 4) * 0.05,
            0.66 + level * 0.8 + row * 0.09,
            side * (0.24 + (i % 4) * 0.11 + row * 0.05),
            0.05,
            5.9,
            7,
            0,
          );
        }
  },
};

/** Low guided vehicle with a light band. */
export const guidedVehicle: Prop = {
  lengthM: 1.8,
  widthM: 1.1,
  draw(b) {
    b.box(ENAMEL_BLACK, 0, 0.05, 0, 1.5, 0.1, 0.85, 0.03);
    b.box(ENAMEL, 0, 0.13, 0, 1.6, 0.2, 0.95, 0.06);
    b.glow('vehicle', () => b.box(ENAMEL_DARK, 0, 0.19, 0, 1.62, 0.035, 0.97, 0.01), [0.05, 0.5, 0.75]);
    b.box(STEEL_DARK, 0, 0.33, 0, 1.3, 0.05, 0.7, 0.015);
    pallet(b, 0, 0.38, 0);
    for (let i = 0; i < 4; i++)
      b.box(
        PLASTIC_BLUE,
        -0.3 + (i % 2) * 0.6,
        0.51,
        -0.19 + Math.floor(i / 2) * 0.38,
        0.56,
        0.3,
        0.36,
        0.015,
      );
  },
};

/** Small office of panels and glass where the shift meets. */
export const shiftOffice: Prop = {
  lengthM: 6,
  widthM: 3.6,
  draw(b) {
    b.box(ENAMEL_GREY, 0, 0, 0, 6, 0.1, 3.6, 0.02);
    for (const side of [-1, 1]) {
      b.box(ENAMEL, 0, 0.1, side * 1.75, 6, 0.9, 0.1, 0.02);
      b.box(GLASS_SMOKED, 0, 1, side * 1.75, 5.9, 1.3, 0.03, 0.004);
      b.box(ENAMEL, 0, 2.3, side * 1.75, 6, 0.3, 0.1, 0.02);
      b.box(ENAMEL, side * 2.95, 0.1, 0, 0.1, 2.5, 3.5, 0.02);
      for (const x of [-2.95, -1, 1, 2.95]) b.box(ENAMEL_DARK, x, 0.1, side * 1.75, 0.08, 2.4, 0.12, 0.012);
    }
    b.box(ENAMEL_DARK, 0, 2.6, 0, 6.2, 0.12, 3.8, 0.03);
    b.box(ENAMEL, 1.4, 2.72, -0.6, 1.2, 0.5, 0.9, 0.05);
    b.box(HAZARD, 0, 0.1, 1.81, 1.1, 0.06, 0.02, 0.002);
    b.glow('office', () => b.box(WHITE, 0, 2.5, 0, 4.5, 0.04, 0.4, 0.01), [0.9, 0.85, 0.7]);
  },
};
