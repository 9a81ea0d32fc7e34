import type { FormBuilder } from '../form/form-builder.ts';
import {
  ACCENT,
  ALUMINIUM,
  CLADDING,
  CONCRETE,
  ENAMEL,
  ENAMEL_DARK,
  ENAMEL_GREY,
  FENCE_MESH,
  GLASS,
  GLASS_AMBER,
  HAZARD,
  LAMP,
  STEEL,
  STEEL_DARK,
  WHITE,
  WINDOW,
  YELLOW,
  tinted,
} from '../form/paint.ts';
import type { Footprint } from '../conveyors/route.ts';
import type { MachineRig } from '../plant/machine-rig.ts';
import type { SceneTheme } from '../scene-api.ts';

export interface HallSize {
  lengthM: number;
  widthM: number;
  heightM: number;
}

const COLUMN_PITCH_M = 12;
const TRAY_Y = 5.4;
const STRIP_Y = 6.6;
const WALL_M = 1.1;
const WINDOW_PITCH_M = 3;

/** Kerb walls, clad walls with a band of windows that can be taken away, columns, cable trays on brackets, light strips, gates. */
export function drawHall(b: FormBuilder, hall: HallSize, aisles: readonly number[]): void {
  const { lengthM, widthM, heightM } = hall;
  const x = lengthM / 2 + 0.3;
  const z = widthM / 2 + 0.3;
  for (const side of [-1, 1]) {
    b.box(CONCRETE, 0, 0, side * z, lengthM + 1.2, 0.5, 0.3, 0.03);
    b.box(ENAMEL_GREY, 0, 0.5, side * z, lengthM + 1.1, WALL_M - 0.5, 0.16, 0.02);
    b.box(ENAMEL_DARK, 0, WALL_M, side * z, lengthM + 1.2, 0.08, 0.24, 0.02);
    b.box(CONCRETE, side * x, 0, 0, 0.3, 0.5, widthM + 1.2, 0.03);
    b.box(ENAMEL_GREY, side * x, 0.5, 0, 0.16, WALL_M - 0.5, widthM + 1.1, 0.02);
    b.box(ENAMEL_DARK, side * x, WALL_M, 0, 0.24, 0.08, widthM + 1.2, 0.02);
  }
  const columns = Math.round(lengthM / COLUMN_PITCH_M);
  const columnX = (i: number) => -lengthM / 2 + (lengthM * i) / columns;
  for (const side of HALL_SIDES) {
    b.joint(`columns${side.name}`, 0, 0, 0, () => {
      if (side.z === 0) {
        for (let i = 1; i < 5; i++)
          column(b, side.x * (lengthM / 2 + 0.1), -widthM / 2 + (widthM * i) / 5, heightM);
        return;
      }
      for (let i = 0; i <= columns; i++) column(b, columnX(i), side.z * (widthM / 2 + 0.1), heightM);
    });
    b.joint(`wall${side.name}`, 0, 0, 0, () => wall(b, side, hall));
    if (side.z !== 0)
      b.joint(`tray${side.name}`, 0, 0, 0, () =>
        cableTray(b, side.z * (widthM / 2 - 0.45), lengthM, columns),
      );
  }
  b.joint('lamps', 0, 0, 0, () => {
    for (const aisle of aisles)
      for (let i = 0; i < columns; i++)
        lightStrip(b, (columnX(i) + columnX(i + 1)) / 2, aisle, lengthM / columns - 1.6);
  });
}

/**
 * Takes away the walls and lowers the columns on the sides from which one looks in, and leaves lamps out when looking from above them,
 * as the roof is left out.
 */
export function openHall(rig: MachineRig, camera: { x: number; y: number; z: number }, hall: HallSize): void {
  for (const side of HALL_SIDES) {
    const outside = side.z === 0 ? camera.x * side.x - hall.lengthM / 2 : camera.z * side.z - hall.widthM / 2;
    const lowered = outside > -4;
    rig.joint(`columns${side.name}`).stretch(1, lowered ? 0.11 : 1, 1);
    const standing = lowered ? 0 : 1;
    rig.joint(`wall${side.name}`).stretch(standing, standing, standing);
    if (side.z !== 0) rig.joint(`tray${side.name}`).stretch(standing, standing, standing);
  }
  const lit = camera.y < STRIP_Y * 1.5 ? 1 : 0;
  rig.joint('lamps').stretch(lit, lit, lit);
}

