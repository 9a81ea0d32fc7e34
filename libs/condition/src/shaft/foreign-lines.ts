import { z } from 'zod';
import type { DriveTrain } from './drive-train.ts';
import type { ShaftDiagnosisParameters } from './parameters.ts';
import type { VelocityLines } from './velocity-lines.ts';

export const foreignLineSchema = z.object({
  hz: z.number(),
  order: z.number(),
  mmPerS: z.number(),
  prominence: z.number(),
  /** Whether nothing known of the drive, the bearings, the supply or another rotor has a line there. */
  unexplained: z.boolean(),
});
export type ForeignLine = z.infer<typeof foreignLineSchema>;

/** The strongest lines that are no multiple of half the shaft's speed, and whether anything known of the machine explains them. */
export function foreignLines(
  lines: VelocityLines,
  drive: DriveTrain,
  parameters: ShaftDiagnosisParameters,
): ForeignLine[] {
  const { lowHz, highHz, kept } = parameters.foreign;
  const { shaftHz } = lines;
  return lines
    .peaks(lowHz, highHz, 4 * kept)
    .filter(({ order, isSharp }) => isSharp && !isShaft(order, lines))
    .slice(0, kept)
    .map(({ order, mmPerS, prominence }) => ({
      hz: rounded(order * shaftHz),
      order: rounded(order),
      mmPerS: rounded(mmPerS),
      prominence: rounded(prominence),
      unexplained: !isExplained(order, lines, drive, parameters),
    }));
}

/** Multiples of a half; the skirts of a strong line count as it. */
function isShaft(order: number, lines: VelocityLines): boolean {
  return Math.abs(order - Math.round(2 * order) / 2) <= lines.tolerance(order) + 2 * lines.resolution;
}

function isExplained(
  order: number,
  lines: VelocityLines,
  { belts, gears, bearings, otherRotors }: DriveTrain,
  { foreign, belts: slip, lines: mains }: ShaftDiagnosisParameters,
): boolean {
  const hz = order * lines.shaftHz;
  const supply = Math.round(hz / mains.mainsHz) * mains.mainsHz;
  if (supply > 0 && Math.abs(hz - supply) <= mains.mainsHalfWidthHz + 2 * lines.resolution * lines.shaftHz)
    return true;
  if (otherRotors.some(({ lowHz, highHz }) => [1, 2].some((k) => hz >= k * lowHz && hz <= k * highHz)))
    return true;
  const near = (expected: number, share: number) =>
    Math.abs(order - expected) <= share * expected + lines.tolerance(expected);
  const isBelt = belts.some((belt) =>
    [1, 2, 3, 4, 5, 6].some((k) =>
      near(k * belt.order, belt.verified ? slip.searchVerified : slip.searchUnverified),
    ),
  );
  if (isBelt) return true;
  const isGear = gears.some(({ meshOrder, shaftOrders }) =>
    [1, 2, 3].some((m) =>
      shaftOrders.some((spacing) =>
        [-3, -2, -1, 0, 1, 2, 3].some((k) => near(m * meshOrder + k * spacing, 0)),
      ),
    ),
  );
  if (isGear) return true;
  return bearings.some(({ bpfo, bpfi, bsf, ftf }) =>
    [
      { rate: bpfo, spacing: 1 },
      { rate: bpfi, spacing: 1 },
      { rate: 2 * bsf, spacing: ftf },
      { rate: ftf, spacing: 1 },
    ].some(({ rate, spacing }) =>
      Array.from({ length: foreign.bearingHarmonics }, (_, i) => (i + 1) * rate).some((line) =>
        [-1, 0, 1].some((k) => near(line + k * spacing, foreign.bearingShare)),
      ),
    ),
  );
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
