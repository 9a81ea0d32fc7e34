import { maxDecimate, STANDARD_GRAVITY_M_PER_S2, velocityRmsMmPerS, type SpeedTrace } from '@linetwin/signal';
import { checkQuality } from '../bearing/quality.ts';
import { ISO_20816_LIMITS_MM_PER_S, iso20816Zone, type Iso20816Group } from '../bearing/severity.ts';
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
import { reduceBand } from './reduced-band.ts';
import { sameAngle, shaftAngle } from './shaft-angle.ts';
import type { VelocityLines } from './velocity-lines.ts';

/** One burst of vibration at one shaft. */
export type ShaftBurst = {
  /** Radial acceleration. */
  readonly samples: ArrayLike<number>;
  /** Axial acceleration of the same time, rate and unit, where it is measured. */
  readonly axial?: ArrayLike<number> | null;
  readonly sampleRateHz: number;
  readonly unit: 'm/s2' | 'g' | null;
  /** Of the measured shaft, from drive or encoder; null if not known. */
  readonly speedRpm: number | null;
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
 * @returns a finding that can be stored as JSON (`shaftDiagnosisSchema`)
 * @throws RangeError if the sample rate is not positive
 */
export function diagnoseShaft(burst: ShaftBurst, options: ShaftDiagnosisOptions = {}): ShaftDiagnosis {
  const { samples, sampleRateHz, speedRpm } = burst;
  if (!(sampleRateHz > 0)) throw new RangeError(`the sample rate must be positive, got ${sampleRateHz}`);
  const parameters = options.parameters ?? DEFAULT_SHAFT_PARAMETERS;
  const drive = options.drive ?? PLAIN_SHAFT;
  const isoGroup = options.isoGroup ?? null;
  // The highest order that is read takes the place of a bearing's.
  const { quality, refusal } = checkQuality(samples, { sampleRateHz, speedRpm, bpfi: 1 }, parameters.quality);
  const common = {
    method: { name: 'shaft-orders' as const, version: SHAFT_METHOD_VERSION },
    quality,
    drive,
    parameters: parameters as Record<string, unknown>,
  };
  if (refusal !== null || speedRpm === null || burst.unit === null) {
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
  const { features, lines } = measure(burst, burst.unit, speedRpm, drive, parameters);
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
  const { order, mmPerS } = lines.velocitySpectrum(parameters.evidence.maximumOrder);
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
  burst: ShaftBurst,
  unit: 'm/s2' | 'g',
  speedRpm: number,
  drive: DriveTrain,
  parameters: ShaftDiagnosisParameters,
): { features: ShaftFeatures; lines: VelocityLines } {
  const scale = unit === 'g' ? STANDARD_GRAVITY_M_PER_S2 : 1;
  const limitHz = Math.max(parameters.foreign.highHz, (highestOrder(drive, parameters) * speedRpm) / 60);
  const reduced = (samples: ArrayLike<number>) => {
    const band = reduceBand(samples, burst.sampleRateHz, 1.1 * limitHz);
    return { ...band, samples: scale === 1 ? band.samples : band.samples.map((x) => scale * x) };
  };
  const radial = reduced(burst.samples);
  const { sampleRateHz } = radial;
  const angle = shaftAngle(radial.samples, sampleRateHz, speedRpm / 60, burst.speedTrace ?? null, parameters);
  const axial = burst.axial ? sameAngle(reduced(burst.axial).samples, sampleRateHz, angle, parameters) : null;
  const lowHz = 60 * angle.shaftHz < SLOW_RPM ? 2 : 10;
  const velocity = scale * velocityRmsMmPerS(burst.samples, burst.sampleRateHz, lowHz);
  return {
    lines: angle.lines,
    features: shaftFeatures(angle, radial.samples, sampleRateHz, axial, velocity, drive, parameters),
  };
}

/** Of all lines that are read: harmonics of the shaft, and of a mesh the second with its sidebands. */
function highestOrder({ gears }: DriveTrain, { lines }: ShaftDiagnosisParameters): number {
  return Math.max(
    lines.harmonics + 1,
    ...gears.map(({ meshOrder, shaftOrders }) => 2 * meshOrder + 3 * Math.max(...shaftOrders)),
  );
}

/** Alert level: what is usual and a quarter of the limit between zones B and C (ISO 20816-1). */
function alertOf(reference: ShaftReference | null, isoGroup: Iso20816Group | null): number | null {
  if (isoGroup === null) return null;
  const limit = ISO_20816_LIMITS_MM_PER_S[isoGroup][1];
  return reference === null ? limit : Math.min(limit, reference.velocityRms() + 0.25 * limit);
}
