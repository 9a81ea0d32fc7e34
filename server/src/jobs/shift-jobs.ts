import { LineCalendar } from '@linetwin/kpi';
import type { ModelIndex } from '@linetwin/model';
import type { Logger } from 'pino';
import type { JobQueue } from './job-queue.port.ts';

const LOOK_EVERY_MS = 30_000;

export type CalendarShift = ReturnType<LineCalendar['shiftsBetween']>[number];

/** Asks the workers once for something about each shift of the lines that this process owns. */
export abstract class ShiftJobs {
  protected readonly jobs: Pick<JobQueue, 'add'>;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly calendars: ReadonlyMap<string, LineCalendar>;
  private readonly owned = new Set<string>();
  /** Begin of the newest shift that was asked for, by line. */
  private readonly asked = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  /** What is asked for, as a warning says it. */
  protected abstract readonly what: string;

  constructor(parts: { index: ModelIndex; jobs: Pick<JobQueue, 'add'>; logger: Logger; now?: () => number }) {
    this.jobs = parts.jobs;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    const { lines, production, site } = parts.index.model;
    this.calendars = new Map(
      lines.map((line) => [line.id, new LineCalendar(line, production.calendar, site.timeZone)]),
    );
  }

  /** The shift that is to be asked for now, whether it was already or not. */
  protected abstract due(calendar: LineCalendar, now: number): CalendarShift | undefined;
  /** Asks for it; rejects while the queue takes nothing. */
  protected abstract ask(line: string, shift: CalendarShift): Promise<unknown>;

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

  /** Asks for what became due; the timer does it. What was not taken is asked for at the next look. */
  async look(): Promise<void> {
    const now = this.now();
    for (const line of this.owned) {
      const shift = this.due(this.calendars.get(line)!, now);
      if (!shift || shift.from <= (this.asked.get(line) ?? 0)) continue;
      try {
        await this.ask(line, shift);
        this.asked.set(line, shift.from);
      } catch (error) {
        this.logger.warn({ line, error: (error as Error).message }, `${this.what} is not asked for yet`);
      }
    }
  }
}
