import type { WindowFunction } from './language.ts';

const MINUTE_S = 60;

/** What is known of one whole minute; sums are over seconds from its beginning. */
interface Minute {
  minute: number;
  figures: WindowFigures;
}

/** Sums over the values of a window. Times `t` are seconds from where the window (or minute) begins. */
export interface WindowFigures {
  count: number;
  sum: number;
  min: number;
  max: number;
  sumT: number;
  sumTT: number;
  sumTV: number;
}

/**
 * The last seconds of one signal, one value for each at most. A figure over a window depends on the values in it alone, to the last bit,
 * not on what came before or in which portions: whole minutes are always summed up by themselves, so that a rule gives the same live,
 * after a restart, and on history. Bounded: eight bytes per second.
 */
export class SignalWindow {
  readonly seconds: number;
  private readonly values: Float64Array;
  private readonly minutes: (Minute | undefined)[];
  private last = -Infinity;
  /** The minute of the newest second. */
  private goingOn = { second: NaN, figures: noFigures() };

  /** @param seconds longest window that will be asked for */
  constructor(seconds: number) {
    this.seconds = seconds;
    this.values = new Float64Array(seconds + MINUTE_S).fill(NaN);
    this.minutes = new Array(Math.ceil(this.values.length / MINUTE_S) + 1).fill(undefined);
  }

  /** Moves on to a second (whole seconds since 1970 UTC), with the value that came in it; NaN for none. */
  put(second: number, value: number): void {
    const { values } = this;
    for (let s = Math.max(this.last + 1, second - values.length + 1); s < second; s++)
      values[s % values.length] = NaN;
    values[second % values.length] = value;
    this.last = second;
    const begin = second - (second % MINUTE_S);
    if (begin !== this.goingOn.second) this.goingOn = { second: begin, figures: noFigures() };
    addValue(this.goingOn.figures, value, second - begin);
  }

  /** What the values of the window say that ends with the newest second. */
  over(seconds: number): WindowFigures {
    const { values } = this;
    const begin = this.last - Math.min(seconds, this.seconds) + 1;
    const total = noFigures();
    let second = begin;
    const firstMinute = Math.min(Math.ceil(begin / MINUTE_S) * MINUTE_S, this.last + 1);
    for (; second < firstMinute; second++) addValue(total, values[second % values.length], second - begin);
    for (; second + MINUTE_S - 1 <= this.last; second += MINUTE_S)
      add(total, this.minuteFrom(second), second - begin);
    if (second <= this.last) {
      // The minute that goes on is summed up value by value as they come, from its beginning.
      if (second === this.goingOn.second) add(total, this.goingOn.figures, second - begin);
      else
        for (; second <= this.last; second++) addValue(total, values[second % values.length], second - begin);
    }
    return total;
  }

  private minuteFrom(second: number): WindowFigures {
    const minute = second / MINUTE_S;
    const slot = minute % this.minutes.length;
    const known = this.minutes[slot];
    if (known?.minute === minute) return known.figures;
    const figures = noFigures();
    for (let t = 0; t < MINUTE_S; t++) addValue(figures, this.values[(second + t) % this.values.length], t);
    this.minutes[slot] = { minute, figures };
    return figures;
  }
}

/** A figure of a window; NaN where too few values came for it, the rate (slope of the least-squares line) per minute. */
export function figureOf(figure: WindowFunction, of: WindowFigures): number {
  const { count, sum, min, max, sumT, sumTT, sumTV } = of;
  if (count === 0) return NaN;
  switch (figure) {
    case 'average':
      return sum / count;
    case 'minimum':
      return min;
    case 'maximum':
      return max;
    case 'rate':
      return ((count * sumTV - sumT * sum) / (count * sumTT - sumT * sumT)) * MINUTE_S;
  }
}

function noFigures(): WindowFigures {
  return { count: 0, sum: 0, min: Infinity, max: -Infinity, sumT: 0, sumTT: 0, sumTV: 0 };
}

function addValue(figures: WindowFigures, value: number, t: number): void {
  if (Number.isNaN(value)) return;
  figures.count++;
  figures.sum += value;
  if (value < figures.min) figures.min = value;
  if (value > figures.max) figures.max = value;
  figures.sumT += t;
  figures.sumTT += t * t;
  figures.sumTV += t * value;
}

/** Adds figures whose times begin `shift` seconds later. */
function add(
  total: WindowFigures,
  { count, sum, min, max, sumT, sumTT, sumTV }: WindowFigures,
  shift: number,
): void {
  if (count === 0) return;
  total.count += count;
  total.sum += sum;
  total.min = Math.min(total.min, min);
  total.max = Math.max(total.max, max);
  total.sumT += sumT + shift * count;
  total.sumTT += sumTT + 2 * shift * sumT + shift * shift * count;
  total.sumTV += sumTV + shift * sum;
}
