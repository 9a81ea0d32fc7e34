import type { LineKpi } from '@linetwin/contracts';
import type { OrderView } from '@linetwin/energy';
import type { Shift } from '@linetwin/model';

/**
 * What is ordered of a line, as far as its shift plan says: when the planned quantity of the shift is made, there is no order until the
 * shift ends. Without a plan, or without indicators yet, there is always one.
 *
 * @param made good parts of the running shift
 * @param sinceMs when the shift began
 */
export function shiftOrder(
  shifts: readonly Shift[],
  shift: LineKpi['shift'],
  made: number,
  sinceMs: number,
): OrderView {
  const running = shifts.find(({ id }) => id === shift);
  if (!running || running.plannedQuantity === 0 || made < running.plannedQuantity) return { isOpen: true };
  return { isOpen: false, nextStartMs: sinceMs + running.hours * 3600_000 };
}
