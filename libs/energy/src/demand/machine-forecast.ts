import { MinuteProfile, type ProfileMemory } from './minute-profile.ts';
import { RestMemory, type ForecastRest, type RestsMemory } from './rest-memory.ts';
import { WorkLevel } from './work-level.ts';

const MINUTE_MS = 60_000;
/** How long a machine is on its way after an order began: furnaces fill, and the gap before it passes the line. */
const BEGIN_MINUTES = 240;
/** How long after its end: the quench is empty after 40 min, the temper after 2.5 h. */
const END_MINUTES = 240;

/** What is ordered of a line, or of a section of it. */
export interface ForecastOrder {
  isOpen: boolean;
  /** Good parts still to be made, where somebody knows. */
  leftParts?: number;
  /** When the work pauses, where a plan says so, ms since 1970 UTC. */
  endMs?: number;
  /** When the next begins, ms since 1970 UTC. */
  nextStartMs?: number;
}

/** What the forecast of a machine learned. */
export interface MachineMemory {
  begin: ProfileMemory;
  end: ProfileMemory;
  rests: RestsMemory;
  levelErrors: number[];
}

/** Course of the power of one machine: at work, after an order's end, at rest, on the way back, and after the next begin. */
export class MachineForecast {
  private readonly begin: MinuteProfile;
  private readonly end: MinuteProfile;
  private readonly rest: RestMemory;
  private readonly level: WorkLevel;
  /** Minutes since an order began or ended; Infinity before the first change. */
  private since = Infinity;
  private isOpen?: boolean;
  private recentKw = 0;

  constructor(memory?: MachineMemory) {
    this.begin = new MinuteProfile(BEGIN_MINUTES, memory?.begin);
    this.end = new MinuteProfile(END_MINUTES, memory?.end);
    this.rest = new RestMemory(memory?.rests);
    this.level = new WorkLevel(memory?.levelErrors);
  }

  get memory(): MachineMemory {
    const { begin, end, rest, level } = this;
    return { begin: begin.memory, end: end.memory, rests: rest.memory, levelErrors: level.memory };
  }

  /**
   * @param time end of the minute, ms since 1970 UTC
   * @param kw mean power
   * @param atWorkKw what it would have been without the stops of the line
   */
  observe(time: number, kw: number, atWorkKw: number, isOpen: boolean, rest?: ForecastRest): void {
    if (this.isOpen !== undefined && this.isOpen !== isOpen) {
      this.since = 0;
      if (isOpen) {
        this.rest.begins();
        this.level.restart();
      }
    } else this.since++;
    this.recentKw = this.isOpen === undefined ? kw : (this.recentKw + kw) / 2;
    this.isOpen = isOpen;
    if (!isOpen) {
      this.rest.observe(kw, rest, time);
      this.end.learn(this.since, kw);
    } else {
      // Before it is learned from: how far it is off the course of the begins before this one.
      this.level.learn(atWorkKw - this.courseOf(this.since));
      this.begin.learn(this.since, atWorkKw);
    }
  }

  /** Power so many minutes after the one seen last, with an order and without stops of the line, kW. */
  atWork(minutes: number): number {
    return this.courseOf(this.since + minutes) + this.level.value;
  }

  /** The same, so many minutes after the begin of the order that comes next. */
  atBegin(minutes: number): number {
    return this.begin.at(minutes) ?? this.recentKw;
  }

  /** So many minutes after the end of the order of now. */
  atEnd(minutes: number): number | undefined {
    return this.end.at(minutes);
  }

  /** Power of the next minutes while it has no order, kW. */
  waiting(minutes: number, time: number): number[] {
    const { rest, end, since, recentKw } = this;
    return rest.foretell(minutes, recentKw, time) ?? end.goOn(since, recentKw, minutes);
  }

  private courseOf(since: number): number {
    return this.begin.upTo(since) ?? 0;
  }
}

export function minutesUntil(timeMs: number | undefined, now: number): number {
  return timeMs === undefined ? Infinity : Math.max(0, (timeMs - now) / MINUTE_MS);
}
