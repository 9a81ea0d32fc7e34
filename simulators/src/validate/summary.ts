import { cpus } from 'node:os';
import { BEARING_METHOD_VERSION } from '@linetwin/condition';
import type { MountFigures } from './mounts.ts';
import type { JudgedRecording, Outcome, SkippedRecording } from './judge.ts';

type FaultCounts = { right: number; wrong: number; abstained: number };

/** The figures of one set, printed as one line of JSON; keys as in the design's list of measures. */
export type ValidationSummary = {
  readonly validate: string;
  readonly records: number;
  /** Recordings of a faulty bearing, by benchmark grade. */
  readonly graded: { readonly Y: FaultCounts; readonly PN: FaultCounts };
  /** Recordings of a faulty bearing that no benchmark grades. */
  readonly ungraded: FaultCounts;
  readonly healthy: { readonly records: number; readonly called: number };
  /** A wrong fault, or any fault on a healthy bearing, with grade clear. */
  readonly confidentWrong: number;
  /** Of the abstentions on a faulty bearing: how many said healthy. */
  readonly saidHealthy: number;
  readonly skipped: number;
  /** Whether accelerometers were called loose; null without a healthy recording to compare with. */
  readonly mounts?: MountFigures | null;
  readonly meanMs: number;
  readonly method: string;
  readonly node: string;
  readonly machine: string;
};

/** Counts the outcomes of one set. */
export function summarise(
  setName: string,
  judged: readonly JudgedRecording[],
  skipped: readonly SkippedRecording[],
): ValidationSummary {
  const faulty = judged.filter((j) => j.truth !== 'healthy');
  const healthy = judged.filter((j) => j.truth === 'healthy');
  const misled = judged.filter((j) => j.outcome === 'wrong' || j.outcome === 'called');
  const totalMs = judged.reduce((sum, j) => sum + j.durationMs, 0);
  return {
    validate: setName,
    records: judged.length,
    graded: {
      Y: countFaults(faulty.filter((j) => j.benchmark === 'Y')),
      PN: countFaults(faulty.filter((j) => j.benchmark === 'P' || j.benchmark === 'N')),
    },
    ungraded: countFaults(faulty.filter((j) => j.benchmark === null)),
    healthy: { records: healthy.length, called: count(healthy, 'called') },
    confidentWrong: misled.filter((j) => j.diagnosis.grade === 'clear').length,
    saidHealthy: faulty.filter((j) => j.diagnosis.verdict === 'healthy').length,
    skipped: skipped.length,
    meanMs: judged.length === 0 ? 0 : Math.round(totalMs / judged.length),
    method: BEARING_METHOD_VERSION,
    node: process.version,
    machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  };
}

function countFaults(judged: readonly JudgedRecording[]): FaultCounts {
  return {
    right: count(judged, 'right'),
    wrong: count(judged, 'wrong'),
    abstained: count(judged, 'abstained'),
  };
}

function count(judged: readonly JudgedRecording[], outcome: Outcome): number {
  return judged.filter((j) => j.outcome === outcome).length;
}
