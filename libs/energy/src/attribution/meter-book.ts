import type { PackmlState } from '@linetwin/model';
import { counterStep, type CounterLimits } from '../meters/counter.ts';
import {
  bookedClass,
  INTERVAL_MS,
  intervalStart,
  noneByClass,
  type EnergyInterval,
} from './energy-interval.ts';

/** What is known of a machine besides its register at a moment. */
export interface MachineMoment {
  state: PackmlState | undefined;
  product: string;
  lot: string;
  shift: string;
  /** Counts since the last call. */
  good: number;
  scrap: number;
}

/** Where a book stands: enough to go on with it after a restart. */
export interface BookMark {
  time: number;
  counter: number;
}

/** Longer apart than this, readings are a silence: its energy is known, how it was spread and what the machine did are not. */
export const MAX_STEP_MS = 10_000;
/** A silence longer than this is a gap: even spreading would be a guess of how a day went. */
const MAX_SPREAD_MS = 48 * 3_600_000;

/**
 * Books the readings of one meter on quarters of an hour, once each and in order: nothing that was summed is read again.
 */
export class MeterBook {
  readonly meter: string;
  private readonly limits: CounterLimits;
  private mark: BookMark | undefined;
  private readonly changed = new Map<string, EnergyInterval>();
  private readonly open = new Map<string, EnergyInterval>();

  /** @param kept where the last owner of the book stopped, and the intervals that it had begun */
  constructor(
    meter: string,
    limits: CounterLimits,
    kept?: { mark: BookMark; open: readonly EnergyInterval[] },
  ) {
    this.meter = meter;
    this.limits = limits;
    this.mark = kept?.mark;
    for (const interval of kept?.open ?? []) this.open.set(keyOf(interval), structuredClone(interval));
  }

  get lastMark(): BookMark | undefined {
    return this.mark;
  }

  /** A reading of the register at a source time (ms since 1970 UTC); one that is not newer than the last is not booked. */
  observe(time: number, counter: number, moment: MachineMoment): void {
    const before = this.mark;
    if (before && time <= before.time) return;
    const step =
      before && counterStep(before.counter, counter, (time - before.time) / 3_600_000, this.limits);
    this.book(time, step?.kind === 'energy' ? step.kwh : undefined, moment);
    this.mark = { time, counter };
  }

  /** A mean power since the last call, kW, of a load that has no register; over a silence nothing is known of it. */
  observePower(time: number, kw: number, moment: MachineMoment): void {
    const before = this.mark;
    if (before && time <= before.time) return;
    const elapsedMs = before ? time - before.time : 0;
    this.book(time, elapsedMs <= MAX_STEP_MS ? (kw * elapsedMs) / 3_600_000 : undefined, moment);
    this.mark = { time, counter: 0 };
  }

  /** Books what flowed since the last mark, `undefined` where that is not known. */
  private book(time: number, kwh: number | undefined, moment: MachineMoment): void {
    const before = this.mark;
    const now = this.intervalAt(time, moment);
    now.good += moment.good;
    now.scrap += moment.scrap;
    if (!before) return;
    const elapsedMs = time - before.time;
    const seen = elapsedMs <= MAX_STEP_MS ? bookedClass(moment.state) : 'unknown';
    this.spread(before.time, time, moment, (interval, share) => {
      const seconds = (share * elapsedMs) / 1000;
      if (kwh === undefined || elapsedMs > MAX_SPREAD_MS) {
        interval.missingS += seconds;
        return;
      }
      interval.kwh[seen] += kwh * share;
      interval.seconds[seen] += seconds;
      if (elapsedMs > MAX_STEP_MS) interval.estimatedKwh += kwh * share;
    });
  }

  /** Intervals that changed since the last call, as they stand; those that are over are let go. */
  takeChanged(): EnergyInterval[] {
    const changed = [...this.changed.values()].map((interval) => structuredClone(interval));
    this.changed.clear();
    const running = this.mark ? intervalStart(this.mark.time) : 0;
    for (const [key, interval] of this.open) if (interval.from < running) this.open.delete(key);
    return changed;
  }

  private spread(
    from: number,
    to: number,
    moment: MachineMoment,
    book: (interval: EnergyInterval, share: number) => void,
  ): void {
    for (let at = from; at < to;) {
      const end = Math.min(to, intervalStart(at) + INTERVAL_MS);
      book(this.intervalAt(at, moment), (end - at) / (to - from));
      at = end;
    }
  }

  private intervalAt(time: number, { product, lot, shift }: MachineMoment): EnergyInterval {
    const from = intervalStart(time);
    const key = keyOf({ from, product, lot, shift });
    let interval = this.open.get(key);
    if (!interval) {
      interval = {
        meter: this.meter,
        from,
        product,
        lot,
        shift,
        kwh: noneByClass(),
        seconds: noneByClass(),
        estimatedKwh: 0,
        missingS: 0,
        good: 0,
        scrap: 0,
      };
      this.open.set(key, interval);
    }
    this.changed.set(key, interval);
    return interval;
  }
}

function keyOf({
  from,
  product,
  lot,
  shift,
}: Pick<EnergyInterval, 'from' | 'product' | 'lot' | 'shift'>): string {
  return `${from}\u0000${product}\u0000${lot}\u0000${shift}`;
}