const HALL_SIDES = [
  { name: 'North', x: 0, z: -1 },
  { name: 'South', x: 0, z: 1 },
  { name: 'West', x: -1, z: 0 },
  { name: 'East', x: 1, z: 0 },
] as const;

/** Evening through the windows of the dark theme, day through those of the light one; linear light. */
const WINDOW_LIGHT: Record<SceneTheme, readonly [number, number, number]> = {
  dark: [0.016, 0.034, 0.06],
  light: [0.8, 0.9, 0.98],
};

export function lightWindows(rig: MachineRig, theme: SceneTheme): void {
  rig.setGlow(rig.glowIndex('windows'), ...WINDOW_LIGHT[theme]);
}

/** Ribbed cladding with the plant's stripe, a band of windows in frames, and the beam a crane runs on. */
function wall(
  b: FormBuilder,
  side: (typeof HALL_SIDES)[number],
  { lengthM, widthM, heightM }: HallSize,
): void {
  const length = side.z === 0 ? widthM : lengthM;
  const away = (side.z === 0 ? lengthM : widthM) / 2 + 0.42;
  const turn = side.z === 0 ? side.x * -(Math.PI / 2) : side.z > 0 ? Math.PI : 0;
  b.at(side.x * away, 0, side.z * away, { ry: turn }, () => {
    // +z of this frame looks into the hall.
    const windows = { from: heightM * 0.46, to: heightM * 0.74 };
    const top = heightM - 0.4;
    b.box(CLADDING, 0, WALL_M + 0.06, 0, length + 0.9, windows.from - WALL_M - 0.06, 0.16, 0);
    b.box(ACCENT, 0, windows.from - 1.1, 0.02, length + 0.9, 0.34, 0.16, 0);
    b.box(CLADDING, 0, windows.to, 0, length + 0.9, top - windows.to, 0.16, 0);
    b.glow('windows', () => b.box(WINDOW, 0, windows.from, 0, length, windows.to - windows.from, 0.06, 0));
    for (const y of [windows.from - 0.06, (windows.from + windows.to) / 2, windows.to - 0.06])
      b.box(ENAMEL_DARK, 0, y, 0.04, length + 0.9, 0.12, 0.14, 0);
    const panes = Math.round(length / WINDOW_PITCH_M);
    for (let i = 0; i <= panes; i++) {
      const x = -length / 2 + (length * i) / panes;
      b.box(ENAMEL_DARK, x, windows.from, 0.04, 0.1, windows.to - windows.from, 0.12, 0);
    }
    b.box(YELLOW, 0, windows.to + 0.35, 0.42, length - 0.6, 0.5, 0.26, 0.02);
    b.box(STEEL_DARK, 0, windows.to + 0.85, 0.42, length - 0.6, 0.07, 0.08, 0);
    b.box(ENAMEL_DARK, 0, top, 0, length + 1, 0.16, 0.3, 0);
  });
}

/** Rolled H column on its base plate, guarded against trucks. */
function column(b: FormBuilder, x: number, z: number, height: number): void {
  b.box(STEEL_DARK, x, 0, z, 0.62, 0.04, 0.62, 0.01);
  for (const side of [-1, 1]) b.box(ENAMEL, x, 0.04, z + side * 0.17, 0.34, height - 0.04, 0.03, 0.006);
  b.box(ENAMEL, x, 0.04, z, 0.025, height - 0.04, 0.34, 0.006);
  b.box(HAZARD, x, 0.04, z, 0.37, 1.1, 0.4, 0.01);
}

/** Slim lamp between two thin wires; they end in the air where the roof is left out. */
function lightStrip(b: FormBuilder, x: number, z: number, length: number): void {
  b.box(ENAMEL_DARK, x, STRIP_Y + 0.05, z, length, 0.05, 0.16, 0.012);
  b.glow('strip', () => b.box(LAMP, x, STRIP_Y, z, length - 0.08, 0.05, 0.12, 0.012), [1.6, 1.7, 1.85]);
}

function cableTray(b: FormBuilder, z: number, length: number, columns: number): void {
  for (const side of [-1, 1]) b.box(STEEL, 0, TRAY_Y, z + side * 0.22, length, 0.09, 0.012, 0.003);
  b.box(tinted(STEEL_DARK, 0x6a7177), 0, TRAY_Y, z, length, 0.012, 0.44, 0.002);
  for (const [i, dz] of [-0.14, -0.06, 0.03, 0.12].entries())
    b.cylinder(
      i % 2 ? ENAMEL_DARK : STEEL_DARK,
      'x',
      -length / 2,
      TRAY_Y + 0.05,
      z + dz,
      0.032,
      length,
      6,
      0.002,
    );
  for (let i = 0; i <= columns; i++) {
    const x = -length / 2 + (length * i) / columns;
    b.box(STEEL_DARK, x, TRAY_Y - 0.06, z + Math.sign(z) * 0.15, 0.06, 0.06, 0.9, 0.01);
  }
}

