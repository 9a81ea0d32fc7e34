import type { FormBuilder } from '../form/form-builder.ts';
import { tubeFrame } from '../form/fittings.ts';
import {
  ALUMINIUM,
  ENAMEL,
  ENAMEL_DARK,
  GLASS,
  STEEL,
  STEEL_BRIGHT,
  BRASS,
  PLASTIC_BLACK,
} from '../form/paint.ts';

/** Table of an assembly machine with a clear enclosure of aluminium profile above it. */
export function assemblyEnclosure(b: FormBuilder, length: number, width: number, top: number, x = 0): void {
  b.box(ENAMEL, x, 0.1, 0, length, 0.66, width, 0.05);
  b.box(ENAMEL_DARK, x, 0, 0, length - 0.12, 0.12, width - 0.12, 0.02);
  b.box(STEEL, x, 0.76, 0, length, 0.04, width, 0.012);
  tubeFrame(b, ALUMINIUM, x, 0.8, 0, length, top - 0.8, width, 0.045);
  for (const side of [-1, 1])
    b.box(GLASS, x, 0.84, side * (width / 2 - 0.02), length - 0.1, top - 0.9, 0.012, 0.003);
  b.detail(() => {
    for (const side of [-1, 1])
      b.box(PLASTIC_BLACK, x + 0.1, 1.25, side * (width / 2 + 0.005), 0.03, 0.18, 0.03, 0.01);
  });
  b.box(ENAMEL, x, top, 0, length, 0.1, width, 0.03);
}

/** A finished bearing: two rings, balls, cage; lies about y, its underside at y. */
export function bearing(b: FormBuilder, x: number, y: number, z: number, outer = 0.085): void {
  const width = outer * 0.58;
  b.ring(STEEL_BRIGHT, 'y', x, y, z, outer, outer * 0.84, width, 24, 0.005);
  b.ring(STEEL_BRIGHT, 'y', x, y, z, outer * 0.66, outer * 0.48, width, 20, 0.005);
  b.ring(BRASS, 'y', x, y + width * 0.3, z, outer * 0.78, outer * 0.72, width * 0.4, 20, 0.002);
  for (let i = 0; i < 9; i++) {
    const a = (i / 9) * Math.PI * 2;
    b.ball(
      STEEL_BRIGHT,
      x + Math.cos(a) * outer * 0.75,
      y + width / 2,
      z + Math.sin(a) * outer * 0.75,
      outer * 0.135,
      6,
    );
  }
}

/** Pneumatic press column: plate, two guide rods, cylinder; `joint` carries its ram. */
export function pressColumn(
  b: FormBuilder,
  joint: string,
  x: number,
  y: number,
  z: number,
  height: number,
): void {
  for (const dx of [-0.13, 0.13]) b.cylinder(STEEL_BRIGHT, 'y', x + dx, y, z - 0.1, 0.022, height, 10);
  b.box(STEEL, x, y + height, z - 0.04, 0.4, 0.05, 0.34, 0.012);
  b.cylinder(ALUMINIUM, 'y', x, y + height + 0.05, z, 0.075, 0.3, 18);
  b.joint(joint, x, y + height - 0.1, z, () => {
    b.box(STEEL, 0, -0.06, -0.04, 0.34, 0.05, 0.24, 0.012);
    b.cylinder(STEEL_BRIGHT, 'y', 0, -0.06, 0, 0.03, 0.24, 12);
    b.cylinder(ENAMEL_DARK, 'y', 0, -0.16, 0, 0.05, 0.1, 14);
  });
}
