import type { HealthyBaseline } from '../baseline.ts';
import type { BearingUnderTest } from '../diagnose-bearing.ts';
import type { BearingDiagnosis, BearingDiagnosisView } from '../diagnosis.schema.ts';
import { faultLines, round, thinnedSpectrum } from '../evidence.ts';
import { findLine } from '../comb.ts';
import { BEARING_FAULTS } from '../faults.ts';
import type { BearingDiagnosisParameters } from '../parameters.ts';
import { faultStage } from '../severity.ts';
import type { SeriesJudgement } from './judge-series.ts';
import type { SeriesReading } from './read-series.ts';

/** The newest burst's diagnosis with the fault that the series names, and with the averaged spectra as its evidence. */
export function namedBySeries(
  alone: BearingDiagnosis,
  { fault, grade }: NonNullable<SeriesJudgement['call']>,
  { readings, votes }: SeriesJudgement,
  { orders, verified }: BearingUnderTest,
  baseline: HealthyBaseline | null,
  parameters: BearingDiagnosisParameters,
): BearingDiagnosis {
  const shown = readings.filter((reading) => reading.fault === fault);
  const best = shown.reduce((a, b) => (b.prominence > a.prominence ? b : a));
  const { features, severity } = alone;
  return {
    ...alone,
    verdict: fault,
    grade,
    pattern: 'lines',
    confidence: round(confidenceIn(shown, readings.length, verified, parameters)),
    reason: null,
    suspect: fault,
    slip: best.candidates.find((candidate) => candidate.fault === fault)?.slip ?? null,
    severity: {
      ...severity,
      stage: features === null ? null : faultStage(grade, features, baseline, parameters),
    },
    views: readings.map((reading, i) =>
      describeReading(
        reading,
        votes[i],
        alone.views.find(({ kind }) => kind === reading.kind)!,
      ),
    ),
    rejected: BEARING_FAULTS.filter((other) => other !== fault).flatMap((other) => {
      const found = readings.flatMap(({ candidates }) => candidates.filter((one) => one.fault === other));
      const prominence = Math.max(0, ...found.map((one) => one.prominence));
      const before = alone.rejected.find((one) => one.fault === other);
      if (found.length === 0) return before ? [before] : [];
      const isSeen = prominence >= parameters.comb.hitProminence;
      return [
        {
          fault: other,
          reason: isSeen ? ('weaker-than-named-fault' as const) : ('not-prominent' as const),
          prominence: round(prominence),
          residualProminence: round(prominence),
        },
      ];
    }),
    evidence: {
      spectra: readings.map(({ kind, field }) =>
        thinnedSpectrum(
          { kind, spectrum: { resolutionHz: field.resolutionHz, values: field.depth } },
          field.shaftHz,
          orders,
          parameters.evidence,
        ),
      ),
      lines: shown.flatMap((reading) => {
        const order = reading.candidates.find((one) => one.fault === fault)!.order;
        const lines = Array.from({ length: parameters.comb.harmonics }, (_, k) =>
          findLine(reading.field, (k + 1) * order, k + 1, parameters.comb),
        );
        return faultLines(reading, { fault, comb: { order, lines } }, orders, parameters);
      }),
    },
  };
}

/** As that of one burst: how far the fault stands above everything else and above the hit gate, where it leads. */
function confidenceIn(
  shown: readonly SeriesReading[],
  views: number,
  verified: boolean,
  { comb, unverifiedConfidence }: BearingDiagnosisParameters,
): number {
  const gate = comb.hitProminence;
  const terms = shown.map(
    ({ dominance, prominence }) =>
      0.5 * Math.max(0, 1 - 1 / dominance) + 0.5 * Math.min(1, Math.max(0, (prominence - gate) / gate)),
  );
  const mean = terms.reduce((sum, term) => sum + term, 0) / terms.length;
  return mean * (0.5 + (0.5 * shown.length) / views) * (verified ? 1 : unverifiedConfidence);
}

function describeReading(
  { kind, fault, dominance, candidates, background, field }: SeriesReading,
  vote: SeriesJudgement['votes'][number],
  { lowHz, highHz }: BearingDiagnosisView,
): BearingDiagnosisView {
  return {
    kind,
    lowHz,
    highHz,
    resolutionHz: round(field.resolutionHz),
    strongest: fault,
    dominance: round(dominance),
    vote: vote.fault,
    objection: vote.objection,
    background: { order: round(background.order), prominence: round(background.prominence) },
    candidates: candidates.map((candidate) => ({
      fault: candidate.fault,
      order: round(candidate.order * (1 + candidate.slip)),
      frequencyHz: round(candidate.order * (1 + candidate.slip) * field.shaftHz),
      slip: candidate.slip,
      prominence: round(candidate.prominence),
      residualProminence: round(candidate.prominence),
      depth: round(candidate.depth),
      harmonicsHit: [...candidate.harmonicsHit],
    })),
  };
}
