import type { Axis } from '../geometry/axis.ts';
import type { FormBuilder } from './form-builder.ts';
import type { Point3 } from '../geometry/polyline.ts';
import {
  ACCENT,
  ALUMINIUM,
  BELT,
  BLUE_PIPE,
  CAST_IRON,
  COOLANT,
  DARK_VOID,
  ENAMEL,
  ENAMEL_BLACK,
  ENAMEL_DARK,
  ENAMEL_GREY,
  GLASS_SMOKED,
  LAMP,
  LOUVRES,
  LOUVRES_DARK,
  PATTERN,
  PLASTIC_BLACK,
  RED_PAINT,
  RUBBER,
  SCREEN,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  YELLOW,
  type Paint,
} from './paint.ts';

/** Height of every conveyor and of the mouths that meet it, metres. */
export const CONVEYOR_Y = 0.92;

/** Parts come in at one end of a machine's length and go out at the other, at conveyor height. */
export function flowPorts(b: FormBuilder, halfLength: number, z = 0): void {
  b.port('in', -halfLength, CONVEYOR_Y, z);
  b.port('out', halfLength, CONVEYOR_Y, z);
}

export type Facing = '+x' | '-x' | '+z' | '-z';

const YAW: Record<Facing, number> = { '+z': 0, '+x': Math.PI / 2, '-z': Math.PI, '-x': -Math.PI / 2 };

/** Draws towards +z and turns the result to face another way. */
function facing(b: FormBuilder, x: number, y: number, z: number, to: Facing, draw: () => void): void {
  b.at(x, y, z, { ry: YAW[to] }, draw);
}

/**
 * Lamps of a stack light from top to bottom. Each state has its own lamp, so that its place on the pole tells
 * the state as well as its colour does.
 */
export const STACK_LAMPS = ['lampRed', 'lampAmber', 'lampBlue', 'lampGreen'] as const;

/** Signal tower; x, y, z where its pole stands. */
export function stackLight(b: FormBuilder, x: number, y: number, z: number): void {
  b.cylinder(STEEL_DARK, 'y', x, y, z, 0.055, 0.02, 12);
  b.cylinder(STEEL, 'y', x, y, z, 0.022, 0.22, 10);
  b.cylinder(PLASTIC_BLACK, 'y', x, y + 0.2, z, 0.052, 0.05, 14);
  STACK_LAMPS.forEach((lamp, i) => {
    const bottom = y + 0.25 + (STACK_LAMPS.length - 1 - i) * 0.105;
    b.glow(lamp, () => {
      b.cylinder(LAMP, 'y', x, bottom, z, 0.05, 0.1, 14, 0.006);
      b.halo(x, bottom + 0.05, z, 0.34);
    });
  });
  b.cylinder(PLASTIC_BLACK, 'y', x, y + 0.25 + 4 * 0.105, z, 0.05, 0.03, 14);
}

/** Operator panel on a swinging arm or a pedestal, screen facing `to`. */
export function operatorPanel(b: FormBuilder, x: number, z: number, to: Facing, y = 1.12): void {
  facing(b, x, 0, z, to, () => {
    b.box(ENAMEL_DARK, 0, 0, 0, 0.34, 0.03, 0.3, 0.01);
    b.box(ENAMEL_DARK, 0, 0.03, -0.03, 0.12, y - 0.06, 0.1, 0.02);
    screenHead(b, 0, y, 0);
  });
}

/** Screen with keys, leaning back, its underside at x, y, z, facing +z. */
export function screenHead(b: FormBuilder, x: number, y: number, z: number): void {
  b.at(x, y, z, { rx: -0.25 }, () => {
    b.box(ENAMEL_DARK, 0, 0, 0, 0.52, 0.44, 0.1, 0.025);
    b.box(PLASTIC_BLACK, 0, 0.1, 0.048, 0.46, 0.31, 0.012, 0.005);
    b.glow('screen', () => b.panel(SCREEN, 0, 0.255, 0.0585, 0.42, 0.27, '+z'), [0.012, 0.05, 0.07]);
    b.detail(() => {
      for (let i = 0; i < 5; i++)
        b.cylinder(STEEL, 'z', -0.14 + i * 0.055, 0.05, 0.05, 0.014, 0.012, 8, 0.003);
      b.cylinder(YELLOW, 'z', 0.185, 0.05, 0.048, 0.032, 0.012, 12, 0.004);
      b.cylinder(RED_PAINT, 'z', 0.185, 0.05, 0.056, 0.022, 0.028, 12, 0.006);
    });
  });
}

