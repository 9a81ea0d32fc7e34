import type { HealthyBaseline } from './baseline.ts';
import { FAMILY_OBJECTIONS } from './families.ts';
import type { BearingFault, DiagnosisGrade, ViewKind } from './faults.ts';
import type { BearingDiagnosisParameters } from './parameters.ts';
import type { ViewReading } from './candidates.ts';
import type { SmearReading } from './smear.ts';

/** Why no fault is named although the burst was usable. */
export const ABSTENTION_REASONS = [
  /** Two views name different faults. */
  'views-disagree',
  /** One fault leads in the raw or the best-band view, the whitened view does not follow. */
  'not-confirmed',
  /** Cage lines on impulses: a damaged element passing the load zone, or the cage itself. */
  'cage-or-rolling-element',
  /** Bearing lines are there, but none of the faults stands out from the others. */
  'bearing-lines-weak',
  /** A periodicity that is neither shaft nor bearing is the strongest. */
  'another-periodicity',
  /** Impulses, but not at any rate of this bearing. */
  'impulsive-without-bearing-lines',
  /** Nothing is seen, but the burst is so short or so noisy that a fault deep enough to be named could hide. */
  'too-noisy-to-exclude',
  /** The burst names one part, those before it together another. */
  'bursts-disagree',
  /** Flatter than noise: not what a sensor on a machine delivers (a tone, a test signal). */
  'not-vibration-like',
] as const;
export type AbstentionReason = (typeof ABSTENTION_REASONS)[number];

/** Why a view does not speak for its strongest candidate. */
export const VIEW_OBJECTIONS = [
  /** Something else in the spectrum is about as strong. */
  'not-dominant',
  ...FAMILY_OBJECTIONS,
  /** Too little of the power pulsates with it. */
  'too-shallow',
  /** This machine shows as much when it is healthy. */
  'below-baseline',
] as const;
export type ViewObjection = (typeof VIEW_OBJECTIONS)[number];

/** A view's vote: the fault it speaks for, or what speaks against it. */
export type ViewVote = {
  readonly kind: ViewKind;
  readonly fault: BearingFault | null;
  readonly objection: ViewObjection | null;
};

/** What a named fault was recognised by: sharp lines, or energy smeared around them. */
export const FAULT_PATTERNS = ['lines', 'smeared'] as const;
export type FaultPattern = (typeof FAULT_PATTERNS)[number];

export type Decision =
  | { readonly verdict: 'healthy'; readonly grade: 'none'; readonly reason: null }
  | {
      readonly verdict: BearingFault;
      readonly grade: 'clear' | 'probable';
      readonly reason: null;
      readonly pattern: FaultPattern;
    }
  | { readonly verdict: 'not-diagnosable'; readonly grade: 'none'; readonly reason: AbstentionReason };

/** Smeared energy of a rolling element in the two views that use the whole band. */
export type SmearReadings = { readonly raw: SmearReading; readonly whitened: SmearReading };

/** Lets one view vote on races and elements: dominant, deep enough, above the machine's healthy baseline. */
export function voteOf(
  reading: ViewReading,
  parameters: BearingDiagnosisParameters,
  baseline: HealthyBaseline | null,
): ViewVote {
  const { kind, top } = reading;
  const objection = objectionTo(reading, parameters, baseline);
  return { kind, fault: objection === null ? top.fault : null, objection };
}

function objectionTo(
  { kind, top, dominance, objection }: ViewReading,
  { decision, baseline: limits }: BearingDiagnosisParameters,
  baseline: HealthyBaseline | null,
): ViewObjection | null {
  if (dominance < decision.dominanceRatio) return 'not-dominant';
  if (objection !== null) return objection;
  if (top.comb.depth < minimumDepth(kind, decision)) return 'too-shallow';
  const healthy = baseline?.views[kind]?.[top.fault];
  if (
    healthy &&
    (top.comb.prominence < limits.prominenceRatio * healthy.prominence ||
      top.comb.depth < limits.depthRatio * healthy.depth)
  ) {
    return 'below-baseline';
  }
  return null;
}

export function minimumDepth(kind: ViewKind, decision: BearingDiagnosisParameters['decision']): number {
  switch (kind) {
    case 'raw':
      return decision.minimumDepthRaw;
    case 'whitened':
      return decision.minimumDepthWhitened;
    case 'best-band':
      return decision.minimumDepthBestBand;
  }
}

