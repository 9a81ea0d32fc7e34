import { LineCalendar } from '@linetwin/kpi';
import type { ModelIndex } from '@linetwin/model';
import type { Logger } from 'pino';
import type { JobQueue } from '../jobs/job-queue.port.ts';
import { BY_SHIFT } from './plan-maker.ts';

const LOOK_EVERY_MS = 30_000;
/** A plan is there so long before its shift: time to look at it and to apply it. */
const AHEAD_MS = 30 * 60_000;
const PLAN_QUARTERS = 96;
const QUARTER_MS = 900_000;

/** Asks the workers for a plan before every shift of a line that this process owns. */
export class ShiftPlans {
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

  /** Asks for shifts that begin soon; the timer does it. What was not taken is asked for at the next look. */
  async look(): Promise<void> {
    const now = this.now();
    for (const line of this.owned) {
      const shift = this.calendars
        .get(line)!
        .shiftsBetween(now, now + AHEAD_MS)
        .find(({ from }) => from > now);
      if (!shift || shift.from <= (this.asked.get(line) ?? 0)) continue;
      const from = Math.floor(shift.from / QUARTER_MS) * QUARTER_MS;
      const id = `shift.${line}.${from}`;
      try {
        await this.jobs.add(
          'MakePlan',
          { id, lines: [line], from, quarters: PLAN_QUARTERS, by: BY_SHIFT },
          id,
        );
        this.asked.set(line, shift.from);
      } catch (error) {
        this.logger.warn(
          { line, error: (error as Error).message },
          'the plan of a shift is not asked for yet',
        );
      }
    }
  }
}