/** Electrical cabinet with doors on its +z side turned to `to`. */
export function cabinet(
  b: FormBuilder,
  x: number,
  z: number,
  width: number,
  height: number,
  depth: number,
  to: Facing,
  paint: Paint = ENAMEL,
): void {
  facing(b, x, 0, z, to, () => {
    b.box(ENAMEL_BLACK, 0, 0, 0, width - 0.04, 0.1, depth - 0.04, 0.01);
    b.box(paint, 0, 0.1, 0, width, height - 0.1, depth, 0.02);
    const doors = Math.max(1, Math.round(width / 0.7));
    const doorWidth = width / doors;
    for (let d = 0; d < doors; d++) {
      const cx = -width / 2 + doorWidth * (d + 0.5);
      b.box(paint, cx, 0.16, depth / 2, doorWidth - 0.03, height - 0.24, 0.03, 0.012);
      b.detail(() => {
        b.box(
          PLASTIC_BLACK,
          cx + doorWidth / 2 - 0.09,
          height * 0.5,
          depth / 2 + 0.03,
          0.03,
          0.18,
          0.02,
          0.008,
        );
        b.box(LOUVRES, cx, 0.3, depth / 2 + 0.012, doorWidth * 0.55, 0.26, 0.012, 0.004);
        b.box(YELLOW, cx - doorWidth * 0.22, height * 0.72, depth / 2 + 0.01, 0.09, 0.08, 0.009, 0.002);
      });
    }
    b.box(ENAMEL_DARK, 0, height, 0, width * 0.5, 0.09, depth * 0.6, 0.02);
  });
}

/** Electric motor lying along an axis: finned body, fan cowl, terminal box. */
export function motor(
  b: FormBuilder,
  axis: Axis,
  x: number,
  y: number,
  z: number,
  radius: number,
  length: number,
  paint: Paint = ACCENT,
): void {
  const along = (t: number): Point3 => [
    x + (axis === 'x' ? t : 0),
    y + (axis === 'y' ? t : 0),
    z + (axis === 'z' ? t : 0),
  ];
  const fin = length * 0.1;
  const profile: [number, number][] = [
    [0, 0],
    [radius * 0.82, 0],
    [radius * 0.94, length * 0.06],
  ];
  for (let i = 0; i < 3; i++) {
    const at = length * (0.15 + 0.21 * i);
    profile.push(
      [radius * 0.94, at],
      [radius, at + fin * 0.2],
      [radius, at + fin],
      [radius * 0.94, at + fin * 1.2],
    );
  }
  profile.push([radius * 0.94, length * 0.8]);
  b.lathe(paint, axis, ...along(0), profile, 14);
  b.cylinder(ENAMEL_DARK, axis, ...along(length * 0.78), radius * 1.02, length * 0.22, 14);
  b.cylinder(STEEL, axis, ...along(-length * 0.1), radius * 0.2, length * 0.12, 10);
  if (axis !== 'y') b.box(paint, ...along(length * 0.35), radius * 0.7, radius * 1.4, radius * 0.7, 0.02);
}

/** Adjustable machine feet on the corners of a rectangle. */
export function feet(b: FormBuilder, length: number, width: number, height = 0.1): void {
  b.detail(() => {
    for (const sx of [-1, 1])
      for (const sz of [-1, 1]) {
        b.cylinder(RUBBER, 'y', (sx * length) / 2, 0, (sz * width) / 2, 0.07, 0.035, 12);
        b.cylinder(STEEL, 'y', (sx * length) / 2, 0.03, (sz * width) / 2, 0.025, height, 8);
      }
  });
}

