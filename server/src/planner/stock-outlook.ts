import type { PlanSection, StartPlan } from '@linetwin/contracts';

const QUARTER_MS = 900_000;

/** What becomes of a section's stock if its plan goes on, pieces. */
export interface StockOutlook {
  /** What the stock has more than the plan reckoned for now; negative where it lacks pieces. */
  deviation: number;
  /** Pieces in it when what the section makes now comes out of the furnace. */
  expected: number;
}

/** Looks ahead by the stay in the furnace: no sooner can a pause be felt in the stock. Only what the plan did not know of is corrected by what is seen. */
export function stockOutlook(
  { stayMinutes, stock }: PlanSection,
  { from }: Pick<StartPlan, 'from'>,
  seenPieces: number,
  now: number,
): StockOutlook {
  const quarter = Math.floor((now - from) / QUARTER_MS);
  const begin = quarter > 0 ? stock.plan[quarter - 1] : stock.now;
  const share = (now - from) / QUARTER_MS - quarter;
  const deviation = seenPieces - (begin + share * (stock.plan[quarter] - begin));
  const arrival = Math.min(quarter + Math.ceil(stayMinutes / 15), stock.plan.length - 1);
  return { deviation, expected: stock.plan[arrival] + deviation };
}
