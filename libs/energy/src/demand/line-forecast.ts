import { MinuteProfile } from './minute-profile.ts';
import { StopEffects } from './stop-effects.ts';
import { StopMemory, type StopMinute } from './stop-memory.ts';

const MINUTE_MS = 60_000;
/** How long a line is on its way after an order began: machines wake, furnaces fill. */
const BEGIN_MINUTES = 60;
/** How long after its end: the quench is empty after 40 min, the temper after 2.5 h. */
const END_MINUTES = 240;
/** How long before the next: what rests gets ready. */
const READY_MINUTES = 60;
/** What the line takes with all at work, over this long. */
const LEVEL_MINUTES = 90;
const PACE_MINUTES = 60;
/** The first minutes of an order say nothing of the line's pace. */
const PACE_FROM_MINUTE = 15;
/** So many machines at most do the same beside each other for their standing together to mean something else. */
const MOST_IN_GROUP = 3;

/** Machines of a line whose stops matter, and what stands beside each other. */
export interface ForecastMachine {
  id: string;
  station: string;
}

/** What is ordered of a line. */
export interface ForecastOrder {
  isOpen: boolean;
  /** Good parts still to be made, where somebody knows. */
  leftParts?: number;
  /** When the next begins, while there is none, ms since 1970 UTC. */
  nextStartMs?: number;
}

/** One minute of a line. */
export interface LineMinute {
  /** Begin, ms since 1970 UTC. */
  time: number;
  /** Mean power of all its machines, kW. */
  kw: number;
  /** In the order of the machines that were told at the begin. */
  machines: readonly StopMinute[];
  /** Good parts at its end, by counter. */
  good: number;
  order: ForecastOrder;
}

/**
 * Foretells the power of a line minute by minute. While it has an order: what it takes with all at work, less what the stops of machines
 * take away, those that are to come among them. Around an order's begin and end: the course that such begins and ends had before. When an order
 * ends follows from what is left of it and the line's pace.
 */
export class LineForecast {
  private readonly stops: StopMemory[];
  /** Positions of machines that do the same; that all of them stand is an effect of its own. */
  private readonly groups: number[][];
  private readonly effects: StopEffects;
  /** Of an order's begin against the level, of its end as it is, and of the last minutes before a begin against an hour before. */
  private readonly begin = new MinuteProfile(BEGIN_MINUTES);
  private readonly end = new MinuteProfile(END_MINUTES);
  private readonly ready = new MinuteProfile(READY_MINUTES + 1);
  private level?: number;
  private levelMinutes = 0;
  private partsPerMinute = 0;
  /** Minutes since an order began or ended; Infinity before the first change. */
  private since = Infinity;
  private hourBefore?: number;
  private last?: LineMinute;
  private recentKw = 0;

  constructor(machines: readonly ForecastMachine[]) {
    this.stops = machines.map(() => new StopMemory());
    const stations = new Map<string, number[]>();
    machines.forEach(({ station }, i) => stations.set(station, [...(stations.get(station) ?? []), i]));
    this.groups = [...stations.values()].filter(({ length }) => length > 1 && length <= MOST_IN_GROUP);
    this.effects = new StopEffects(machines.length + this.groups.length);
  }

  observe(minute: LineMinute): void {
    const { last } = this;
    const { order, kw } = minute;
    const isNext = last !== undefined && minute.time - last.time === MINUTE_MS;
    if (!isNext) for (const one of this.stops) one.interrupt();
    if (last && last.order.isOpen !== order.isOpen) this.since = 0;
    else this.since++;
    this.recentKw = isNext ? (last.kw + kw) / 2 : kw;
    this.stops.forEach((one, i) => one.observe(minute.machines[i], order.isOpen));
    if (order.isOpen) this.learnWork(minute, isNext);
    else this.learnWait(minute);
    this.last = minute;
  }

  /** Mean powers of the next minutes, kW; undefined before the first was seen. */
  foretell(minutes: number): number[] | undefined {
    const { last } = this;
    if (!last) return undefined;
    return last.order.isOpen ? this.foretellWork(last, minutes) : this.foretellWait(last, minutes);
  }

  private learnWork({ kw, good, machines }: LineMinute, isNext: boolean): void {
    const made = good - (this.last?.good ?? good);
    if (isNext && made >= 0 && this.since > PACE_FROM_MINUTE)
      this.partsPerMinute += (made - this.partsPerMinute) / (this.partsPerMinute === 0 ? 1 : PACE_MINUTES);
    const stopped = this.withGroups(machines.map(({ stop }) => (stop === undefined ? 0 : 1)));
    const atWork = kw - this.effects.changeOf(stopped);
    if (this.since < BEGIN_MINUTES) {
      if (this.level !== undefined) this.begin.learn(this.since, atWork - this.level);
      return;
    }
    this.effects.learn(stopped, kw);
    this.levelMinutes++;
    this.level ??= atWork;
    this.level += (atWork - this.level) / Math.min(this.levelMinutes, LEVEL_MINUTES);
  }

  private learnWait({ kw, time, order }: LineMinute): void {
    this.end.learn(this.since, kw);
    if (order.nextStartMs === undefined) return;
    const left = Math.round((order.nextStartMs - time) / MINUTE_MS) - 1;
    if (left > READY_MINUTES) this.hourBefore = undefined;
    else {
      this.hourBefore ??= kw;
      if (this.since > READY_MINUTES) this.ready.learn(left, kw - this.hourBefore);
    }
  }

  private foretellWork({ order }: LineMinute, minutes: number): number[] {
    const endsIn =
      order.leftParts === undefined || this.partsPerMinute <= 0
        ? Infinity
        : order.leftParts / this.partsPerMinute;
    const stops = this.stops.map((one) => one.foretell(minutes));
    return Array.from({ length: minutes }, (_, k) => {
      const atWork = this.atWork(
        this.since + 1 + k,
        stops.map((shares) => shares[k]),
      );
      const share = Math.min(1, Math.max(0, endsIn - k));
      const after = this.end.at(Math.max(0, Math.floor(k - endsIn))) ?? atWork;
      return share === 1 ? atWork : share * atWork + (1 - share) * after;
    });
  }

  private foretellWait({ order, time }: LineMinute, minutes: number): number[] {
    const beginsIn = order.nextStartMs === undefined ? Infinity : (order.nextStartMs - time) / MINUTE_MS - 1;
    const usual = this.stops.map(({ usualShare }) => usualShare);
    const left = Math.round(beginsIn);
    return Array.from({ length: minutes }, (_, k) => {
      const waiting =
        this.recentKw +
        this.end.change(this.since, this.since + 1 + k) +
        (left - k - 1 >= 0 ? this.ready.change(Math.min(READY_MINUTES, left), left - k - 1) : 0);
      const share = Math.min(1, Math.max(0, k + 1 - beginsIn));
      return share === 0
        ? waiting
        : share * this.atWork(Math.max(0, Math.floor(k - beginsIn)), usual) + (1 - share) * waiting;
    });
  }

  /** Power with an order, so many minutes after it began. */
  private atWork(since: number, stops: readonly number[]): number {
    if (this.level === undefined) return this.recentKw;
    const begin = since < BEGIN_MINUTES ? (this.begin.at(since) ?? 0) : 0;
    return this.level + begin + this.effects.changeOf(this.withGroups(stops));
  }

  private withGroups(stops: readonly number[]): number[] {
    return [...stops, ...this.groups.map((own) => own.reduce((share, i) => share * stops[i], 1))];
  }
}