/** Coolant tank with a drum filter, pump and hose. Its long side lies along x. */
export function coolantTank(b: FormBuilder, x: number, z: number, length: number, width: number): void {
  b.box(ENAMEL_GREY, x, 0, z, length, 0.5, width, 0.03);
  b.box(DARK_VOID, x, 0.46, z, length - 0.08, 0.04, width - 0.08, 0.01);
  b.panel(COOLANT, x, 0.503, z, length - 0.1, width - 0.1, '+y');
  b.cylinder(ENAMEL, 'z', x - length * 0.22, 0.62, z - width * 0.42, 0.2, width * 0.84, 18);
  motor(b, 'y', x + length * 0.32, 0.52, z, 0.1, 0.34);
  b.tube(
    BLUE_PIPE,
    [
      [x + length * 0.16, 0.5, z],
      [x + length * 0.16, 0.95, z],
      [x + length * 0.16, 0.95, z + width * 0.9],
    ],
    0.03,
  );
}

/** Upright panel with a window, as a sliding guard door in its frame; faces +z, bottom middle at x, y, z. */
export function guardDoor(
  b: FormBuilder,
  name: string,
  x: number,
  y: number,
  z: number,
  width: number,
  height: number,
  paint: Paint,
): void {
  b.joint(name, x, y, z, () => {
    const frame = 0.11;
    b.box(paint, 0, 0, 0, width, height * 0.34, 0.05, 0.02);
    b.box(paint, 0, height - frame, 0, width, frame, 0.05, 0.02);
    b.box(paint, -width / 2 + frame / 2, height * 0.34, 0, frame, height * 0.66 - frame, 0.05, 0.02);
    b.box(paint, width / 2 - frame / 2, height * 0.34, 0, frame, height * 0.66 - frame, 0.05, 0.02);
    b.box(GLASS_SMOKED, 0, height * 0.33, 0, width - frame * 2 + 0.02, height * 0.68 - frame, 0.016, 0.004);
    b.cylinder(STEEL_BRIGHT, 'y', width / 2 - 0.06, height * 0.3, 0.055, 0.016, height * 0.3, 8);
  });
}

/** Work light inside a machine: a glowing strip under its roof. */
export function workLight(b: FormBuilder, x: number, y: number, z: number, width: number): void {
  b.glow('workLight', () => {
    b.box(LAMP, x, y, z, width, 0.03, 0.05, 0.01);
    b.halo(x, y - 0.4, z, 0.5);
  });
}

/** Fan in a frame that faces an axis; its blades turn with the joint of that name. */
export function fan(
  b: FormBuilder,
  name: string,
  axis: Axis,
  x: number,
  y: number,
  z: number,
  radius: number,
  blades = 6,
): void {
  const turn = axis === 'x' ? { ry: Math.PI / 2 } : axis === 'y' ? { rx: -Math.PI / 2 } : {};
  b.at(x, y, z, turn, () => {
    b.ring(ENAMEL_BLACK, 'z', 0, 0, -0.03, radius * 1.1, radius, 0.09, 24);
    b.joint(name, 0, 0, 0, () => {
      b.cylinder(ENAMEL_DARK, 'z', 0, 0, -0.02, radius * 0.24, 0.07, 14);
      for (let i = 0; i < blades; i++) {
        b.at(0, 0, 0, { rz: (i / blades) * Math.PI * 2 }, () =>
          b.at(radius * 0.58, 0, 0.01, { rx: 0.55 }, () =>
            b.box(STEEL_DARK, 0, -radius * 0.16, 0, radius * 0.72, radius * 0.32, 0.012, 0.005),
          ),
        );
      }
    });
    b.detail(() => {
      for (const share of [0.45, 0.75, 1])
        b.ring(STEEL_DARK, 'z', 0, 0, 0.062, radius * share, radius * share - 0.008, 0.008, 24, 0.002);
      b.box(STEEL_DARK, 0, -radius, 0.062, 0.012, radius * 2, 0.008, 0.002);
      b.box(STEEL_DARK, 0, -0.006, 0.062, radius * 2, 0.012, 0.008, 0.002);
    });
  });
}

/** Short belt at conveyor height where parts enter or leave, along x. */
export function mouth(b: FormBuilder, x0: number, x1: number, z = 0, width = 0.26): void {
  const length = Math.abs(x1 - x0);
  const x = (x0 + x1) / 2;
  b.box(BELT, x, CONVEYOR_Y - 0.05, z, length, 0.05, width, 0.012);
  for (const side of [-1, 1]) {
    b.box(ALUMINIUM, x, CONVEYOR_Y - 0.1, z + side * (width / 2 + 0.018), length, 0.13, 0.03, 0.008);
  }
}

