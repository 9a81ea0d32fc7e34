import type { LineKpi } from '@linetwin/contracts';
import type { ForecastOrder } from '@linetwin/energy';
import type { Shift } from '@linetwin/model';

/**
 * What is ordered of a line, as far as its shift plan says: when the planned quantity of the shift is made, there is no order until the
 * shift ends; until then it says how much is left. Without a plan, or without indicators yet, there is always one.
 *
 * @param made good parts of the running shift
 * @param sinceMs when the shift began
 */
export function shiftOrder(
  shifts: readonly Shift[],
  shift: LineKpi['shift'],
  made: number,
  sinceMs: number,
): ForecastOrder {
  const running = shifts.find(({ id }) => id === shift);
  if (!running || running.plannedQuantity === 0) return { isOpen: true };
  const leftParts = running.plannedQuantity - made;
  const nextStartMs = sinceMs + running.hours * 3600_000;
  return leftParts > 0 ? { isOpen: true, leftParts, nextStartMs } : { isOpen: false, nextStartMs };
}
