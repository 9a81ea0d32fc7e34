import type { SeenStock } from '@linetwin/contracts';
import type { LineCalendar } from '@linetwin/kpi';
import { ShiftJobs, type CalendarShift } from '../jobs/shift-jobs.ts';
import { BY_SHIFT } from './plan-maker.ts';

/** A plan is there so long before its shift: time to look at it and to apply it. */
const AHEAD_MS = 30 * 60_000;
const PLAN_QUARTERS = 96;
const QUARTER_MS = 900_000;

/** Asks the workers for a plan before every shift of a line that this process owns. */
export class ShiftPlans extends ShiftJobs {
  protected readonly what = 'the plan of a shift';
  private readonly seenStocks: (lines: readonly string[]) => SeenStock[];

  constructor({
    seenStocks,
    ...parts
  }: ConstructorParameters<typeof ShiftJobs>[0] & { seenStocks: (lines: readonly string[]) => SeenStock[] }) {
    super(parts);
    this.seenStocks = seenStocks;
  }

  protected due(calendar: LineCalendar, now: number): CalendarShift | undefined {
    return calendar.shiftsBetween(now, now + AHEAD_MS).find(({ from }) => from > now);
  }

  protected ask(line: string, shift: CalendarShift): Promise<unknown> {
    const from = Math.floor(shift.from / QUARTER_MS) * QUARTER_MS;
    const id = `shift.${line}.${from}`;
    const lines = [line];
    const stocks = this.seenStocks(lines);
    return this.jobs.add('MakePlan', { id, lines, from, quarters: PLAN_QUARTERS, by: BY_SHIFT, stocks }, id);
  }
}