/** Louvred service panel on a face. */
export function louvrePanel(
  b: FormBuilder,
  x: number,
  y: number,
  z: number,
  width: number,
  height: number,
  to: Facing,
  dark = false,
): void {
  facing(b, x, y, z, to, () => {
    b.box(dark ? LOUVRES_DARK : LOUVRES, 0, 0, 0, width, height, 0.018, 0.006);
  });
}

/** Steel platform with chequer plate, posts and yellow rails; x, z its middle. */
export function platform(
  b: FormBuilder,
  x: number,
  y: number,
  z: number,
  length: number,
  width: number,
): void {
  b.box({ ...STEEL_DARK, pattern: PATTERN.chequer }, x, y - 0.05, z, length, 0.05, width, 0.01);
  b.box(YELLOW, x, y - 0.09, z + width / 2, length, 0.09, 0.03, 0.008);
  const posts = Math.max(2, Math.ceil(length / 1.4) + 1);
  for (let i = 0; i < posts; i++) {
    const px = x - length / 2 + (length * i) / (posts - 1);
    b.cylinder(YELLOW, 'y', px, y, z + width / 2, 0.022, 1.1, 8);
    if (i === 0 || i === posts - 1)
      b.box(STEEL_DARK, px, 0, z + width / 2 - 0.05, 0.08, y - 0.05, 0.08, 0.01);
  }
  for (const rail of [0.55, 1.08])
    b.cylinder(YELLOW, 'x', x - length / 2, y + rail, z + width / 2, 0.02, length, 8);
}

/** Upright ladder with a cage of rungs, its foot at x, z. */
export function ladder(b: FormBuilder, x: number, z: number, height: number): void {
  for (const side of [-0.2, 0.2]) b.cylinder(YELLOW, 'y', x + side, 0, z, 0.02, height, 8);
  b.detail(() => {
    for (let y = 0.3; y < height; y += 0.28) b.cylinder(STEEL, 'x', x - 0.2, y, z, 0.014, 0.4, 6);
  });
}

/** Row of gas or water valves on a board. */
export function valveBoard(b: FormBuilder, x: number, y: number, z: number, width: number, to: Facing): void {
  facing(b, x, y, z, to, () => {
    b.box(ENAMEL_GREY, 0, 0, 0, width, 0.7, 0.03, 0.01);
    b.detail(() => {
      const count = Math.max(2, Math.floor(width / 0.22));
      for (let i = 0; i < count; i++) {
        const vx = -width / 2 + (width * (i + 0.5)) / count;
        b.cylinder(STEEL, 'y', vx, 0.02, 0.06, 0.022, 0.66, 8);
        b.cylinder(i % 2 ? BLUE_PIPE : YELLOW, 'z', vx, 0.38, 0.05, 0.05, 0.07, 12);
        b.cylinder(ENAMEL, 'z', vx, 0.54, 0.05, 0.045, 0.04, 12);
      }
    });
  });
}

/** Welded frame of square tube around a box of space. */
export function tubeFrame(
  b: FormBuilder,
  paint: Paint,
  x: number,
  y: number,
  z: number,
  w: number,
  h: number,
  d: number,
  tube = 0.05,
): void {
  for (const sx of [-1, 1])
    for (const sz of [-1, 1])
      b.box(paint, x + (sx * (w - tube)) / 2, y, z + (sz * (d - tube)) / 2, tube, h, tube, 0.008);
  for (const level of [y, y + h - tube]) {
    for (const side of [-1, 1]) {
      b.box(paint, x, level, z + (side * (d - tube)) / 2, w, tube, tube, 0.008);
      b.box(paint, x + (side * (w - tube)) / 2, level, z, tube, tube, d, 0.008);
    }
  }
}

/** Heavy cast bed with a lighter band, the foot of most machine tools. */
export function castBed(
  b: FormBuilder,
  length: number,
  height: number,
  width: number,
  paint: Paint = CAST_IRON,
): void {
  b.box(paint, 0, 0.06, 0, length, height - 0.06, width, 0.05);
  b.box(ENAMEL_BLACK, 0, 0, 0, length - 0.1, 0.08, width - 0.1, 0.02);
}
