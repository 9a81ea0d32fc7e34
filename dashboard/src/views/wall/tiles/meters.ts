import type { Line, ModelIndex, Signal } from '@linetwin/model';

/** What the main meter of a line measures (plant files: kind `main-meter`, signal `total_power`). */
const TOTAL_POWER = 'total_power';

export interface LineMeter {
  line: Line;
  power: Signal;
  /** Power that the plant file says not to pass, kW. */
  limit: number | undefined;
}

/** Lines with a meter for all that they draw; the others are left out. */
export function metersOf(index: ModelIndex, lines: readonly Line[]): LineMeter[] {
  return lines.flatMap((line) => {
    const power = index
      .equipmentOf(line.id)
      .flatMap((machine) => index.signalsOf(machine))
      .find(({ id }) => id === TOTAL_POWER);
    return power ? [{ line, power, limit: power.limits.find(({ type }) => type === 'high')?.at }] : [];
  });
}
