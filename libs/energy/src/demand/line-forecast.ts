import { MachineForecast, minutesUntil, type ForecastOrder, type MachineMemory } from './machine-forecast.ts';
import { Pace } from './pace.ts';
import type { ForecastRest } from './rest-memory.ts';
import { StopEffects, type EffectsMemory } from './stop-effects.ts';
import { STOP_STAGES, StopMemory, type StopMinute, type StopsMemory } from './stop-memory.ts';

const MINUTE_MS = 60_000;
/** The first minutes of an order say nothing of what stops take away: machines wake, and wait for each other. */
const EFFECTS_FROM_MINUTE = 15;
/** So many machines at most do the same beside each other for their standing together to mean something else. */
const MOST_IN_GROUP = 3;

/** Machines of a line whose power is looked at one by one, and what stands beside each other. */
export interface ForecastMachine {
  id: string;
  /** Station that parts pass; left out where its stops say nothing: furnaces of their own way, pumps, compressors. */
  station?: string;
}

/** One minute of a machine. */
export interface MachineMinute extends StopMinute {
  /** Mean power, kW. */
  kw: number;
  /** A command that stands on it. */
  rest?: ForecastRest;
  /** What is ordered of its section, where that works by runs of its own. */
  order?: ForecastOrder;
}

/** One minute of a line. */
export interface LineMinute {
  /** Begin, ms since 1970 UTC. */
  time: number;
  /** Mean power of all its machines, kW. */
  kw: number;
  /** In the order of the machines that were told at the begin. */
  machines: readonly MachineMinute[];
  /** Good parts at its end, by counter. */
  good: number;
  order: ForecastOrder;
}

/** Raised when what is learned takes another shape: what was kept before is then not taken up. */
const MEMORY_VERSION = 1;

/** What the forecast of a line learned, as plain values that can be kept. */
export interface LineMemory {
  version: number;
  /** The machines it is of. */
  machines: ForecastMachine[];
  courses: MachineMemory[];
  stops: StopsMemory[];
  effects: EffectsMemory;
}

/**
 * Foretells the power of a line minute by minute, machine by machine. With an order: what each takes at work, less what the stops of machines
 * take away, those that are to come among them. Around an order's begin and end: the course that such begins and ends had before. At rest: until
 * when by the command that stands on it. When an order ends follows from what is left of it and the line's pace.
 */
export class LineForecast {
  /** By position in `tracked`: machines whose stops are told apart. */
  private readonly stops: StopMemory[];
  private readonly tracked: number[];
  private readonly machines: readonly ForecastMachine[];
  /** Positions of stops of machines that do the same; that all of them stand is an effect of its own. */
  private readonly groups: number[][];
  private readonly effects: StopEffects;
  /** Of each machine, and of all that is left of the line. */
  private readonly courses: MachineForecast[];
  private readonly pace = new Pace();
  private since = Infinity;
  private last?: LineMinute;

  /** @param memory of an earlier forecast; left aside when it is of other machines */
  constructor(machines: readonly ForecastMachine[], memory?: LineMemory) {
    this.machines = machines.map(({ id, station }) => ({ id, ...(station !== undefined && { station }) }));
    const known = memory && this.fits(memory) ? memory : undefined;
    this.tracked = machines.flatMap(({ station }, i) => (station === undefined ? [] : [i]));
    this.stops = this.tracked.map((_, stop) => new StopMemory(known?.stops[stop]));
    const stations = new Map<string, number[]>();
    this.tracked.forEach((i, stop) => {
      const { station } = machines[i];
      stations.set(station!, [...(stations.get(station!) ?? []), stop]);
    });
    this.groups = [...stations.values()].filter(({ length }) => length > 1 && length <= MOST_IN_GROUP);
    this.courses = [...machines, undefined].map((_, m) => new MachineForecast(known?.courses[m]));
    this.effects = new StopEffects(
      this.courses.length,
      (this.stops.length + this.groups.length) * STOP_STAGES.length,
      known?.effects,
    );
  }

  get memory(): LineMemory {
    return {
      version: MEMORY_VERSION,
      machines: [...this.machines],
      courses: this.courses.map(({ memory }) => memory),
      stops: this.stops.map(({ memory }) => memory),
      effects: this.effects.memory,
    };
  }