/**
 * Joins the votes. The whitened view leads: it weighs the whole band alike, so a line that only lives in one
 * resonance or comes with the shaft does not carry it.
 *
 * - whitened and another view name the same fault, none another: clear
 * - whitened alone, or both others alone but deep, or with the whitened one following: probable
 * - one view dissents, but both others dominate far more: probable
 * - no view names any, but energy is smeared around a rolling element's lines: probable
 * - views name different faults otherwise, or the whitened view does not follow: no call
 *
 * @param kurtosis of the raw signal, to tell healthy from unclear
 */
export function decide(
  readings: readonly ViewReading[],
  votes: readonly ViewVote[],
  smear: SmearReadings,
  kurtosis: number,
  parameters: BearingDiagnosisParameters,
  baseline: HealthyBaseline | null,
): Decision {
  const agreed = agreement(readings, votes, parameters);
  if (agreed !== null) return agreed;
  if (elementIsSmeared(readings, smear, parameters)) return called('rolling-element', 'probable', 'smeared');
  if (cageStandsOut(readings, parameters)) {
    const impulsive = kurtosis > parameters.healthy.maximumKurtosis;
    return impulsive ? notDiagnosable('cage-or-rolling-element') : called('cage', 'probable');
  }
  return withoutFault(readings, kurtosis, parameters, baseline);
}

/** What the joining of votes asks of a view. */
export type VotedReading = Pick<ViewReading, 'kind' | 'dominance' | 'owner' | 'ambiguous'> & {
  readonly top: { readonly fault: BearingFault; readonly comb: { prominence: number; depth: number } };
};

/** What the votes come to where at least one names a fault; null where none does. */
export function agreement(
  readings: readonly VotedReading[],
  votes: readonly ViewVote[],
  parameters: BearingDiagnosisParameters,
): Decision | null {
  const dominanceOf = (vote: ViewVote) => reading(readings, vote.kind).dominance;
  const named = votes.filter((vote) => vote.fault !== null);
  const leading = named.reduce<ViewVote | null>(
    (best, vote) => (best === null || dominanceOf(vote) > dominanceOf(best) ? vote : best),
    null,
  );
  const fault = leading?.fault ?? null;
  if (fault === null) return null;
  const agreeing = named.filter((vote) => vote.fault === fault);
  const dissenting = named.filter((vote) => vote.fault !== fault);
  const outvoted = dissenting.every((vote) =>
    agreeing.every((a) => dominanceOf(a) >= parameters.decision.outvoteRatio * dominanceOf(vote)),
  );
  if (dissenting.length > 0 && !(agreeing.length === 2 && outvoted)) return notDiagnosable('views-disagree');
  const whitened = agreeing.some((vote) => vote.kind === 'whitened');
  const refuting = votes.filter(
    (vote) => isFamilyObjection(vote.objection) && reading(readings, vote.kind).top.fault === fault,
  );
  if (refuting.length >= agreeing.length) return notDiagnosable('not-confirmed');
  const foreign = votes.some((vote) => isFamilyObjection(vote.objection));
  const ambiguous = agreeing.some((vote) => reading(readings, vote.kind).ambiguous);
  const sure = agreeing.length > 1 && dissenting.length === 0 && !foreign && !ambiguous;
  // A view that shows the sidebands of the named fault better than its carrier does not speak against it.
  const supported = votes.some((vote) => reading(readings, vote.kind).owner === fault);
  // Alone it needs lines that are hits, not only some that lead.
  const alone = reading(readings, 'whitened').top.comb.prominence >= parameters.comb.hitProminence;
  if (whitened && (agreeing.length > 1 || (alone && (!foreign || supported))))
    return called(fault, sure ? 'clear' : 'probable');
  const deep = agreeing.every(
    (vote) => reading(readings, vote.kind).top.comb.depth >= parameters.decision.deepDepth,
  );
  if (
    agreeing.length === 2 &&
    dissenting.length === 0 &&
    (deep || follows(readings, votes, fault, parameters))
  )
    return called(fault, 'probable');
  return notDiagnosable('not-confirmed');
}

/**
 * Whether the whitened view shows a fault that the two others name as the strongest of all combs and deep enough, though it does not
 * dominate there: noise of the whole band counts alike in it, so that it is the first to go under.
 */
function follows(
  readings: readonly VotedReading[],
  votes: readonly ViewVote[],
  fault: BearingFault,
  { decision }: BearingDiagnosisParameters,
): boolean {
  const { top, dominance } = reading(readings, 'whitened');
  const own = votes.find(({ kind }) => kind === 'whitened');
  return (
    own?.objection === 'not-dominant' &&
    top.fault === fault &&
    dominance >= decision.minimumFollowing &&
    top.comb.depth >= decision.minimumDepthWhitened
  );
}

