import type { BearingOrders, SignalStatistics } from '@linetwin/signal';
import { PreparedBurst, type VibrationBurst } from '../burst/prepared-burst.ts';
import { refusalAtSpeed } from '../burst/quality.ts';
import type { HealthyBaseline } from './baseline.ts';
import { readView } from './candidates.ts';
import type { ViewReading } from './candidates.ts';
import { decide, voteOf } from './decision.ts';
import type { Decision, ViewVote } from './decision.ts';
import { collectEvidence, describeView, round } from './evidence.ts';
import { familyGeometry } from './families.ts';
import { BEARING_FAULTS, VIEW_KINDS } from './faults.ts';
import type { BearingFault } from './faults.ts';
import type { BearingDiagnosis, RejectionReason } from './diagnosis.schema.ts';
import { BEARING_METHOD_VERSION, DEFAULT_BEARING_PARAMETERS } from './parameters.ts';
import type { BearingDiagnosisParameters } from './parameters.ts';
import { faultStage, iso20816Zone } from './severity.ts';
import type { Iso20816Group } from './severity.ts';
import { readSmear } from './smear.ts';
import { computeViews } from './views.ts';

/** One burst of vibration at one bearing, with the speed of its inner ring against the outer. */
export type BearingBurst = VibrationBurst;

/** The bearing at the measuring point. */
export type BearingUnderTest = {
  readonly orders: BearingOrders;
  readonly designation?: string | null;
  /** False widens the slip search and lowers the confidence. */
  readonly verified: boolean;
};

export type BearingDiagnosisOptions = {
  readonly parameters?: BearingDiagnosisParameters;
  /** Highest values of this machine while healthy; a fault must beat them. */
  readonly baseline?: HealthyBaseline | null;
  /** For the ISO 20816 zone; left out, no zone is given. */
  readonly isoGroup?: Iso20816Group | null;
};

/**
 * Diagnoses one bearing from one burst: quality gates, shaft speed, three envelope views, one slip search per
 * fault, vote. Names a fault only where its lines dominate; otherwise says why not. Pure: the same burst gives the
 * same finding, and nothing but the arguments is used.
 *
 * @returns a finding that can be stored as JSON (`bearingDiagnosisSchema`)
 * @throws RangeError if the sample rate is not positive
 */
export function diagnoseBearing(
  burst: BearingBurst,
  bearing: BearingUnderTest,
  options: BearingDiagnosisOptions = {},
): BearingDiagnosis {
  return examineBearing(burst, bearing, options).diagnosis;
}

/** A diagnosis with what it was made of, for a method that goes on from there. */
export type Examination = {
  readonly diagnosis: BearingDiagnosis;
  /** Null where the burst was refused. */
  readonly seen: { readonly shaftHz: number; readonly readings: readonly ViewReading[] } | null;
};

/** {@link diagnoseBearing} with its readings. */
export function examineBearing(
  burst: BearingBurst,
  bearing: BearingUnderTest,
  options: BearingDiagnosisOptions = {},
): Examination {
  const prepared = PreparedBurst.of(burst);
  const { sampleRateHz, speedRpm } = prepared;
  const parameters = options.parameters ?? DEFAULT_BEARING_PARAMETERS;
  const baseline = options.baseline ?? null;
  const isoGroup = options.isoGroup ?? null;
  const { orders, verified } = bearing;
  const judged = prepared.quality(parameters.quality);
  const { quality } = judged;
  const refusal =
    judged.refusal ??
    refusalAtSpeed(
      quality.durationS,
      { sampleRateHz, speedRpm, highestOrder: orders.bpfi },
      parameters.quality,
    );
  const common = {
    method: { name: 'bearing-envelope' as const, version: BEARING_METHOD_VERSION },
    bearing: { designation: bearing.designation ?? null, verified, orders },
    quality,
    parameters: parameters as Record<string, unknown>,
  };
  if (refusal !== null || speedRpm === null) {
    const diagnosis: BearingDiagnosis = {
      ...common,
      verdict: 'not-diagnosable',
      grade: 'none',
      pattern: null,
      confidence: 0,
      reason: refusal ?? 'speed-unknown',
      suspect: null,
      slip: null,
      shaft: { givenRpm: speedRpm, speedRpm: null, fitted: false },
      features: null,
      severity: { isoGroup, isoZone: null, stage: null },
      views: [],
      rejected: [],
      evidence: { spectra: [], lines: [] },
    };
    return { diagnosis, seen: null };
  }
  const { statistics } = prepared;
  const slipRange = verified ? parameters.comb.slipVerified : parameters.comb.slipUnverified;
  const { views, speed } = computeViews(prepared, speedRpm / 60, orders, slipRange, parameters);
  const geometry = familyGeometry(orders, verified, parameters.comb);
  const readings = views.map((view) => readView(view, speed.shaftHz, geometry, slipRange, parameters));
  const votes = readings.map((reading) => voteOf(reading, parameters, baseline));
  const smearIn = (i: number) => {
    const races = readings[i].candidates.filter((c) => c.fault === 'outer-race' || c.fault === 'inner-race');
    return readSmear(views[i], speed.shaftHz, orders, races, parameters);
  };
  const smear = {
    raw: smearIn(VIEW_KINDS.indexOf('raw')),
    whitened: smearIn(VIEW_KINDS.indexOf('whitened')),
  };
  const decision = decide(readings, votes, smear, statistics.kurtosis, parameters, baseline);
  const named = decision.grade === 'none' ? null : (decision.verdict as BearingFault);
  const suspect = named ?? suspectOf(decision, readings);
  const pattern = 'pattern' in decision ? decision.pattern : null;
  const certainty =
    pattern === 'smeared'
      ? 0.5 * (1 - 1 / smear.whitened.dominance)
      : named === null
        ? 0
        : confidenceIn(named, readings, votes, parameters);
  const confidence = certainty * (verified ? 1 : parameters.unverifiedConfidence);
  const velocity = prepared.velocityRmsMmPerS();
  const diagnosis: BearingDiagnosis = {
    ...common,
    verdict: decision.verdict,
    grade: decision.grade,
    pattern,
    confidence: round(confidence),
    reason: decision.reason,
    suspect,
    slip: named === null ? null : round(leadingReading(named, readings, votes).slip),
    shaft: { givenRpm: speedRpm, speedRpm: round(60 * speed.shaftHz), fitted: speed.fitted },
    features: featuresOf(statistics, velocity),
    severity: {
      isoGroup,
      isoZone: isoGroup !== null && velocity !== null ? iso20816Zone(velocity, isoGroup) : null,
      stage: faultStage(decision.grade, statistics, baseline, parameters),
    },
    views: views.map((view, i) => describeView(view, readings[i], votes[i], parameters)),
    rejected: BEARING_FAULTS.filter((fault) => fault !== named).map((fault) =>
      rejectionOf(fault, named, readings, votes, parameters),
    ),
    evidence: collectEvidence(views, readings, suspect, orders, parameters),
  };
  return { diagnosis, seen: { shaftHz: speed.shaftHz, readings } };
}

