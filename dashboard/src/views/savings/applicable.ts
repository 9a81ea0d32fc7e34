import type { MeasureMode, MeasureModeRow, Recommendation } from '@linetwin/contracts';

/** Mode in which nothing of a recommendation can be carried out; `undefined` where it can. */
export function modeAgainst(
  modes: readonly MeasureModeRow[] | undefined,
  { line, measure }: Pick<Recommendation, 'line' | 'measure'>,
): Extract<MeasureMode, 'off' | 'advise'> | undefined {
  const mode = modes?.find((row) => row.line === line && row.measure === measure)?.mode;
  return mode === 'off' || mode === 'advise' ? mode : undefined;
}