/** Whether a view sees a dominant comb that is a part of something else. */
export function isFamilyObjection(objection: ViewObjection | null): boolean {
  return FAMILY_OBJECTIONS.some((family) => family === objection);
}

/**
 * A hump at 2 BSF leads in both whole-band views and holds enough of the power, and no sharp comb of anything else
 * is there that could fill the windows; never better than probable.
 */
function elementIsSmeared(
  readings: readonly ViewReading[],
  smear: SmearReadings,
  { smear: limits, decision, comb }: BearingDiagnosisParameters,
): boolean {
  const wholeBand = readings.filter((r) => r.kind !== 'best-band');
  const sharp = wholeBand.some(
    ({ top, objection, background }) =>
      objection !== null ||
      background.prominence >= comb.hitProminence ||
      (top.fault !== 'rolling-element' && top.comb.prominence >= comb.hitProminence),
  );
  if (sharp) return false;
  const depthIn = (kind: ViewKind) =>
    reading(readings, kind).candidates.find((c) => c.fault === 'rolling-element')?.comb.depth ?? 0;
  return (
    smear.whitened.dominance >= limits.minimumDominanceWhitened &&
    smear.raw.dominance >= limits.minimumDominanceRaw &&
    depthIn('whitened') >= decision.minimumDepthWhitened &&
    depthIn('raw') >= decision.minimumDepthRaw
  );
}

/**
 * Cage lines in the whitened view and another, no race or element comb anywhere. A damaged element passes the
 * load zone once per cage turn and draws the same lines, so the cage is never named better than probable, and
 * only where the signal has no impulses.
 */
function cageStandsOut(readings: readonly ViewReading[], parameters: BearingDiagnosisParameters): boolean {
  const { decision, comb } = parameters;
  const supporting = readings.filter(
    ({ kind, cage }) =>
      cage.dominance >= decision.dominanceRatio && cage.candidate.comb.depth >= minimumDepth(kind, decision),
  );
  return (
    supporting.length >= 2 &&
    supporting.some((r) => r.kind === 'whitened') &&
    readings.every((r) => r.top.comb.prominence < comb.hitProminence)
  );
}

/**
 * Healthy is a finding too: it needs the absence of combs and impulses in a burst that would have shown the least
 * fault that is ever named, or the machine's own baseline.
 */
function withoutFault(
  readings: readonly ViewReading[],
  kurtosis: number,
  { healthy, comb, decision, baseline: limits }: BearingDiagnosisParameters,
  baseline: HealthyBaseline | null,
): Decision {
  const isHealthy: Decision = { verdict: 'healthy', grade: 'none', reason: null };
  const asWhenHealthy = readings.every((r) => {
    const level = baseline?.views[r.kind]?.[r.top.fault];
    return level !== undefined && r.top.comb.prominence < limits.prominenceRatio * level.prominence;
  });
  if (asWhenHealthy) return isHealthy;
  const otherComb = readings.some(
    (r) =>
      r.background.prominence >= comb.hitProminence && (r.dominance < 1 || r.objection === 'another-rate'),
  );
  if (otherComb) return notDiagnosable('another-periodicity');
  if (readings.some((r) => r.top.comb.prominence >= comb.hitProminence)) {
    return notDiagnosable('bearing-lines-weak');
  }
  if (kurtosis > healthy.maximumKurtosis) return notDiagnosable('impulsive-without-bearing-lines');
  if (kurtosis < healthy.minimumKurtosis) return notDiagnosable('not-vibration-like');
  const couldHide = readings
    .filter((r) => r.kind !== 'best-band')
    .every((r) => r.detectableDepth > minimumDepth(r.kind, decision));
  if (couldHide) return notDiagnosable('too-noisy-to-exclude');
  return isHealthy;
}

function called(
  verdict: BearingFault,
  grade: Exclude<DiagnosisGrade, 'none'>,
  pattern: FaultPattern = 'lines',
): Decision {
  return { verdict, grade, reason: null, pattern };
}

function notDiagnosable(reason: AbstentionReason): Decision {
  return { verdict: 'not-diagnosable', grade: 'none', reason };
}

function reading<R extends { kind: ViewKind }>(readings: readonly R[], kind: ViewKind): R {
  const found = readings.find((r) => r.kind === kind);
  if (!found) throw new Error(`no reading of view ${kind}`);
  return found;
}
