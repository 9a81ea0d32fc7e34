import type { LpText, Term } from './lp-text.ts';
import { lengthOf, type PlanningProblem, type PlanningStock, type Schedule } from './planning-problem.ts';

/** What a part that is missing, or has no room, costs in the model by quarter: far more than its energy. */
const MISSING_YUAN = 10;

/**
 * Rows that keep each stock within its bounds. The parts that jobs gave up to a quarter are one variable that goes on from that of the
 * quarter before, so that a day of lots stays a small programme. Bounds may be passed at a price: stocks are forecasts, and a plan that is a
 * few parts short is worth more than none.
 *
 * @param covering begins because of which a job runs in a quarter
 */
export function addStocks(
  lp: LpText,
  { jobs, stocks = [] }: PlanningProblem,
  covering: (job: number, quarter: number) => Term[],
): void {
  stocks.forEach(({ id, expected, least, most }, s) => {
    expected.forEach((parts, t) => {
      const given = `given_${s}_${t}`;
      const terms = jobs.flatMap(({ flows = [] }, j) =>
        flows
          .filter(({ stock }) => stock === id)
          .flatMap(({ partsPerQuarter, lagQuarters }) =>
            covering(j, t - lagQuarters).map(([, start]): Term => [-partsPerQuarter, start]),
          ),
      );
      lp.bound(given, -1e9, 1e9);
      lp.row([[1, given], ...(t > 0 ? [[-1, `given_${s}_${t - 1}`] as const] : []), ...terms], '=', 0);
      for (const [name, sign, right] of [
        ['short', 1, least - parts],
        ['over', -1, parts - most],
      ] as const) {
        const beyond = `${name}_${s}_${t}`;
        lp.bound(beyond, 0, 1e9);
        lp.minimise(MISSING_YUAN, beyond);
        lp.row(
          [
            [sign, given],
            [1, beyond],
          ],
          '>=',
          right,
        );
      }
    });
  });
}

/** Parts in a stock at the end of each quarter, by a schedule. */
export function stockOf({ jobs }: PlanningProblem, { starts }: Schedule, stock: PlanningStock): number[] {
  const change = stock.expected.map(() => 0);
  for (const job of jobs) {
    const start = starts.get(job.id);
    if (start === undefined) continue;
    for (const { stock: id, partsPerQuarter, lagQuarters } of job.flows ?? []) {
      if (id !== stock.id) continue;
      for (let t = start + lagQuarters; t < start + lagQuarters + lengthOf(job); t++)
        if (t < change.length) change[t] += partsPerQuarter;
    }
  }
  let given = 0;
  return stock.expected.map((parts, t) => parts + (given += change[t]));
}

/** How far a schedule passes the bounds of the stocks: parts that are missing or have no room, summed over the quarters. */
export function beyondStocks(problem: PlanningProblem, schedule: Schedule): number {
  return (problem.stocks ?? []).reduce(
    (sum, stock) =>
      stockOf(problem, schedule, stock).reduce(
        (total, parts) => total + Math.max(0, stock.least - parts, parts - stock.most),
        sum,
      ),
    0,
  );
}
