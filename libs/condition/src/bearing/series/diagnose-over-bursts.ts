import { examineBearing } from '../diagnose-bearing.ts';
import type { BearingBurst, BearingDiagnosisOptions, BearingUnderTest } from '../diagnose-bearing.ts';
import type { BearingDiagnosis } from '../diagnosis.schema.ts';
import { DEFAULT_BEARING_PARAMETERS } from '../parameters.ts';
import type { BearingDiagnosisParameters } from '../parameters.ts';
import { foldSeries, isCurrent, seriesOf } from './fold-series.ts';
import { judgeSeries } from './judge-series.ts';
import { namedBySeries } from './name-by-series.ts';
import type { BearingSeries } from './series.schema.ts';

export type SeriesOptions = BearingDiagnosisOptions & {
  /** What the bursts of the bearing before this one showed together, a series for each running state, the newest first. */
  readonly series: readonly BearingSeries[];
  /** What else must be the same for bursts to belong together; a series with another one is not gone on with. */
  readonly circumstance: string;
};

export type DiagnosisOverBursts = {
  readonly diagnosis: BearingDiagnosis;
  /** The series with this burst in them, for the next one: of fixed size, to be kept as JSON. */
  readonly series: readonly BearingSeries[];
  /** The one that the burst went on with, without it: with the burst all that is needed to compute the finding again. */
  readonly before: BearingSeries | null;
};

/**
 * Diagnoses a bearing from one burst and from what those before it showed: `diagnoseBearing`, and where the bursts together say
 * more, or other, than the newest one, their word. A burst that is refused is not added and stays refused. Bursts at another speed or
 * level are another running state with a series of its own; under another circumstance all begin anew.
 *
 * Pure, as `diagnoseBearing`: the same burst and the same series give the same finding and the same series.
 *
 * @throws RangeError if the sample rate is not positive
 */
export function diagnoseOverBursts(
  burst: BearingBurst,
  bearing: BearingUnderTest,
  options: SeriesOptions,
): DiagnosisOverBursts {
  const parameters = options.parameters ?? DEFAULT_BEARING_PARAMETERS;
  const { circumstance } = options;
  const examination = examineBearing(burst, bearing, options);
  const { diagnosis: alone, seen } = examination;
  const before = seriesOf(options.series, examination, circumstance, parameters);
  const after = foldSeries(before, examination, bearing, circumstance, parameters);
  const others = options.series.filter((one) => one !== before && isCurrent(one, circumstance));
  if (seen === null || after === null) return { diagnosis: alone, series: others, before: null };
  return {
    diagnosis: join(alone, after, seen.shaftHz, bearing, options, parameters),
    series: [after, ...others].slice(0, parameters.series.runningStates),
    before,
  };
}

function join(
  alone: BearingDiagnosis,
  series: BearingSeries,
  shaftHz: number,
  bearing: BearingUnderTest,
  { baseline = null }: SeriesOptions,
  parameters: BearingDiagnosisParameters,
): BearingDiagnosis {
  const judgement = judgeSeries(series, shaftHz, bearing, baseline, parameters);
  const { call, standsOut } = judgement;
  const word = (says: NonNullable<BearingDiagnosis['series']>['says']) => ({
    bursts: series.bursts,
    says,
    fault: call?.fault ?? null,
    alone: { verdict: alone.verdict, grade: alone.grade, reason: alone.reason },
  });
  if (call === null) {
    if (alone.verdict !== 'healthy' || !standsOut) return alone;
    return { ...alone, verdict: 'not-diagnosable', reason: 'not-confirmed', series: word('does-not-acquit') };
  }
  if (alone.grade !== 'none' && alone.verdict !== call.fault)
    return {
      ...alone,
      verdict: 'not-diagnosable',
      grade: 'none',
      pattern: null,
      confidence: 0,
      reason: 'bursts-disagree',
      slip: null,
      severity: { ...alone.severity, stage: null },
      series: word('disagrees'),
    };
  const isNews = alone.grade === 'none' || (alone.grade === 'probable' && call.grade === 'clear');
  if (!isNews) return alone;
  return { ...namedBySeries(alone, call, judgement, bearing, baseline, parameters), series: word('named') };
}
