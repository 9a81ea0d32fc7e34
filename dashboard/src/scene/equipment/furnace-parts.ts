import type { FormBuilder } from '../form/form-builder.ts';
import type { MotionFrame } from '../plant/motion.ts';
import { motor } from '../form/fittings.ts';
import {
  ENAMEL_BLACK,
  ENAMEL_DARK,
  ENAMEL_GREY,
  FURNACE_SILVER,
  LAMP,
  RED_PAINT,
  STEEL,
  STEEL_DARK,
  YELLOW,
} from '../form/paint.ts';
import type { Paint } from '../form/paint.ts';
import type { MachineLive } from '../plant/machine-live.ts';
import type { MachineRig } from '../plant/machine-rig.ts';
import { heatGlow, together } from '../plant/motions.ts';

export interface TunnelLayout {
  /** Ends of the insulated body along x, metres. */
  from: number;
  to: number;
  bottom: number;
  top: number;
  width: number;
  zones: number;
  body?: Paint;
  /** Colour of the ribs and the frame. */
  frame?: Paint;
}

/**
 * Insulated furnace body: ribbed shell on a frame, per zone a framed sight window on both sides, heating
 * element heads, a thermocouple and a circulation fan on the roof. Windows are the glows `zone1` to `zoneN`.
 */
export function insulatedTunnel(b: FormBuilder, t: TunnelLayout): void {
  const body = t.body ?? FURNACE_SILVER;
  const frame = t.frame ?? ENAMEL_DARK;
  const length = t.to - t.from;
  const middle = (t.from + t.to) / 2;
  const height = t.top - t.bottom;
  b.box(body, middle, t.bottom, 0, length, height * 0.86, t.width, 0.06);
  b.at(middle, t.bottom + height * 0.86, 0, { ry: Math.PI / 2 }, () =>
    b.extrude(
      body,
      0,
      [
        [-t.width / 2 + 0.03, 0],
        [t.width / 2 - 0.03, 0],
        [t.width / 2 - 0.3, height * 0.14],
        [-t.width / 2 + 0.3, height * 0.14],
      ],
      length - 0.04,
      0.03,
    ),
  );
  // Stand.
  const legs = Math.max(3, Math.round(length / 2));
  for (let i = 0; i < legs; i++) {
    const x = t.from + 0.25 + ((length - 0.5) * i) / (legs - 1);
    for (const side of [-1, 1])
      b.box(frame, x, 0, side * (t.width / 2 - 0.12), 0.14, t.bottom + 0.02, 0.14, 0.01);
  }
  for (const side of [-1, 1])
    b.box(frame, middle, t.bottom - 0.12, side * (t.width / 2 - 0.1), length, 0.14, 0.1, 0.01);
  const zoneLength = length / t.zones;
  for (let z = 0; z < t.zones; z++) {
    const x = t.from + zoneLength * (z + 0.5);
    // Ribs of the shell between the zones.
    for (const rx of z === 0 ? [t.from + 0.06, t.from + zoneLength] : [t.from + zoneLength * (z + 1)]) {
      const at = Math.min(rx, t.to - 0.06);
      for (const side of [-1, 1])
        b.box(frame, at, t.bottom - 0.05, side * (t.width / 2 + 0.02), 0.1, height * 0.9, 0.07, 0.012);
      b.box(frame, at, t.top - 0.04, 0, 0.1, 0.07, t.width - 0.5, 0.012);
    }
    for (const side of [-1, 1]) {
      const face = side * (t.width / 2);
      const windowWidth = Math.min(0.85, zoneLength * 0.42);
      b.box(
        ENAMEL_BLACK,
        x,
        t.bottom + height * 0.26,
        face + side * 0.012,
        windowWidth + 0.14,
        0.42,
        0.05,
        0.02,
      );
      b.glow(`zone${z + 1}`, () => {
        b.box(LAMP, x, t.bottom + height * 0.26 + 0.07, face + side * 0.03, windowWidth, 0.28, 0.03, 0.012);
        b.halo(x, t.bottom + height * 0.26 + 0.21, face + side * 0.16, 0.85);
      });
      b.detail(() => {
        b.box(
          STEEL_DARK,
          x,
          t.bottom + height * 0.26 + 0.2,
          face + side * 0.05,
          windowWidth,
          0.014,
          0.012,
          0.003,
        );
        for (let e = -1; e <= 1; e++)
          b.cylinder(
            STEEL,
            'z',
            x + e * zoneLength * 0.24,
            t.bottom + height * 0.68,
            side > 0 ? face : face - 0.14,
            0.045,
            0.14,
            10,
          );
        b.box(
          YELLOW,
          x + zoneLength * 0.3,
          t.bottom + height * 0.1,
          face + side * 0.004,
          0.12,
          0.1,
          0.01,
          0.002,
        );
      });
    }
    // Roof: circulation fan motor, thermocouple.
    b.cylinder(ENAMEL_GREY, 'y', x, t.top - 0.02, 0, 0.24, 0.12, 20);
    motor(b, 'y', x, t.top + 0.14, 0, 0.15, 0.36);
    b.detail(() => {
      b.cylinder(STEEL, 'y', x + zoneLength * 0.28, t.top, 0.25, 0.018, 0.3, 8);
      b.box(RED_PAINT, x + zoneLength * 0.28, t.top + 0.28, 0.25, 0.08, 0.09, 0.08, 0.015);
    });
  }
  // Cable tray along the shell.
  b.box(STEEL_DARK, middle, t.top - 0.2, t.width / 2 + 0.14, length - 0.2, 0.06, 0.18, 0.01);
}

