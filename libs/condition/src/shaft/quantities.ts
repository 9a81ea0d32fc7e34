import type { DriveTrain } from './drive-train.ts';
import { toDb, type ShaftReference } from './baseline.ts';
import { lineOf, round, type ShaftFeatures, type ShaftLine } from './features.ts';
import type { ForeignLine } from './foreign-lines.ts';
import { HISTORY_HARMONICS, speedsAtFixedHz, speedSlope, speedTrend, type ShaftHistory } from './history.ts';
import type { ShaftDiagnosisParameters } from './parameters.ts';

/** Everything a rule can ask for. */
export const QUANTITIES = [
  'velocity-rise-db',
  'velocity-over-alert',
  'order-1-rise-db',
  'order-2-rise-db',
  'order-3-rise-db',
  'order-1-share',
  'order-2-over-1',
  'order-1-amplitude-spread',
  'order-1-phase-deg',
  'order-1-off-bins',
  'order-2-off-bins',
  'harmonics-risen',
  'halves-risen',
  'floor-rise-db',
  'axial-1-over-radial',
  'axial-2-over-radial',
  'belt-lines-risen',
  'belt-verified',
  'gear-mesh-rise-db',
  'gear-sidebands-risen',
  'gear-other-sidebands-risen',
  'gear-verified',
  'resonance-sides',
  'resonance-share',
  'speed-law-deviation',
  'speed-exponent-at-least',
  'machining',
  'foreign-hz',
  'foreign-share',
  'foreign-rise-db',
  'foreign-unexplained',
  'foreign-fixed-speeds',
] as const;
export type QuantityName = (typeof QUANTITIES)[number];

export type ShaftQuantities = {
  /** Null where it cannot be measured here: no baseline, no such sensor, no such drive, no other speed. */
  readonly values: Readonly<Record<QuantityName, number | null>>;
  /** Part of the drive that the quantities of a belt and of a gear speak of. */
  readonly belt: string | null;
  readonly gear: { readonly id: string; readonly shaft: 0 | 1 } | null;
  readonly foreign: ForeignLine | null;
  /** Frequency of the harmonic that passed a resonance. */
  readonly resonanceHz: number | null;
};

const RISE_DB = 6;
/** Velocity of a rotating force grows with the speed to the power 2 (as a force) to 3 (as a displacement against a stiff support). */
const SPEED_LAW_EXPONENT = 2.5;

/** Computes what the rules ask for. */
export function shaftQuantities(
  features: ShaftFeatures,
  reference: ShaftReference | null,
  history: ShaftHistory,
  drive: DriveTrain,
  alertMmPerS: number | null,
  parameters: ShaftDiagnosisParameters,
): ShaftQuantities {
  const line = (key: string) => lineOf(features.lines, key);
  const rise = (key: string) => riseOf(line(key), reference, parameters);
  const risen = (key: string) => (rise(key) ?? 0) >= RISE_DB;
  const count = (keys: readonly string[]) => (reference === null ? null : keys.filter(risen).length);
  const rms = features.velocityRmsMmPerS;
  const first = line('1x');
  const trends = HISTORY_HARMONICS.map((k, i) => ({
    k,
    mmPerS: line(`${k}x`).mmPerS,
    ...speedTrend(
      history,
      { speedRpm: features.speedRpm, mmPerS: line(`${k}x`).mmPerS },
      i,
      parameters.history,
    ),
  }));
  const passed = trends.reduce((a, b) => (b.passedSides > a.passedSides ? b : a));
  const slope = speedSlope(
    history,
    { speedRpm: features.speedRpm, mmPerS: first.mmPerS },
    0,
    parameters.history,
  );
  const { slopeErrors, highestExponent } = parameters.history;
  const leastExponent = slope && slope.exponent - slopeErrors * slope.standardError;
  // Load slows a motor and shakes it too, so that only a rise is told from it: no rotating force grows as fast as a line near a natural frequency.
  const isSteep = leastExponent !== null && leastExponent > highestExponent;
  const lineInResonance = passed.passedSides > 0 ? passed.mmPerS : isSteep ? first.mmPerS : null;
  const belt = drive.belts
    .map(({ id, verified }) => ({
      id,
      verified,
      risen: count([1, 2, 3].map((k) => `belt:${id}:${k}`)),
    }))
    .sort((a, b) => (b.risen ?? 0) - (a.risen ?? 0))[0];
  const gear = worstGear(drive, count);
  const foreign = features.foreign.find(({ unexplained }) => unexplained) ?? features.foreign[0] ?? null;
  const harmonics = Array.from({ length: parameters.lines.harmonics - 2 }, (_, i) => i + 3);
  const values: Record<QuantityName, number | null> = {
    'velocity-rise-db': reference && toDb(rms / reference.velocityRms()),
    'velocity-over-alert': alertMmPerS && rms / alertMmPerS,
    'order-1-rise-db': rise('1x'),
    'order-2-rise-db': rise('2x'),
    'order-3-rise-db': rise('3x'),
    'order-1-share': first.readable && rms > 0 ? first.mmPerS / rms : null,
    'order-2-over-1': first.mmPerS > 0 && line('2x').readable ? line('2x').mmPerS / first.mmPerS : null,
    'order-1-amplitude-spread': features.steadiness.amplitudeSpread,
    // Where the angle was read off 1x itself its phase is steady by construction, and the amplitude has to do.
    'order-1-phase-deg': features.steadiness.phaseDeg ?? 0,
    'order-1-off-bins': offBins(features, [2, 3, 4], parameters),
    'order-2-off-bins': offBins(features, [2], parameters),
    'harmonics-risen': count(harmonics.filter((k) => !isOfGear(k, drive, parameters)).map((k) => `${k}x`)),
    'halves-risen': count(['0.5x', '1.5x', '2.5x', '3.5x']),
    'floor-rise-db': reference && toDb(features.floorMPerS2 / reference.floor()),
    'axial-1-over-radial': axialShare(features, '1x', parameters),
    'axial-2-over-radial': axialShare(features, '2x', parameters),
    'belt-lines-risen': belt?.risen ?? null,
    'belt-verified': belt ? Number(belt.verified) : null,
    'gear-mesh-rise-db': gear && maximum([rise(`gear:${gear.id}:mesh`), rise(`gear:${gear.id}:mesh2`)]),
    'gear-sidebands-risen': gear?.risen ?? null,
    'gear-other-sidebands-risen': gear?.other ?? null,
    'gear-verified': gear ? Number(gear.verified) : null,
    'resonance-sides': Math.max(passed.passedSides, Number(isSteep)),
    'resonance-share': lineInResonance !== null && rms > 0 ? lineInResonance / rms : null,
    'speed-law-deviation':
      trends[0].exponent === null ? null : Math.abs(trends[0].exponent - SPEED_LAW_EXPONENT),
    'speed-exponent-at-least': leastExponent,
    machining: Number(drive.machining),
    'foreign-hz': foreign && foreign.hz,
    'foreign-share': foreign && rms > 0 ? foreign.mmPerS / rms : null,
    'foreign-rise-db': foreign && reference && toDb(foreign.mmPerS / reference.foreign(foreign)),
    'foreign-unexplained': foreign && Number(foreign.unexplained),
    'foreign-fixed-speeds':
      foreign &&
      speedsAtFixedHz(history, { hz: foreign.hz, speedRpm: features.speedRpm }, parameters.foreign),
  };
  return {
    values: Object.fromEntries(
      QUANTITIES.map((name) => [name, values[name] === null ? null : round(values[name])]),
    ) as Record<QuantityName, number | null>,
    belt: belt?.id ?? null,
    gear: gear && { id: gear.id, shaft: gear.shaft },
    foreign,
    resonanceHz: passed.passedSides > 0 ? round((passed.k * features.speedRpm) / 60) : null,
  };
}

