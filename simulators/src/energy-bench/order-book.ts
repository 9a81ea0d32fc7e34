import type { Line } from '@linetwin/model';
import { LinePlan, type PlannedShift } from '../flow/line-plan.ts';
import { Random } from '../physics/random.ts';

/** An ordinary order book: each shift has orders for this share of what it plans, by lot. */
const LEAST_SHARE = 0.6;
const MOST_SHARE = 1;

/**
 * Orders of a line for some days from midnight on, by its shift calendar. The same seed gives the same orders whatever is done with them.
 */
export function orderBook(line: Line, seed: number, days: number): LinePlan {
  const random = new Random(seed, `orders ${line.id}`);
  const shifts: PlannedShift[] = [];
  for (let day = 0; day < days; day++)
    for (const { startsAt, hours, plannedQuantity } of line.shifts) {
      const [hour, minute] = startsAt.split(':').map(Number);
      const startS = day * 86_400 + hour * 3600 + minute * 60;
      const share = random.between(LEAST_SHARE, MOST_SHARE);
      const quantity = Math.round(plannedQuantity * share);
      shifts.push({ startS, endS: startS + hours * 3600, quantity });
    }
  shifts.sort((a, b) => a.startS - b.startS);
  // The night shift that began on the eve runs into the first morning.
  if (shifts[0].startS > 0) shifts.unshift({ startS: 0, endS: shifts[0].startS, quantity: 0 });
  return new LinePlan(shifts);
}
