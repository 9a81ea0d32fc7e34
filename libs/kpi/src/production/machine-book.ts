import type { PackmlState } from '@linetwin/model';
import {
  noProduction,
  PRODUCTION_INTERVAL_MS,
  productionIntervalStart,
  type ProductionInterval,
} from './production-sums.ts';
import {
  isMicroStop,
  isWait,
  lengthenStop,
  MIN_WAIT_S,
  newStop,
  seenUntil,
  stopSeconds,
  type Stop,
} from './stop.ts';
import { timeClass, type Interlock } from './time-classes.ts';

/** Counters of a machine as they stand; `null` before the first value, or where the machine has none. */
export interface PartCounters {
  good: number | null;
  scrap: number | null;
  rework: number | null;
}

/** What a machine says at a moment, and what it is meant to do. */
export interface ProductionMoment {
  state: PackmlState | undefined;
  interlock: Interlock;
  counters: PartCounters;
  product: string;
  order: string;
  changingOver: boolean;
  /** Planned run time per item PRI, s; `undefined` where the plant plans none. */
  runTimeS: number | undefined;
  /** The alarm of this machine that rose first of those that stand. */
  firstAlarm: string | undefined;
}

/** Where a book stands: enough to go on with it after a restart. */
export interface ProductionMark extends PartCounters {
  time: number;
}

/** What the last owner of a book kept. */
export interface KeptProduction {
  mark: ProductionMark;
  open: readonly ProductionInterval[];
  stop?: Stop;
}

/** Longer apart than this, nobody looked: what the machine did in between is not known, only what it made. */
export const MAX_UNSEEN_MS = 5000;
/** A silence longer than this is booked no further back: quarters without a word are missing anyway. */
const MAX_SPREAD_MS = 48 * 3_600_000;

/** Shift of a moment and whether work is planned then. */
export type PlanAt = (time: number) => { shift: string; isPlanned: boolean };

/**
 * Books one machine's time and items on quarters of an hour, and its stops, once each and in order: nothing that was
 * summed is read again.
 */
export class MachineBook {
  readonly machine: string;
  private readonly microStopS: number;
  private readonly planAt: PlanAt;
  private mark: ProductionMark | undefined;
  private stop: Stop | undefined;
  /** Time passed unseen, and the counters have not been read since: what they gain until then was made in it. */
  private missed = false;
  private readonly open = new Map<string, ProductionInterval>();
  private readonly changed = new Map<string, ProductionInterval>();
  private changedStops: Stop[] = [];

  constructor(machine: string, plan: { microStopS: number; planAt: PlanAt }, kept?: KeptProduction) {
    this.machine = machine;
    this.microStopS = plan.microStopS;
    this.planAt = plan.planAt;
    this.mark = kept?.mark;
    this.stop = structuredClone(kept?.stop);
    for (const interval of kept?.open ?? []) this.open.set(keyOf(interval), structuredClone(interval));
  }

  get lastMark(): ProductionMark | undefined {
    return this.mark;
  }

  /** The stop that lasts. */
  get openStop(): Readonly<Stop> | undefined {
    return this.stop;
  }

  /** Books the time since the last call (ms since 1970 UTC) on what the machine says now. */
  observe(now: number, moment: ProductionMoment): void {
    const before = this.mark;
    if (before && now <= before.time) return;
    const seen = before !== undefined && now - before.time <= MAX_UNSEEN_MS;
    if (before && seen) this.bookSeen(before.time, now, moment);
    else if (before) this.bookUnseen(Math.max(before.time, now - MAX_SPREAD_MS), now, moment);
    if ((before && !seen) || moment.state === undefined) this.missed = true;
    this.mark = this.bookItems(before, now, moment);
    if (moment.state !== undefined && moment.counters.good !== null) this.missed = false;
  }

  /** Intervals and stops that changed since the last call, as they stand; intervals that are over are let go. */
  takeChanged(): { intervals: ProductionInterval[]; stops: Stop[] } {
    const intervals = [...this.changed.values()].map((one) => structuredClone(one));
    const stops = this.changedStops;
    if (this.stop && this.isKept(this.stop)) stops.push(structuredClone(this.stop));
    this.changed.clear();
    this.changedStops = [];
    const running = this.mark ? productionIntervalStart(this.mark.time) : 0;
    for (const [key, interval] of this.open) if (interval.from < running) this.open.delete(key);
    return { intervals, stops };
  }