  observe(minute: LineMinute): void {
    const { last } = this;
    const { order, machines } = minute;
    const isNext = last !== undefined && minute.time - last.time === MINUTE_MS;
    if (!isNext) for (const one of this.stops) one.interrupt();
    if (last && last.order.isOpen !== order.isOpen) this.since = 0;
    else this.since++;
    this.tracked.forEach((i, stop) =>
      this.stops[stop].observe(machines[i], (machines[i].order ?? order).isOpen),
    );
    if (order.isOpen && isNext) this.pace.observe(Math.max(0, minute.good - last.good));
    this.learnPowers(minute);
    this.last = minute;
  }

  /** Mean powers of the next minutes, kW; undefined before the first was seen. */
  foretell(minutes: number): number[] | undefined {
    const { last } = this;
    if (!last) return undefined;
    const foretold = this.stops.map((one) => one.foretell(minutes));
    const ahead = Array.from({ length: minutes }, (_, k) =>
      this.withGroups(foretold.map((own) => own.map((stage) => stage[k]))),
    );
    const sums = new Array<number>(minutes).fill(0);
    this.courses.forEach((_, m) => {
      const own = this.foretellMachine(m, last, ahead);
      for (let k = 0; k < minutes; k++) sums[k] += own[k];
    });
    return sums;
  }

  private fits({ version, machines }: LineMemory): boolean {
    return (
      version === MEMORY_VERSION &&
      machines.length === this.machines.length &&
      this.machines.every(({ id, station }, i) => id === machines[i].id && station === machines[i].station)
    );
  }

  private learnPowers({ time, kw, machines, order }: LineMinute): void {
    const stopped = this.withGroups(this.stops.map(({ stages }) => stages));
    const powers = machines.map((one) => one.kw);
    powers.push(kw - powers.reduce((sum, one) => sum + one, 0));
    this.courses.forEach((course, m) => {
      const { isOpen } = machines[m]?.order ?? order;
      const atWork = powers[m] - this.effects.changeOf(m, stopped);
      course.observe(time + MINUTE_MS, powers[m], atWork, isOpen, machines[m]?.rest);
    });
    // A section that pauses by plan says nothing of what its machines take from each other.
    const isWhole = machines.every((one) => one.order?.isOpen !== false);
    if (order.isOpen && isWhole && this.since >= EFFECTS_FROM_MINUTE) this.effects.learn(stopped, powers);
  }

  private foretellMachine(m: number, last: LineMinute, stops: readonly number[][]): number[] {
    const course = this.courses[m];
    const order = last.machines[m]?.order ?? last.order;
    const now = last.time + MINUTE_MS;
    if (!order.isOpen) {
      const beginsIn = minutesUntil(order.nextStartMs, now);
      const waiting = course.waiting(stops.length, now);
      return waiting.map((kw, k) => {
        const share = Math.min(1, Math.max(0, k + 1 - beginsIn));
        if (share === 0) return kw;
        const work =
          course.atBegin(Math.max(0, Math.floor(k - beginsIn))) + this.effects.changeOf(m, stops[k]);
        return share * work + (1 - share) * kw;
      });
    }
    const endsIn = Math.min(minutesUntil(order.endMs, now), this.partsLeftMinutes(order));
    const nextIn = minutesUntil(order.nextStartMs, now);
    return stops.map((own, k) => {
      const work = course.atWork(k + 1) + this.effects.changeOf(m, own);
      const share = Math.min(1, Math.max(0, endsIn - k));
      // The next order begins before this one ends: the work goes on.
      if (share === 1 || nextIn <= endsIn) return work;
      const after =
        k >= nextIn
          ? course.atBegin(Math.floor(k - nextIn)) + this.effects.changeOf(m, own)
          : (course.atEnd(Math.max(0, Math.floor(k - endsIn))) ?? work);
      return share * work + (1 - share) * after;
    });
  }

  private partsLeftMinutes({ leftParts }: ForecastOrder): number {
    const { partsPerMinute } = this.pace;
    return leftParts === undefined || partsPerMinute <= 0 ? Infinity : leftParts / partsPerMinute;
  }

  /** @param stops by stop and stage */
  private withGroups(stops: readonly (readonly number[])[]): number[] {
    const groups = this.groups.map((own) =>
      STOP_STAGES.map((_, stage) => own.reduce((share, i) => share * stops[i][stage], 1)),
    );
    return [...stops, ...groups].flat();
  }
}
