import type { DriveTrainDefinition } from '@linetwin/model';
import type { OrderLine } from '../physics/bearing-vibration.ts';

/** Velocity, mm/s RMS, of a belt's and a mesh's lines on a healthy machine, and what a fault of severity 1 adds. */
const BELT_MM_PER_S = 0.04;
const BELT_FAULT_MM_PER_S = 0.45;
const MESH_MM_PER_S = 0.06;
const MESH_FAULT_MM_PER_S = 0.08;
const SIDEBAND_MM_PER_S = 0.01;
const SIDEBAND_FAULT_MM_PER_S = 0.12;
/** A loose part at severity 1: 3x to 10x, and 0.5x, 1.5x, 2.5x. */
const LOOSE_HARMONIC_MM_PER_S = 0.4;
const LOOSE_HALF_MM_PER_S = 0.35;

/**
 * Lines of belts and gears (domain table 2.7): a belt's own turn and its multiples, pi D n / (60 L); a mesh z f_r with sidebands at the shaft of
 * the bad gear, here the one on the measured shaft.
 */
export function driveLines(drive: DriveTrainDefinition | undefined, belt: number, gear: number): OrderLine[] {
  return [
    ...(drive?.belts ?? []).flatMap(({ pulleyDiameterMm, lengthMm }) =>
      [1, 2, 3].map((k) => ({
        order: (k * Math.PI * pulleyDiameterMm) / lengthMm,
        // A belt with a bad place strikes both pulleys: twice a turn is the strongest.
        mmPerS: (BELT_MM_PER_S + BELT_FAULT_MM_PER_S * belt * (k === 2 ? 1.2 : 1)) / Math.max(1, k - 1),
      })),
    ),
    ...(drive?.gears ?? []).flatMap(({ teeth, otherTeeth }) => [
      { order: teeth, mmPerS: MESH_MM_PER_S + MESH_FAULT_MM_PER_S * gear },
      ...[-2, -1, 1, 2].map((k) => ({
        order: teeth + k,
        mmPerS: (SIDEBAND_MM_PER_S + SIDEBAND_FAULT_MM_PER_S * gear) / Math.abs(k),
      })),
      ...[-1, 1].map((k) => ({ order: teeth + (k * teeth) / otherTeeth, mmPerS: SIDEBAND_MM_PER_S })),
    ]),
  ];
}

/** Lines of a loose part (domain table 2.7): many harmonics, falling towards 10x, and half orders. */
export function looseLines(severity: number): OrderLine[] {
  if (severity <= 0) return [];
  return [
    ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((order) => ({
      order,
      mmPerS: (LOOSE_HARMONIC_MM_PER_S * severity) / (1 + 0.12 * (order - 2)),
    })),
    ...[0.5, 1.5, 2.5].map((order) => ({ order, mmPerS: LOOSE_HALF_MM_PER_S * severity })),
  ];
}
