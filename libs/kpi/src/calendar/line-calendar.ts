import { PlantClock, type Line, type ProductionCalendar, type Text } from '@linetwin/model';

/** One shift that is worked, from when to when (ms since 1970 UTC). */
export interface WorkedShift {
  /** Id of the shift in the line file; `overtime` for work outside of them. */
  id: string;
  name: Text;
  from: number;
  to: number;
  plannedQuantity: number;
}

interface Span {
  from: number;
  to: number;
}

const DAY_MS = 86_400_000;
/** Days of spans kept: a question of a year is answered without computing a day twice. */
const MAX_KEPT_DAYS = 800;

/** When a line is meant to work: its shifts by the clock of the plant, without holidays and breaks, with overtime. */
export class LineCalendar {
  private readonly line: Pick<Line, 'id' | 'shifts'>;
  private readonly calendar: ProductionCalendar;
  private readonly clock: PlantClock;
  private readonly days = new Map<string, { shifts: WorkedShift[]; breaks: Span[] }>();

  constructor(line: Pick<Line, 'id' | 'shifts'>, calendar: ProductionCalendar, timeZone: string) {
    this.line = line;
    this.calendar = calendar;
    this.clock = new PlantClock(timeZone);
  }

  /** The shift that runs at a time; `undefined` between shifts, in holidays. */
  shiftAt(time: number): WorkedShift | undefined {
    return this.around(time)
      .flatMap(({ shifts }) => shifts)
      .find(({ from, to }) => from <= time && time < to);
  }

  /** Whether machines are meant to work. */
  isPlanned(time: number): boolean {
    if (!this.shiftAt(time)) return false;
    return !this.around(time).some(({ breaks }) => breaks.some(({ from, to }) => from <= time && time < to));
  }

  /** Shifts that touch a span of time, in their order. */
  shiftsBetween(from: number, to: number): WorkedShift[] {
    return this.daysBetween(from, to)
      .flatMap(({ shifts }) => shifts)
      .filter((shift) => shift.to > from && shift.from < to)
      .sort((a, b) => a.from - b.from);
  }

  /** Seconds between two times in which machines are meant to work. */
  plannedS(from: number, to: number): number {
    let sum = 0;
    const breaks = this.daysBetween(from, to).flatMap((day) => day.breaks);
    for (const shift of this.shiftsBetween(from, to)) {
      const begin = Math.max(from, shift.from);
      const end = Math.min(to, shift.to);
      sum += end - begin;
      for (const pause of breaks) sum -= Math.max(0, Math.min(end, pause.to) - Math.max(begin, pause.from));
    }
    return Math.max(0, sum) / 1000;
  }

  /** Days whose shifts can reach a time. */
  private around(time: number) {
    return this.daysBetween(time, time);
  }

  private daysBetween(from: number, to: number) {
    const first = Date.parse(this.clock.at(from).day) - DAY_MS;
    const last = Date.parse(this.clock.at(to).day);
    const found = [];
    for (let at = first; at <= last; at += DAY_MS)
      found.push(this.day(new Date(at).toISOString().slice(0, 10)));
    return found;
  }

  private day(day: string): { shifts: WorkedShift[]; breaks: Span[] } {
    let found = this.days.get(day);
    if (found) return found;
    const { holidays, overtime, breaks } = this.calendar;
    const applies = ({ lines }: { lines?: string[] }) => !lines || lines.includes(this.line.id);
    const isHoliday = holidays.some((one) => applies(one) && one.from <= day && day <= one.to);
    const at = (startsAt: string) => this.clock.toInstant(Date.parse(`${day}T${startsAt}:00Z`));
    const worked = (
      id: string,
      one: Omit<WorkedShift, 'id' | 'from' | 'to'> & { startsAt: string; hours: number },
    ) => ({
      id,
      name: one.name,
      from: at(one.startsAt),
      to: at(one.startsAt) + one.hours * 3_600_000,
      plannedQuantity: one.plannedQuantity,
    });
    found = {
      shifts: [
        ...(isHoliday ? [] : this.line.shifts.map((shift) => worked(shift.id, shift))),
        ...overtime
          .filter((one) => one.line === this.line.id && one.day === day)
          .map((one) => worked('overtime', one)),
      ],
      breaks: breaks
        .filter(applies)
        .map(({ startsAt, minutes }) => ({ from: at(startsAt), to: at(startsAt) + minutes * 60_000 })),
    };
    if (this.days.size >= MAX_KEPT_DAYS) this.days.clear();
    this.days.set(day, found);
    return found;
  }
}
