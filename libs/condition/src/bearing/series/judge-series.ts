import type { HealthyBaseline } from '../baseline.ts';
import { agreement, isFamilyObjection, minimumDepth } from '../decision.ts';
import type { ViewObjection, ViewVote, VotedReading } from '../decision.ts';
import type { BearingUnderTest } from '../diagnose-bearing.ts';
import { familyGeometry } from '../families.ts';
import type { BearingDiagnosisParameters } from '../parameters.ts';
import { readSeriesView } from './read-series.ts';
import type { SeriesReading } from './read-series.ts';
import type { BearingSeries, SeriesFault } from './series.schema.ts';

/** What the bursts of a series say together. */
export type SeriesJudgement = {
  readonly readings: readonly SeriesReading[];
  readonly votes: readonly ViewVote[];
  /** Whether a view votes that reaches all of its depth, or exceeds the baseline: too much for a healthy word. */
  readonly standsOut: boolean;
  /** Null where they name no fault. */
  readonly call: { readonly fault: SeriesFault; readonly grade: 'clear' | 'probable' } | null;
};

/**
 * Judges a series as one burst is judged: each view votes for its strongest fault or says what speaks against it, and the votes are
 * joined. Three things differ.
 *
 * Depths are asked for a share of what one burst needs, as a weak fault beside strong noise moves little of the whole power. Without a
 * healthy baseline of the machine one of the views must still reach all of it, and the call is clear only if all that vote do; with one,
 * the fault must exceed what the machine shows when it is healthy.
 *
 * No view may be silent: what is asked of each is less, and lines of another part than the damaged one were seen to live in two of
 * three. The whitened view, in which noise of the whole band counts alike, may follow with less dominance than the other two have, if its
 * own strongest fault is the same and deep enough. Such a call is probable.
 *
 * @param shaftHz what frequencies are told for; nothing is decided by it
 */
export function judgeSeries(
  series: BearingSeries,
  shaftHz: number,
  { orders, verified }: BearingUnderTest,
  baseline: HealthyBaseline | null,
  parameters: BearingDiagnosisParameters,
): SeriesJudgement {
  const { comb, series: limits } = parameters;
  const geometry = familyGeometry(orders, verified, comb);
  const slipRange = verified ? comb.slipVerified : comb.slipUnverified;
  const readings = series.views.map((view) =>
    readSeriesView(series, view, shaftHz, geometry, slipRange, parameters),
  );
  const votesAt = (depthShare: number) =>
    readings.map((reading): ViewVote => {
      const objection = objectionTo(reading, depthShare, parameters, baseline);
      return { kind: reading.kind, fault: objection === null ? reading.fault : null, objection };
    });
  const votes = votesAt(limits.depthShare);
  const full = baseline === null ? votesAt(1) : votes;
  const few = series.bursts < limits.minimumBursts;
  const said = { readings, votes, standsOut: !few && full.some((vote) => vote.fault !== null) };
  const voted = readings.map((reading) => votedReading(reading, verified));
  const agreed = few ? null : agreement(voted, votes, parameters);
  if (agreed === null) return { ...said, call: null };
  const fault = commonFault(readings, votes, parameters);
  if (fault === null || full.every((vote) => vote.fault !== fault)) return { ...said, call: null };
  const isSure = agreed.grade === 'clear' && agreement(voted, full, parameters)?.grade === 'clear';
  return { ...said, call: { fault, grade: isSure ? 'clear' : 'probable' } };
}

function objectionTo(
  reading: SeriesReading,
  depthShare: number,
  { decision, baseline: limits, series }: BearingDiagnosisParameters,
  baseline: HealthyBaseline | null,
): ViewObjection | null {
  const { kind, fault, dominance, recentDominance, objection, depth } = reading;
  if (dominance < decision.dominanceRatio || recentDominance < series.recentDominance) return 'not-dominant';
  if (objection !== null) return objection;
  if (depth < depthShare * minimumDepth(kind, decision)) return 'too-shallow';
  const healthy = baseline?.views[kind]?.[fault];
  return healthy && depth < limits.depthRatio * healthy.depth ? 'below-baseline' : null;
}

/** The fault that the raw view and the best band both name, and the whitened one too, or that leads there with nothing against it. */
function commonFault(
  readings: readonly SeriesReading[],
  votes: readonly ViewVote[],
  { decision, series }: BearingDiagnosisParameters,
): SeriesFault | null {
  const whitened = readings.find(({ kind }) => kind === 'whitened');
  const own = votes.find(({ kind }) => kind === 'whitened');
  if (whitened === undefined || own === undefined || isFamilyObjection(own.objection)) return null;
  const follows =
    whitened.dominance >= series.minimumFollowing &&
    whitened.depth >= series.depthShare * minimumDepth('whitened', decision);
  const others = votes.filter(({ kind }) => kind !== 'whitened');
  return follows && others.every(({ fault }) => fault === whitened.fault) ? whitened.fault : null;
}

function votedReading(
  { kind, fault, prominence, depth, dominance }: SeriesReading,
  verified: boolean,
): VotedReading {
  // With geometry that is not verified, a second part explains the lines too often.
  return { kind, dominance, owner: null, ambiguous: !verified, top: { fault, comb: { prominence, depth } } };
}