/** A line that does not stand above its floor has not risen, however loud the floor has become. */
function riseOf(
  { key, mmPerS, readable, prominence }: ShaftLine,
  reference: ShaftReference | null,
  { lines }: ShaftDiagnosisParameters,
): number | null {
  if (reference === null || !readable) return null;
  const db = toDb(mmPerS / reference.line(key));
  return prominence >= lines.minimumProminence ? db : Math.min(0, db);
}

/** The mesh and the shaft whose sidebands have risen most. */
function worstGear(drive: DriveTrain, count: (keys: readonly string[]) => number | null) {
  const sides = drive.gears.flatMap(({ id, verified }) =>
    ([0, 1] as const).map((shaft) => {
      const of = (side: number) => count([-2, -1, 1, 2].map((k) => `gear:${id}:${side}:${k}`));
      return { id, verified, shaft, risen: of(shaft), other: of(1 - shaft) };
    }),
  );
  return sides.sort((a, b) => (b.risen ?? 0) - (a.risen ?? 0))[0] ?? null;
}

function isOfGear(order: number, { gears }: DriveTrain, { lines }: ShaftDiagnosisParameters): boolean {
  return gears.some(({ meshOrder, shaftOrders }) =>
    shaftOrders.some((spacing) =>
      [-2, -1, 0, 1, 2].some(
        (k) => Math.abs(order - meshOrder - k * spacing) <= 0.02 + lines.halfWidthShare * order,
      ),
    ),
  );
}

function axialShare(
  { lines, axial }: ShaftFeatures,
  key: string,
  { lines: { minimumProminence } }: ShaftDiagnosisParameters,
): number | null {
  if (axial === null) return null;
  const radial = lineOf(lines, key);
  const across = lineOf(axial, key);
  if (!radial.readable || !across.readable || radial.prominence < minimumProminence) return null;
  return across.prominence < minimumProminence ? 0 : across.mmPerS / radial.mmPerS;
}

/** How far 1x lies beside where the strongest of these harmonics says that it is, in bins: a line of another rotor has other harmonics. */
function offBins(
  { lines, resolution }: ShaftFeatures,
  harmonics: readonly number[],
  { lines: { minimumProminence } }: ShaftDiagnosisParameters,
): number | null {
  const first = lineOf(lines, '1x');
  const seen = harmonics
    .map((k) => ({ k, ...lineOf(lines, `${k}x`) }))
    .filter(({ readable, prominence }) => readable && prominence >= minimumProminence)
    .sort((a, b) => b.prominence - a.prominence)[0];
  if (!seen || first.prominence < minimumProminence) return null;
  // At the harmonic, where the distance of two rotors is k times as wide, in the bins of 1x.
  return Math.abs(seen.order - seen.k * first.order) / resolution;
}

function maximum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
