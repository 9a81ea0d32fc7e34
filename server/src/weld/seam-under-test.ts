import type { SeamTrace, SeamUnderTest } from '@linetwin/condition';
import type { SeamMessage } from '@linetwin/contracts';

/** A seam as it came, with the signals of its cell, as its judge takes it. */
export function seamUnderTest(
  { time, program, lengthMm, perMm }: SeamMessage,
  process: SeamUnderTest['process'],
  traces: Record<string, SeamTrace>,
): SeamUnderTest {
  return { process, time, program: program ?? '', lengthMm, perMm, traces };
}
