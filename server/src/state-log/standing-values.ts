import type { StandingValue } from '@linetwin/contracts';
import type { Signal } from '@linetwin/model';

/** Newest values of signals up to an instant, in columns. */
class Columns {
  readonly time: Float64Array;
  readonly value: Float64Array;
  readonly quality: Uint8Array;

  constructor(size: number) {
    this.time = new Float64Array(size);
    this.value = new Float64Array(size);
    this.quality = new Uint8Array(size);
  }

  take(place: number, time: number, value: number, quality: number): boolean {
    if (time <= this.time[place]) return false;
    this.time[place] = time;
    this.value[place] = value;
    this.quality[place] = quality;
    return true;
  }
}

/**
 * Values of some signals as they stand at instants that are `periodMs` apart and only go on. A value that is of a later
 * instant waits for it, for so many instants as there are slots; of one even further ahead it is only known that there was one.
 */
export class StandingValues {
  private readonly signals: readonly Signal[];
  private readonly periodMs: number;
  private readonly mostSlots: number;
  private readonly now: Columns;
  /** By place of the instant, counted from 1970. */
  private readonly slots = new Map<number, Columns>();
  /** Of values that were not kept: first and last time, by signal. */
  private readonly missingFrom: Float64Array;
  private readonly missingTo: Float64Array;
  /** Signals with such values. */
  private readonly missing = new Set<number>();
  /** Place of the last instant that was asked for. */
  private closed: number;

  /** @param since ms since 1970 UTC; the first instant is after it */
  constructor(signals: readonly Signal[], periodMs: number, mostSlots: number, since: number) {
    this.signals = signals;
    this.periodMs = periodMs;
    this.mostSlots = mostSlots;
    this.now = new Columns(signals.length);
    this.missingFrom = new Float64Array(signals.length).fill(Infinity);
    this.missingTo = new Float64Array(signals.length).fill(-Infinity);
    this.closed = Math.floor(since / periodMs);
  }

  /** Hot: once per value. @returns until when the value stood, where it belongs before an instant that is past; else `undefined` */
  take(place: number, time: number, value: number, quality: number): number | undefined {
    const at = Math.round(time);
    const slot = Math.ceil(at / this.periodMs);
    if (slot > this.closed) {
      if (slot - this.closed > this.mostSlots) this.miss(place, at);
      else this.slot(slot).take(place, at, value, quality);
      return undefined;
    }
    const known = this.now.time[place];
    if (at === known) return undefined;
    if (at > known) this.now.take(place, at, value, quality);
    return at > known ? this.closed * this.periodMs : known - 1;
  }

  /** A value that was shown is not kept. */
  miss(place: number, time: number): void {
    this.missing.add(place);
    this.missingFrom[place] = Math.min(this.missingFrom[place], time);
    this.missingTo[place] = Math.max(this.missingTo[place], time);
  }

  /** Goes on by one instant. @returns how it stands there, and whether that is sure */
  next(): { at: number; values: Iterable<StandingValue>; sure: boolean } {
    this.closed++;
    const at = this.closed * this.periodMs;
    const slot = this.slots.get(this.closed);
    this.slots.delete(this.closed);
    if (slot)
      for (let place = 0; place < this.signals.length; place++)
        this.now.take(place, slot.time[place], slot.value[place], slot.quality[place]);
    return { at, values: this.values(), sure: this.isSure(at) };
  }

  /** The next instant. */
  get nextAt(): number {
    return (this.closed + 1) * this.periodMs;
  }

  private isSure(at: number): boolean {
    let sure = true;
    for (const place of this.missing) {
      if (this.now.time[place] > this.missingTo[place]) {
        this.missing.delete(place);
        this.missingFrom[place] = Infinity;
        this.missingTo[place] = -Infinity;
      } else if (this.missingFrom[place] <= at) sure = false;
    }
    return sure;
  }

  private slot(place: number): Columns {
    let slot = this.slots.get(place);
    if (!slot) this.slots.set(place, (slot = new Columns(this.signals.length)));
    return slot;
  }

  private *values(): Generator<StandingValue> {
    const { time, value, quality } = this.now;
    for (let place = 0; place < time.length; place++)
      if (time[place] > 0)
        yield {
          address: this.signals[place].address,
          time: time[place],
          value: value[place],
          quality: quality[place],
        };
  }
}