  private bookSeen(from: number, to: number, moment: ProductionMoment): void {
    const plan = this.planAt(to);
    const booked = timeClass(moment.state, moment.interlock, {
      isPlanned: plan.isPlanned,
      changingOver: moment.changingOver,
    });
    const interval = this.intervalAt(from, plan.shift, moment);
    const seconds = (to - from) / 1000;
    interval.time[booked] += seconds;
    if (booked === 'run' || booked === 'offPlan') {
      this.endStop(interval);
      return;
    }
    if (booked === 'unknown') return;
    if (!this.stop) {
      const { product, order } = moment;
      this.stop = newStop({ machine: this.machine, from, product, order, shift: plan.shift }, booked);
    }
    const { stop } = this;
    const wasDown = stop.time.down > 0;
    // What lies between is not known of, also when the book was handed over meanwhile.
    lengthenStop(stop, 'unknown', (from - seenUntil(stop)) / 1000);
    lengthenStop(stop, booked, seconds);
    if (booked === 'down' && !wasDown) interval.failures++;
    if (stop.time.down > 0) interval.repairS += seconds;
    if (!isWait(stop) && stop.cause === null && moment.firstAlarm !== undefined)
      stop.cause = { kind: 'alarm', alarm: moment.firstAlarm };
  }

  /** Nobody looked: the time is unknown as far as it was planned, quarter by quarter. */
  private bookUnseen(from: number, to: number, moment: ProductionMoment): void {
    for (let at = from; at < to;) {
      const end = Math.min(to, productionIntervalStart(at) + PRODUCTION_INTERVAL_MS);
      const { shift, isPlanned } = this.planAt(at);
      this.intervalAt(at, shift, moment).time[isPlanned ? 'unknown' : 'offPlan'] += (end - at) / 1000;
      at = end;
    }
  }

  private bookItems(
    before: ProductionMark | undefined,
    now: number,
    moment: ProductionMoment,
  ): ProductionMark {
    const { counters, runTimeS } = moment;
    const good = counted(before?.good, counters.good);
    const scrap = counted(before?.scrap, counters.scrap);
    const rework = counted(before?.rework, counters.rework);
    const items = good + scrap;
    if (items + rework > 0) {
      const interval = this.intervalAt(now, this.planAt(now).shift, moment);
      interval.good += good;
      interval.scrap += scrap;
      interval.rework += rework;
      // Items that came out while nobody looked took time that is in no sum: they would make the machine look fast.
      if (!this.missed && runTimeS !== undefined) {
        interval.timedItems += items;
        interval.plannedRunS += items * runTimeS;
      }
    }
    return {
      time: now,
      good: counters.good ?? before?.good ?? null,
      scrap: counters.scrap ?? before?.scrap ?? null,
      rework: counters.rework ?? before?.rework ?? null,
    };
  }

  private endStop(interval: ProductionInterval): void {
    const { stop } = this;
    if (!stop) return;
    this.stop = undefined;
    stop.to = seenUntil(stop);
    if (isMicroStop(stop, this.microStopS)) {
      interval.microStops++;
      interval.microStopS += stopSeconds(stop);
    }
    if (this.isKept(stop)) this.changedStops.push(stop);
  }

  private isKept(stop: Stop): boolean {
    return !isWait(stop) || stopSeconds(stop) >= MIN_WAIT_S;
  }

  private intervalAt(
    time: number,
    shift: string,
    { product, order }: Pick<ProductionMoment, 'product' | 'order'>,
  ): ProductionInterval {
    const from = productionIntervalStart(time);
    const key = keyOf({ from, product, order, shift });
    let interval = this.open.get(key);
    if (!interval) {
      interval = { machine: this.machine, from, product, order, shift, ...noProduction() };
      this.open.set(key, interval);
    }
    this.changed.set(key, interval);
    return interval;
  }
}

/** Items since the last look; a counter that starts again has counted what it shows. */
function counted(before: number | null | undefined, now: number | null): number {
  if (now === null || before === null || before === undefined) return 0;
  return now >= before ? now - before : now;
}

function keyOf(one: Pick<ProductionInterval, 'from' | 'product' | 'order' | 'shift'>): string {
  return [one.from, one.product, one.order, one.shift].join('\u0000');
}
