import { maxDecimate, type SpeedTrace } from '@linetwin/signal';
import { ISO_20816_LIMITS_MM_PER_S, iso20816Zone, type Iso20816Group } from '../bearing/severity.ts';
import { PreparedBurst, type VibrationBurst } from '../burst/prepared-burst.ts';
import { refusalAtSpeed } from '../burst/quality.ts';
import { ShaftReference, type ShaftBaseline } from './baseline.ts';
import { decideShaft, type ShaftDecision } from './decision.ts';
import type { ShaftDiagnosis } from './diagnosis.schema.ts';
import { PLAIN_SHAFT, type DriveTrain } from './drive-train.ts';
import { round, shaftFeatures, type ShaftFeatures } from './features.ts';
import type { ShaftHistory } from './history.ts';
import {
  DEFAULT_SHAFT_PARAMETERS,
  SHAFT_METHOD_VERSION,
  type ShaftDiagnosisParameters,
} from './parameters.ts';
import { shaftQuantities } from './quantities.ts';
import { sameAngle, shaftAngle } from './shaft-angle.ts';
import type { VelocityLines } from './velocity-lines.ts';

/** One burst of vibration at one shaft, with the speed of the measured shaft: radial acceleration, and axial where it is measured. */
export type ShaftBurst = VibrationBurst & {
  /** Speed within the burst, from a tacho or encoder; without it the phase of 1x is looked at. */
  readonly speedTrace?: SpeedTrace | null;
};

export type ShaftDiagnosisOptions = {
  readonly parameters?: ShaftDiagnosisParameters;
  readonly drive?: DriveTrain;
  /** Healthy bursts of this machine. */
  readonly baseline?: ShaftBaseline | null;
  /** Bursts before this one, oldest first. */
  readonly history?: ShaftHistory;
  readonly isoGroup?: Iso20816Group | null;
};

/** ISO 20816-3: the band begins at 2 Hz for machines below 600 r/min. */
const SLOW_RPM = 600;
const NO_SPECTRUM = { order: [], mmPerS: [] };

/**
 * Diagnoses a shaft and its drive from one burst: quality gates, angle of the shaft, velocity of its orders, comparison with the machine's
 * healthy bursts, rules. Names a fault only where its signs are all there, says what it cannot exclude, and else why not. Pure: the
 * same arguments give the same finding.
 *
 * @param burst a {@link PreparedBurst} where more than one diagnosis looks at it
 * @returns a finding that can be stored as JSON (`shaftDiagnosisSchema`)
 * @throws RangeError if the sample rate is not positive
 */
export function diagnoseShaft(burst: ShaftBurst, options: ShaftDiagnosisOptions = {}): ShaftDiagnosis {
  const prepared = PreparedBurst.of(burst);
  const { sampleRateHz, speedRpm } = prepared;
  const parameters = options.parameters ?? DEFAULT_SHAFT_PARAMETERS;
  const drive = options.drive ?? PLAIN_SHAFT;
  const isoGroup = options.isoGroup ?? null;
  const judged = prepared.quality(parameters.quality);
  const { quality } = judged;
  const refusal =
    judged.refusal ??
    refusalAtSpeed(quality.durationS, { sampleRateHz, speedRpm, highestOrder: 1 }, parameters.quality);
  const common = {
    method: { name: 'shaft-orders' as const, version: SHAFT_METHOD_VERSION },
    quality,
    drive,
    parameters: parameters as Record<string, unknown>,
  };
  if (refusal !== null || speedRpm === null || prepared.unit === null) {
    return {
      ...common,
      ...NOTHING,
      reason: refusal ?? (speedRpm === null ? 'speed-unknown' : 'unit-unknown'),
      shaft: { givenRpm: speedRpm, speedRpm: null },
      severity: { isoGroup, isoZone: null, alertMmPerS: null },
      features: null,
      evidence: { spectrum: NO_SPECTRUM, comparedWith: 0, reference: {} },
    };
  }
  const { features, lines } = measure(prepared, burst.speedTrace ?? null, speedRpm, drive, parameters);
  const reference = ShaftReference.at(features.speedRpm, options.baseline ?? null, parameters);
  const alertMmPerS = alertOf(reference, isoGroup);
  const isoZone = isoGroup && iso20816Zone(features.velocityRmsMmPerS, isoGroup);
  const quantities = shaftQuantities(
    features,
    reference,
    options.history ?? [],
    drive,
    alertMmPerS,
    parameters,
  );
  const decision = decideShaft(features, quantities, reference, isoZone, parameters);
  const { order, mmPerS } = lines.velocitySpectrum(shownOrder(drive, decision.fixedHz, lines, parameters));
  const thinned = maxDecimate(order, mmPerS, parameters.evidence.points);
  return {
    ...common,
    ...decision,
    shaft: { givenRpm: speedRpm, speedRpm: features.speedRpm },
    severity: { isoGroup, isoZone, alertMmPerS: alertMmPerS === null ? null : round(alertMmPerS) },
    features,
    evidence: {
      spectrum: { order: Array.from(thinned.x, round), mmPerS: Array.from(thinned.y, round) },
      comparedWith: reference?.bursts.length ?? 0,
      reference: reference
        ? Object.fromEntries(features.lines.map(({ key }) => [key, round(reference.line(key))]))
        : {},
    },
  };
}

