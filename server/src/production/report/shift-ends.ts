import { LineCalendar } from '@linetwin/kpi';
import type { ModelIndex } from '@linetwin/model';
import type { Logger } from 'pino';
import type { JobQueue } from '../../jobs/job-queue.port.ts';

const LOOK_EVERY_MS = 30_000;
/** The last seconds of a shift are in the ledger by then. */
const GRACE_MS = 60_000;
/** A shift that ended longer ago while nobody looked is reported on demand only. */
const LOOK_BACK_MS = 12 * 3_600_000;

/** Asks the workers for the report of every shift that ends on a line that this process owns. */
export class ShiftEnds {
  private readonly jobs: Pick<JobQueue, 'add'>;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly calendars: ReadonlyMap<string, LineCalendar>;
  private readonly owned = new Set<string>();
  /** Begin of the newest shift that was asked for, by line. */
  private readonly asked = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: { index: ModelIndex; jobs: Pick<JobQueue, 'add'>; logger: Logger; now?: () => number }) {
    this.jobs = parts.jobs;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    const { lines, production, site } = parts.index.model;
    this.calendars = new Map(
      lines.map((line) => [line.id, new LineCalendar(line, production.calendar, site.timeZone)]),
    );
  }

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async takeLine(id: string): Promise<void> {
    this.owned.add(id);
  }

  async dropLine(id: string): Promise<void> {
    this.owned.delete(id);
  }

  /** Asks for what ended since the last look; the timer does it. A job that was not taken is asked for at the next look. */
  async look(): Promise<void> {
    const ended = this.now() - GRACE_MS;
    for (const line of this.owned) {
      const shift = this.calendars
        .get(line)!
        .shiftsBetween(ended - LOOK_BACK_MS, ended)
        .filter(({ to }) => to <= ended)
        .at(-1);
      if (!shift || shift.from <= (this.asked.get(line) ?? 0)) continue;
      const { from, to, id } = shift;
      try {
        await this.jobs.add('MakeShiftReport', { line, from, to, shift: id }, `shift-report.${line}.${from}`);
        this.asked.set(line, from);
      } catch (error) {
        this.logger.warn(
          { line, error: (error as Error).message },
          'the report of a shift is not asked for yet',
        );
      }
    }
  }
}
