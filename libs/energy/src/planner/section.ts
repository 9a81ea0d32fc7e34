import type { PlanningJob, PlanningResource, PlanningSeries, PlanningStock } from './planning-problem.ts';

/** An hour: a section does not stop and go by the quarter. */
const LEAST_RUN_QUARTERS = 4;
/** Parts that are not planned with, at both ends of a stock: a bit more than an hour of the takt, for stops that nobody foresees. */
const RESERVE_S = 4800;
/** Share of the room that is full when what is made in the plan has been taken: orders of the days behind it differ. */
export const USUAL_STOCK_SHARE = 0.65;

/**
 * A section of a line that is planned for itself, such as the forge before an anneal of 16 h: what it makes reaches the stock that the next
 * section takes from that much later. Its parts are counted in finished pieces of the line, so that two rings are one.
 */
export interface PlanningSection {
  /** Id of the section, as a resource, and of the stock behind it. */
  id: string;
  /** Pieces that it makes in a quarter at work. */
  piecesPerQuarter: number;
  /** Power at work and ready without work, at rest, and how long it takes to be ready again. */
  runningKw: number;
  readyKw: number;
  restKw: number;
  warmUpQuarters: number;
  canRest: boolean;
  staffed?: readonly boolean[];
  /** From a piece made to the same piece in the stock, quarters. */
  lagQuarters: number;
  /** Share of its pieces that becomes good ones at the end of the line. */
  yieldShare: number;
  /** Room of the stock, pieces. */
  room: number;
  /** Time from one finished piece to the next, s. */
  taktS: number;
}

/** What is known of a stock before anything of the plan is made. */
export interface StockForecast {
  /** Pieces there now. */
  now: number;
  /** Pieces that come out of the furnace by quarter, made before the plan. */
  arriving: readonly number[];
  /** Good pieces that the next section takes by quarter. */
  taken: readonly number[];
  /** Room of the stock, pieces. */
  room: number;
}

/**
 * Pieces in the stock at the end of each quarter if the section made none from now on; below 0 where the next section would wait. What
 * finds no room stays in the furnace, and comes as soon as there is some.
 */
export function expectedStock({ now, arriving, taken, room }: StockForecast, yieldShare: number): number[] {
  let stock = now;
  let held = 0;
  return taken.map((pieces, t) => {
    const ready = held + yieldShare * (arriving[t] ?? 0);
    const comes = Math.min(ready, Math.max(0, room - (stock - pieces)));
    held = ready - comes;
    return (stock += comes - pieces);
  });
}

/** A section's part of a planning problem. */
export interface SectionProblem {
  resource: PlanningResource;
  stock: PlanningStock;
  series: PlanningSeries;
  jobs: PlanningJob[];
}

/**
 * Quarters of work of a section within a plan: as many as fill the stock to its usual share when what is made in the last of them has come through
 * the furnace. Which quarters is the plan's affair; that the stock lasts is a bound of it.
 *
 * @param expected `expectedStock` up to the end of the plan and the lag
 */
export function sectionProblem(
  section: PlanningSection,
  expected: readonly number[],
  quarters: number,
): SectionProblem {
  const { id, piecesPerQuarter, runningKw, readyKw, lagQuarters, yieldShare, room, taktS, staffed } = section;
  const open = staffed ? staffed.slice(0, quarters).filter(Boolean).length : quarters;
  const wanted = Math.max(0, USUAL_STOCK_SHARE * room - expected.at(-1)!) / yieldShare;
  const length = Math.min(open, Math.round(wanted / piecesPerQuarter));
  const reserve = RESERVE_S / taktS;
  const { restKw, warmUpQuarters, canRest } = section;
  return {
    resource: {
      id,
      readyKw,
      restKw,
      warmUpKw: readyKw,
      warmUpQuarters,
      canRest,
      ...(staffed && { staffed: staffed.slice(0, quarters) }),
    },
    stock: { id, expected, least: reserve, most: room - reserve },
    series: { id, leastRunQuarters: Math.min(LEAST_RUN_QUARTERS, length) },
    jobs: Array.from({ length }, (_, i) => ({
      id: `${id} ${i + 1}`,
      order: id,
      series: id,
      occupies: [id],
      loadKw: [runningKw - readyKw],
      earliest: 0,
      due: quarters,
      flows: [{ stock: id, partsPerQuarter: yieldShare * piecesPerQuarter, lagQuarters }],
      after: i === 0 ? [] : [{ job: `${id} ${i}`, lagQuarters: 0 }],
    })),
  };
}
