import type { LineCalendar } from '@linetwin/kpi';
import { ShiftJobs, type CalendarShift } from '../../jobs/shift-jobs.ts';

/** The last seconds of a shift are in the ledger by then. */
const GRACE_MS = 60_000;
/** A shift that ended longer ago while nobody looked is reported on demand only. */
const LOOK_BACK_MS = 12 * 3_600_000;

/** Asks the workers for the report of every shift that ends on a line that this process owns. */
export class ShiftEnds extends ShiftJobs {
  protected readonly what = 'the report of a shift';

  protected due(calendar: LineCalendar, now: number): CalendarShift | undefined {
    const ended = now - GRACE_MS;
    return calendar
      .shiftsBetween(ended - LOOK_BACK_MS, ended)
      .filter(({ to }) => to <= ended)
      .at(-1);
  }

  protected ask(line: string, { from, to, id }: CalendarShift): Promise<unknown> {
    return this.jobs.add('MakeShiftReport', { line, from, to, shift: id }, `shift-report.${line}.${from}`);
  }
}