const NOTHING: ShaftDecision & { verdict: 'not-diagnosable' } = {
  verdict: 'not-diagnosable',
  grade: 'none',
  confidence: 0,
  reason: null,
  cannotExclude: [],
  part: null,
  fixedHz: null,
  signs: [],
  rejected: [],
};

function measure(
  burst: PreparedBurst,
  speedTrace: SpeedTrace | null,
  speedRpm: number,
  drive: DriveTrain,
  parameters: ShaftDiagnosisParameters,
): { features: ShaftFeatures; lines: VelocityLines } {
  const limitHz =
    1.1 * Math.max(parameters.foreign.highHz, (highestOrder(drive, parameters) * speedRpm) / 60);
  const { samples, sampleRateHz } = burst.accelerationBelow(limitHz);
  const angle = shaftAngle(samples, sampleRateHz, speedRpm / 60, speedTrace, parameters);
  const { unit } = burst;
  const across =
    burst.axial &&
    PreparedBurst.of({ samples: burst.axial, sampleRateHz: burst.sampleRateHz, unit, speedRpm });
  const axial = across
    ? sameAngle(across.accelerationBelow(limitHz).samples, sampleRateHz, angle, parameters)
    : null;
  const velocity = burst.velocityRmsMmPerS(60 * angle.shaftHz < SLOW_RPM ? 2 : 10) ?? 0;
  return {
    lines: angle.lines,
    features: shaftFeatures(angle, samples, sampleRateHz, axial, velocity, drive, parameters),
  };
}

/** Of all lines that are read: harmonics of the shaft, and of a mesh the second with its sidebands. */
function highestOrder({ gears }: DriveTrain, { lines }: ShaftDiagnosisParameters): number {
  return Math.max(
    lines.harmonics + 1,
    ...gears.map(({ meshOrder, shaftOrders }) => 2 * meshOrder + 3 * Math.max(...shaftOrders)),
  );
}

/** Highest order of the spectrum that is kept: that of the meshes with their sidebands, and of what is fixed in Hz, where they lie higher. */
function shownOrder(
  { gears }: DriveTrain,
  fixedHz: number | null,
  { shaftHz, highestOrder: measured }: VelocityLines,
  { evidence }: ShaftDiagnosisParameters,
): number {
  const wanted = [
    evidence.maximumOrder,
    ...gears.map(({ meshOrder, shaftOrders }) => meshOrder + 3 * Math.max(...shaftOrders)),
    (1.2 * (fixedHz ?? 0)) / shaftHz,
  ];
  return Math.min(measured, Math.max(...wanted));
}

/** Alert level: what is usual and a quarter of the limit between zones B and C (ISO 20816-1). */
function alertOf(reference: ShaftReference | null, isoGroup: Iso20816Group | null): number | null {
  if (isoGroup === null) return null;
  const limit = ISO_20816_LIMITS_MM_PER_S[isoGroup][1];
  return reference === null ? limit : Math.min(limit, reference.velocityRms() + 0.25 * limit);
}