/** Glow of each zone by `zone_N_temp`. */
export function zoneGlows(rig: MachineRig, zones: number, otherwiseC: number): (frame: MotionFrame) => void {
  const motions = [];
  for (let z = 1; z <= zones; z++) motions.push(heatGlow(rig, `zone${z}`, `zone_${z}_temp`, otherwiseC, 0.9));
  return together(...motions);
}

/** Belt whose plates move: a shift by less than one pitch of its pattern, repeated, looks like an endless belt. */
export function movingBelt(
  b: FormBuilder,
  name: string,
  paint: Paint,
  from: number,
  to: number,
  y: number,
  width: number,
): void {
  b.joint(name, (from + to) / 2, y, 0, () => {
    b.box(paint, 0, -0.05, 0, to - from, 0.05, width, 0.012);
  });
}

/** Shifts a belt by its speed signal, mm/min, within one pitch of its pattern. */
export function beltMotion(
  rig: MachineRig,
  joint: string,
  signal: string,
  otherwiseMmPerMin: number,
): (frame: MotionFrame) => void {
  const belt = rig.joint(joint);
  const pitchM = 0.04;
  let at = 0;
  return ({ dt, live }) => {
    const speed = live.valueOr(signal, live.running ? otherwiseMmPerMin : 0);
    if (!(speed > 0)) return;
    at = (at + (speed / 60_000) * dt) % pitchM;
    belt.move(at, 0, 0);
  };
}

/** Number of zones a machine has signals for. */
export function zoneCount(live: MachineLive, drawn: number): number {
  let zones = 0;
  while (zones < drawn && live.has(`zone_${zones + 1}_temp`)) zones++;
  return zones || drawn;
}

/** Exhaust hood over a mouth, with its duct. */
export function hood(
  b: FormBuilder,
  x: number,
  y: number,
  width: number,
  length: number,
  ductTop: number,
): void {
  b.at(x, y, 0, { ry: Math.PI / 2 }, () =>
    b.extrude(
      STEEL,
      0,
      [
        [-width / 2, 0],
        [width / 2, 0],
        [0.18, 0.55],
        [-0.18, 0.55],
      ],
      length,
      0.02,
    ),
  );
  b.cylinder(STEEL, 'y', x, y + 0.5, 0, 0.17, ductTop - y - 0.5, 18);
}
