import { z } from 'zod';
import type { ShaftAngle } from './shaft-angle.ts';
import { ANGLE_SOURCES } from './shaft-angle.ts';
import type { DriveTrain } from './drive-train.ts';
import { foreignLineSchema, foreignLines } from './foreign-lines.ts';
import type { ShaftDiagnosisParameters } from './parameters.ts';
import { steadinessOf } from './steadiness.ts';
import type { VelocityLine, VelocityLines } from './velocity-lines.ts';

const lineSchema = z.object({
  /** Name of what it is a line of, such as `2x`, `0.5x`, `belt:fan:1`, `gear:reducer:mesh`, `gear:reducer:0:-1`. */
  key: z.string(),
  /** Where it was found, in multiples of the shaft. */
  order: z.number(),
  mmPerS: z.number(),
  /** Peak over floor. */
  prominence: z.number(),
  /** False where a supply line or the flank of another line lies in its window, so that it says nothing. */
  readable: z.boolean(),
});
export type ShaftLine = z.infer<typeof lineSchema>;

/** All that the rules look at of one burst. */
export const shaftFeaturesSchema = z.object({
  speedRpm: z.number(),
  angle: z.enum(ANGLE_SOURCES),
  /** Highest less lowest speed over the mean; null where it was taken as steady. */
  variation: z.number().nullable(),
  /** In the ISO 20816 band. */
  velocityRmsMmPerS: z.number(),
  /** Amplitude of the acceleration floor between the lines, m/s². */
  floorMPerS2: z.number(),
  /** Width of a bin in orders. */
  resolution: z.number(),
  lines: z.array(lineSchema),
  axial: z.array(lineSchema).nullable(),
  /** Steadiness of 1x within the burst; phase null where the angle was read off it. */
  steadiness: z.object({ amplitudeSpread: z.number(), phaseDeg: z.number().nullable() }),
  /** Strongest lines that are none of the shaft's. */
  foreign: z.array(foreignLineSchema),
});
export type ShaftFeatures = z.infer<typeof shaftFeaturesSchema>;

/** Half orders that a loose part draws. */
const HALF_ORDERS = [0.5, 1.5, 2.5, 3.5] as const;
const AXIAL_HARMONICS = 3;

/** Reads the lines of a burst that has its angle. */
export function shaftFeatures(
  angle: ShaftAngle,
  accelerationMPerS2: Float64Array,
  sampleRateHz: number,
  axial: VelocityLines | null,
  velocityRmsMmPerS: number,
  drive: DriveTrain,
  parameters: ShaftDiagnosisParameters,
): ShaftFeatures {
  const { lines, shaftHz } = angle;
  const read = (key: string, order: number) => shaftLine(key, order, lines, parameters);
  return {
    speedRpm: round(60 * shaftHz),
    angle: angle.source,
    variation: angle.variation === null ? null : round(angle.variation),
    velocityRmsMmPerS: round(velocityRmsMmPerS),
    floorMPerS2: round(lines.floorMPerS2()),
    resolution: round(lines.resolution),
    lines: [
      ...harmonics(parameters.lines.harmonics).map((k) => read(`${k}x`, k)),
      ...HALF_ORDERS.map((half) => read(`${half}x`, half)),
      ...drive.belts.flatMap((belt) => beltLines(belt, lines, parameters)),
      ...drive.gears.flatMap(({ id, meshOrder, shaftOrders }) => [
        read(`gear:${id}:mesh`, meshOrder),
        read(`gear:${id}:mesh2`, 2 * meshOrder),
        ...shaftOrders.flatMap((spacing, side) =>
          [-2, -1, 1, 2].map((k) => read(`gear:${id}:${side}:${k}`, meshOrder + k * spacing)),
        ),
      ]),
    ],
    axial: axial && harmonics(AXIAL_HARMONICS).map((k) => shaftLine(`${k}x`, k, axial, parameters)),
    steadiness: steadinessOf(angle, accelerationMPerS2, sampleRateHz),
    foreign: foreignLines(lines, drive, parameters),
  };
}

/** The line of a key; one that was not read is not there. */
export function lineOf(lines: readonly ShaftLine[], key: string): ShaftLine {
  return (
    lines.find((line) => line.key === key) ?? { key, order: 0, mmPerS: 0, prominence: 0, readable: false }
  );
}

function harmonics(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

function shaftLine(
  key: string,
  order: number,
  lines: VelocityLines,
  parameters: ShaftDiagnosisParameters,
): ShaftLine {
  const { mainsHz, mainsHalfWidthHz } = parameters.lines;
  const hz = order * lines.shaftHz;
  const mains = Math.round(hz / mainsHz) * mainsHz;
  const reach = mainsHalfWidthHz + lines.tolerance(order) * lines.shaftHz;
  const readable = order > 0 && (mains === 0 || Math.abs(hz - mains) > reach);
  const line = lines.at(order);
  // What does not stand above the floor is no line, and no flank either: its amplitude is a bound.
  const isFlank = line.prominence >= parameters.lines.minimumProminence && !line.isSharp;
  return kept(key, line, readable && !isFlank);
}

/** Lines of a belt with one slip for all: the one at which they stand highest together. */
function beltLines(
  { id, order, verified }: DriveTrain['belts'][number],
  lines: VelocityLines,
  { belts }: ShaftDiagnosisParameters,
): ShaftLine[] {
  const range = verified ? belts.searchVerified : belts.searchUnverified;
  const step = Math.max(0.001, lines.resolution / (3 * belts.harmonics * order));
  let best = { score: -Infinity, found: [] as ShaftLine[] };
  for (let slip = -range; slip <= range; slip += step) {
    const found = harmonics(belts.harmonics).map((k) => {
      const at = k * order * (1 + slip);
      // On a half order of the shaft it cannot be told from the shaft's own.
      const own = Math.abs(at - Math.round(2 * at) / 2) < lines.tolerance(at) + 2 * lines.resolution;
      return kept(`belt:${id}:${k}`, lines.at(at, 1.5 * lines.resolution), !own);
    });
    const score = found.reduce(
      (sum, { prominence, readable }) => sum + (readable ? Math.log(Math.max(1, prominence)) : 0),
      0,
    );
    if (score > best.score) best = { score, found };
  }
  return best.found;
}

function kept(key: string, { order, mmPerS, prominence }: VelocityLine, readable: boolean): ShaftLine {
  return { key, order: round(order), mmPerS: round(mmPerS), prominence: round(prominence), readable };
}

/** Five significant digits: more than the method resolves. */
export function round(value: number): number {
  return Number(value.toPrecision(5));
}