/** What the spectrum is marked with where nothing is named: the strongest of the leading view. */
function suspectOf(decision: Decision, readings: readonly ViewReading[]): BearingFault | null {
  if (decision.verdict === 'healthy') return null;
  return readings.reduce((a, b) => (b.dominance > a.dominance ? b : a)).top.fault;
}

/** The candidate of a fault in the view that shows it best among those that vote for it. */
function leadingReading(fault: BearingFault, readings: readonly ViewReading[], votes: readonly ViewVote[]) {
  const voting = readings.filter((_, i) => votes[i].fault === fault);
  const shown = (voting.length > 0 ? voting : readings).map((reading) => candidateOf(reading, fault));
  return shown.reduce((a, b) => (b.comb.prominence > a.comb.prominence ? b : a));
}

/**
 * 0.5 (1 - P_second / P_top) + 0.5 clamp((P_top - gate) / gate), mean over the views that name the fault, with
 * P_second the strongest of anything else and the hit prominence as gate; a probable call
 * lowers it.
 */
function confidenceIn(
  fault: BearingFault,
  readings: readonly ViewReading[],
  votes: readonly ViewVote[],
  parameters: BearingDiagnosisParameters,
): number {
  const gate = parameters.comb.hitProminence;
  const voting = readings.filter((_, i) => votes[i].fault === fault);
  const shown = voting.length > 0 ? voting : readings;
  const terms = shown.map((reading) => {
    const { comb } = candidateOf(reading, fault);
    const dominance = fault === 'cage' ? reading.cage.dominance : reading.dominance;
    const separation = Math.max(0, 1 - 1 / dominance);
    return 0.5 * separation + 0.5 * Math.min(1, Math.max(0, (comb.prominence - gate) / gate));
  });
  const mean = terms.reduce((sum, term) => sum + term, 0) / terms.length;
  const agreement = voting.length / readings.length;
  return mean * (0.5 + 0.5 * agreement);
}

function rejectionOf(
  fault: BearingFault,
  named: BearingFault | null,
  readings: readonly ViewReading[],
  votes: readonly ViewVote[],
  parameters: BearingDiagnosisParameters,
): BearingDiagnosis['rejected'][number] {
  const strongest = readings
    .map((reading) => candidateOf(reading, fault))
    .reduce((a, b) => (b.comb.prominence > a.comb.prominence ? b : a));
  return {
    fault,
    reason: rejectionReason(fault, named, readings, votes, parameters),
    prominence: round(strongest.comb.prominence),
    residualProminence: round(strongest.residualProminence),
  };
}

function rejectionReason(
  fault: BearingFault,
  named: BearingFault | null,
  readings: readonly ViewReading[],
  votes: readonly ViewVote[],
  parameters: BearingDiagnosisParameters,
): RejectionReason {
  const { harmonics, hitProminence } = parameters.comb;
  const combs = readings.map((reading) => candidateOf(reading, fault));
  const readable = Math.max(...combs.map((c) => c.comb.lines.filter((l) => l.foundHz !== null).length));
  if (readable <= harmonics / 2) return 'on-shaft-lines';
  if (votes.some((vote) => vote.fault === fault)) return 'not-confirmed';
  const leads = (i: number) => readings[i].top.fault === fault;
  if (votes.some((vote, i) => leads(i) && vote.objection === 'too-shallow')) return 'too-shallow';
  const best = combs.reduce((a, b) => (b.comb.prominence > a.comb.prominence ? b : a));
  if (best.comb.prominence < hitProminence) return 'not-prominent';
  if (named === null) return 'not-confirmed';
  return best.residualProminence < hitProminence ? 'explained-by-named-fault' : 'weaker-than-named-fault';
}

function candidateOf(reading: ViewReading, fault: BearingFault) {
  const found = reading.candidates.find((candidate) => candidate.fault === fault);
  if (!found) throw new Error(`view ${reading.kind} has no candidate ${fault}`);
  return found;
}

function featuresOf(statistics: SignalStatistics, velocity: number | null): BearingDiagnosis['features'] {
  return {
    rms: round(statistics.rms),
    peak: round(statistics.peak),
    crest: round(statistics.crest),
    kurtosis: round(statistics.kurtosis),
    skewness: round(statistics.skewness),
    velocityRmsMmPerS: velocity === null ? null : round(velocity),
  };
}
