import type { Recording } from '../recordings/recordings.ts';
import { CWRU_BENCHMARK } from './cwru-benchmark-grades.ts';

/** Y: the fault shows clearly to at least one method of the benchmark; P: perhaps; N: to none. */
export type BenchmarkGrade = 'Y' | 'P' | 'N';

const byRecord = new Map(
  CWRU_BENCHMARK.records.map((r) => [r.record as string, r.best[0] as BenchmarkGrade]),
);

/** Grade of a recording in the published benchmark; null where it has none (other channels, other sets). */
export function benchmarkGrade(setName: string, recording: Recording): BenchmarkGrade | null {
  const { group, channel } = CWRU_BENCHMARK;
  if (setName !== 'cwru' || recording.group !== group || recording.channel !== channel) return null;
  return byRecord.get(recording.record) ?? null;
}
