import { bearingOrders, bearingOrdersFromBpfo } from '@linetwin/signal';
import { diagnoseBearing } from '@linetwin/condition';
import type { BearingDiagnosis, BearingUnderTest, BearingVerdict } from '@linetwin/condition';
import { readChannel } from '../recordings/recordings.ts';
import type { RecordedBearing, Recording, RecordingSet } from '../recordings/recordings.ts';
import { benchmarkGrade } from './grades.ts';
import type { BenchmarkGrade } from './grades.ts';

/** How a diagnosis compares with the label. `abstained` covers every faulty recording without a named fault. */
export type Outcome = 'right' | 'wrong' | 'abstained' | 'quiet' | 'called';

/** What the labels are called in a diagnosis. Other labels cannot be judged. */
export const LABEL_VERDICTS: Readonly<Record<string, BearingVerdict>> = {
  normal: 'healthy',
  inner: 'inner-race',
  outer: 'outer-race',
  ball: 'rolling-element',
};

export type JudgedRecording = {
  readonly recording: Recording;
  readonly benchmark: BenchmarkGrade | null;
  readonly diagnosis: BearingDiagnosis;
  readonly truth: BearingVerdict;
  readonly outcome: Outcome;
  readonly durationMs: number;
};

/** A recording that was not judged, and why. */
export type SkippedRecording = { readonly recording: Recording; readonly why: string };

/** Diagnoses every recording of a set and compares it with its label, which the diagnosis never sees. */
export function judgeSet(set: RecordingSet): { judged: JudgedRecording[]; skipped: SkippedRecording[] } {
  const judged: JudgedRecording[] = [];
  const skipped: SkippedRecording[] = [];
  for (const recording of set.recordings) {
    const truth = LABEL_VERDICTS[recording.label.fault];
    const bearing = recording.bearing && bearingUnderTest(recording.bearing);
    if (!truth) skipped.push({ recording, why: `label "${recording.label.fault}" names no bearing part` });
    else if (recording.snapshotSamples)
      skipped.push({ recording, why: 'short snapshots in a row, not one burst' });
    else if (!bearing)
      skipped.push({ recording, why: 'neither geometry nor fault orders of the bearing are given' });
    else judged.push(judge(set.name, recording, bearing, truth));
  }
  return { judged, skipped };
}

function judge(
  setName: string,
  recording: Recording,
  bearing: BearingUnderTest,
  truth: BearingVerdict,
): JudgedRecording {
  const samples = readChannel(recording);
  const started = performance.now();
  const diagnosis = diagnoseBearing(
    {
      samples,
      sampleRateHz: recording.sampleRateHz,
      unit: recording.unit === 'g' || recording.unit === 'm/s2' ? recording.unit : null,
      speedRpm: recording.speedRpm,
    },
    bearing,
  );
  return {
    recording,
    benchmark: benchmarkGrade(setName, recording),
    diagnosis,
    truth,
    outcome: outcomeOf(diagnosis, truth),
    durationMs: performance.now() - started,
  };
}

/** Compares verdict and truth: on a healthy bearing any named fault counts as called. */
export function outcomeOf(
  diagnosis: Pick<BearingDiagnosis, 'verdict' | 'grade'>,
  truth: BearingVerdict,
): Outcome {
  const named = diagnosis.grade !== 'none';
  if (truth === 'healthy') return named ? 'called' : 'quiet';
  if (!named) return 'abstained';
  return diagnosis.verdict === truth ? 'right' : 'wrong';
}

/**
 * The bearing's fault orders: from its dimensions if all are given, else from its outer-race order and number of
 * elements. Of published orders only BPFO is read: sources mix up the cage orders of fixed inner and outer rings,
 * and BSF with twice BSF.
 */
export function bearingUnderTest(bearing: RecordedBearing): BearingUnderTest | null {
  const { elements, elementDiameterMm, pitchDiameterMm, contactAngleDeg, model } = bearing;
  const common = { designation: model, verified: true };
  if (elements === null) return null;
  if (elementDiameterMm !== null && pitchDiameterMm !== null) {
    const geometry = { elements, elementDiameterMm, pitchDiameterMm, contactAngleDeg: contactAngleDeg ?? 0 };
    return { ...common, orders: bearingOrders(geometry) };
  }
  const bpfo = bearing.orders['BPFO'];
  return bpfo === undefined ? null : { ...common, orders: bearingOrdersFromBpfo(elements, bpfo) };
}
