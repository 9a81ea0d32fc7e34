import type { MachineLook } from '../../live/machine-look.ts';
import type { Machine } from './plant.ts';
import type { RigTables } from './rig-tables.ts';

type Light = readonly [lamp: number, r: number, g: number, b: number] | undefined;

/** Which lamp of the tower (0 top red, 1 amber, 2 blue, 3 bottom green) burns for a look, in linear light. */
const LIGHTS: Record<MachineLook, Light> = {
  running: [3, 0.05, 0.75, 0.28],
  idle: [3, 0.3, 0.4, 0.55],
  starved: [1, 2.2, 1.05, 0.08],
  blocked: [1, 2.2, 1.05, 0.08],
  held: [2, 0.22, 0.7, 2.8],
  stopped: undefined,
  fault: [0, 3.2, 0.16, 0.14],
  nodata: undefined,
};

/** Sets the lamps of a machine that has changed its look. */
export function showStackLight(machine: Machine, tables: RigTables): void {
  const { look } = machine.live;
  if (machine.shownLook === look) return;
  machine.shownLook = look;
  const light = LIGHTS[look];
  machine.stackGlows.forEach((glow, lamp) => {
    if (glow < 0) return;
    if (light && light[0] === lamp) tables.setGlow(glow, light[1], light[2], light[3]);
    else tables.setGlow(glow, 0, 0, 0);
  });
}
