import type { PlanInput } from '@linetwin/contracts';
import type { LateOrder, PlanningJob } from '@linetwin/energy/planner';
import type { PlannedWork, WantedWork } from './order-lots.ts';

const QUARTER_MS = 900_000;

/** Work of a line as people run it, quarter by quarter. */
export interface LineWork {
  work: PlannedWork[];
  /** Its runs within the plan, each where people begin it: the plan does not move them. */
  jobs: PlanningJob[];
  late: LateOrder[];
  /** Good pieces that are taken from the stock before it by quarter, on after the plan's end. */
  taken: number[];
}

/**
 * What a line does without a plan: it works while people are there and something is open, what is due first going first; a shift's parts are not
 * begun before the shift. Orders that this makes late would be late under every plan of the section before it.
 *
 * @param staffed whether people are there, for each quarter of the plan and of what is looked at after it
 * @param quarters length of the plan
 */
export function workOf(
  wanted: readonly WantedWork[],
  line: PlanInput,
  furnaces: readonly PlanInput[],
  { from, quarters, staffed }: { from: number; quarters: number; staffed: readonly boolean[] },
): LineWork {
  const secondsPerPart = line.secondsPerPart!;
  const at = (time: number) => Math.round((time - from) / QUARTER_MS);
  const open = [...wanted]
    .sort((a, b) => a.dueAt - b.dueAt)
    .map((one) => ({
      one,
      begin: at(one.beginAt ?? from),
      due: Math.floor((one.dueAt - from) / QUARTER_MS),
      left: Math.min(Math.ceil((one.quantity * secondsPerPart) / 900), one.mostQuarters ?? Infinity),
      done: [] as number[],
    }));
  const running = staffed.map((isStaffed, t) => {
    const next = isStaffed ? open.find(({ begin, left }) => begin <= t && left > 0) : undefined;
    if (next) {
      next.left--;
      next.done.push(t);
    }
    return next?.one.id;
  });
  const inPlan = open.map((order) => ({ ...order, own: order.done.filter((t) => t < quarters) }));
  return {
    work: inPlan
      .filter(({ own, due }) => own.length > 0 || due < quarters)
      .map(({ one: { mostQuarters: _, beginAt: __, ...one }, own, due, done, left }) => ({
        ...one,
        quarters: due < quarters ? done.length + left : own.length,
      })),
    jobs: runsOf(running.slice(0, quarters), line, furnaces),
    late: inPlan
      .filter(({ due }) => due < quarters)
      .map(({ one, own, done, due, left }) => ({
        order: one.id,
        lateQuarters: own.length > 0 ? Math.max(0, own.at(-1)! + 1 - due) : 0,
        unplacedQuarters: done.length - own.length + left,
      }))
      .filter(({ lateQuarters, unplacedQuarters }) => lateQuarters + unplacedQuarters > 0),
    taken: running.map((id) => (id === undefined ? 0 : 900 / secondsPerPart)),
  };
}

/** One job for each run of an order, with no other quarter to begin in. */
function runsOf(
  running: readonly (string | undefined)[],
  line: PlanInput,
  furnaces: readonly PlanInput[],
): PlanningJob[] {
  const loadKw = [line, ...furnaces].reduce((sum, { runningKw, readyKw }) => sum + runningKw - readyKw, 0);
  const occupies = [line, ...furnaces].map(({ resource }) => resource);
  const jobs: PlanningJob[] = [];
  let begin = 0;
  running.forEach((order, t) => {
    if (running[t + 1] === order && t + 1 < running.length) return;
    const length = t + 1 - begin;
    if (order !== undefined)
      jobs.push({
        id: `${order} ${jobs.length + 1}`,
        order,
        occupies,
        loadKw: new Array<number>(length).fill(loadKw),
        earliest: begin,
        due: t + 1,
      });
    begin = t + 1;
  });
  return jobs;
}