/** Glass walls with aluminium posts around a clean room, a doorway in each short side. */
export function drawGlassRoom(b: FormBuilder, room: Footprint, heightM: number): void {
  const wall = (x0: number, z0: number, x1: number, z1: number) => {
    const length = Math.hypot(x1 - x0, z1 - z0);
    b.at((x0 + x1) / 2, 0, (z0 + z1) / 2, { ry: Math.atan2(-(z1 - z0), x1 - x0) }, () => {
      b.box(ENAMEL, 0, 0, 0, length, 0.14, 0.1, 0.015);
      b.box(GLASS, 0, 0.14, 0, length, heightM - 0.2, 0.03, 0.004);
      b.box(ALUMINIUM, 0, heightM - 0.08, 0, length, 0.1, 0.08, 0.012);
      b.box(WHITE, 0, 1.35, 0, length, 0.05, 0.034, 0.002);
      const posts = Math.max(1, Math.round(length / 2.4));
      for (let i = 0; i <= posts; i++)
        b.box(ALUMINIUM, -length / 2 + (length * i) / posts, 0, 0, 0.07, heightM, 0.07, 0.01);
    });
  };
  const { minX, maxX, minZ, maxZ } = room;
  const door = 2;
  const middle = (minZ + maxZ) / 2;
  wall(minX, minZ, maxX, minZ);
  wall(minX, maxZ, maxX, maxZ);
  for (const x of [minX, maxX]) {
    wall(x, minZ, x, middle - door / 2);
    wall(x, middle + door / 2, x, maxZ);
    b.box(ALUMINIUM, x, heightM - 0.5, middle, 0.08, 0.5, door, 0.012);
  }
}

/** Fence of mesh panels with an amber laser window in every other one, and a gate with its lamp. */
export function drawLaserFence(
  b: FormBuilder,
  cell: Footprint,
  heightM: number,
  gaps: readonly { x: number; z: number; halfM: number }[],
): void {
  const side = (x0: number, z0: number, x1: number, z1: number) => {
    const length = Math.hypot(x1 - x0, z1 - z0);
    const panels = Math.max(1, Math.round(length / 1.6));
    for (let i = 0; i <= panels; i++) {
      const px = x0 + ((x1 - x0) * i) / panels;
      const pz = z0 + ((z1 - z0) * i) / panels;
      b.box(YELLOW, px, 0, pz, 0.07, heightM, 0.07, 0.01);
      b.box(ENAMEL_DARK, px, 0, pz, 0.16, 0.02, 0.16, 0.004);
    }
    for (let i = 0; i < panels; i++) {
      const px = x0 + ((x1 - x0) * (i + 0.5)) / panels;
      const pz = z0 + ((z1 - z0) * (i + 0.5)) / panels;
      const half = length / panels / 2;
      if (
        gaps.some(
          (gap) =>
            Math.abs(gap.x - px) < half + gap.halfM &&
            Math.abs(gap.z - pz) < 0.4 + (z0 === z1 ? 0 : half + gap.halfM) &&
            (z0 === z1 || Math.abs(gap.x - px) < 0.4),
        )
      )
        continue;
      b.at(px, 0, pz, { ry: Math.atan2(-(z1 - z0), x1 - x0) }, () => {
        const width = half * 2 - 0.07;
        b.box(ENAMEL_DARK, 0, 0.12, 0, width, 0.04, 0.04, 0.006);
        b.box(ENAMEL_DARK, 0, heightM - 0.06, 0, width, 0.04, 0.04, 0.006);
        if (i % 2 === 0) {
          b.box(ENAMEL_GREY, 0, 0.16, 0, width, 0.74, 0.025, 0.006);
          b.box(GLASS_AMBER, 0, 0.9, 0, width, heightM - 0.98, 0.02, 0.004);
        } else {
          b.box(FENCE_MESH, 0, 0.16, 0, width, heightM - 0.24, 0.012, 0.002);
        }
      });
    }
  };
  const { minX, maxX, minZ, maxZ } = cell;
  side(minX, minZ, maxX, minZ);
  side(minX, maxZ, maxX, maxZ);
  side(minX, minZ, minX, maxZ);
  side(maxX, minZ, maxX, maxZ);
}
