import type { PlanInput } from '@linetwin/contracts';
import type { PlanningJob } from '@linetwin/energy/planner';

const QUARTER_MS = 900_000;
/** A lot is at least an hour: a line does not stop and go by the quarter. */
const LEAST_LOT_QUARTERS = 4;
/** More lots of a line than this make the programme too large for a plan before each shift. */
const MAX_LOTS = 14;

/** Work that is wanted of a line. */
export interface WantedWork {
  id: string;
  line: string;
  product: string;
  source: 'order' | 'shift';
  dueAt: number;
  /** Good parts still to be made. */
  quantity: number;
  /** When people begin it, ms since 1970 UTC; at once when left out. */
  beginAt?: number;
  /** A shift plans what it can make: never more than its own time, whatever rounding says. */
  mostQuarters?: number;
}

export interface PlannedWork extends Omit<WantedWork, 'mostQuarters' | 'beginAt'> {
  quarters: number;
}

/**
 * Splits the work of one line into lots of one length. What is due within the plan is all in it; what is due later is in it as far as today's
 * way would come in the quarters that are left, so that a plan never ends with less made.
 *
 * @param openQuarters quarters in which people are there
 */
export function lotsOf(
  wanted: readonly WantedWork[],
  line: PlanInput,
  furnaces: readonly PlanInput[],
  span: { from: number; quarters: number; openQuarters: number },
): { work: PlannedWork[]; jobs: PlanningJob[] } {
  const { from, quarters, openQuarters } = span;
  const dueOf = ({ dueAt }: WantedWork) => Math.floor((dueAt - from) / QUARTER_MS);
  let left = openQuarters;
  const work: PlannedWork[] = [];
  for (const one of [...wanted].sort((a, b) => a.dueAt - b.dueAt)) {
    const needed = Math.min(
      Math.ceil((one.quantity * line.secondsPerPart!) / 900),
      one.mostQuarters ?? Infinity,
    );
    const taken = dueOf(one) < quarters ? needed : Math.min(needed, Math.max(0, left));
    left -= taken;
    const { mostQuarters: _, beginAt: __, ...wantedWork } = one;
    if (taken > 0) work.push({ ...wantedWork, quarters: taken });
  }
  const total = work.reduce((sum, one) => sum + one.quarters, 0);
  const lot = Math.max(LEAST_LOT_QUARTERS, Math.ceil(total / MAX_LOTS));
  const loadKw =
    line.runningKw -
    line.readyKw +
    furnaces.reduce((sum, { runningKw, readyKw }) => sum + runningKw - readyKw, 0);
  const occupies = [line.resource, ...furnaces.map(({ resource }) => resource)];
  // One order after the other, what is due first going first: a line does not change its order back and forth.
  let before: string | undefined;
  const jobs = work.flatMap((one) => {
    const due = Math.max(0, Math.min(quarters, dueOf(one)));
    const lengths = new Array<number>(Math.floor(one.quarters / lot)).fill(lot);
    if (one.quarters % lot > 0) lengths.push(one.quarters % lot);
    return lengths.map((length, i): PlanningJob => {
      const id = `${one.id} ${i + 1}`;
      const after = before === undefined ? [] : [{ job: before, lagQuarters: 0 }];
      before = id;
      const kw = new Array<number>(length).fill(loadKw);
      return { id, order: one.id, occupies, loadKw: kw, earliest: 0, due, after };
    });
  });
  return { work, jobs };
}
