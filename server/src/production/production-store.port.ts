import type { ProductionInterval, ProductionMark, ProductionSums, Stop, TimeClass } from '@linetwin/kpi';

/** An interval with what its owner needs to go on with it. */
export interface StoredProduction extends ProductionInterval {
  line: string;
  /** Up to where the machine is booked. */
  mark: ProductionMark;
}

/** What a person said of a stop. */
export interface StopExplanation {
  reason: string;
  note: string | null;
  by: string;
  /** ms since 1970 UTC. */
  at: number;
}

export interface StoredStop extends Stop {
  line: string;
  /** Up to where it is booked, ms since 1970 UTC. */
  bookedUntil: number;
  explanation: StopExplanation | null;
}

/** What the owner of a line writes: stops without what people said of them. */
export interface ProductionWords {
  intervals: StoredProduction[];
  stops: Omit<StoredStop, 'explanation'>[];
}

/** Intervals that begin in a span of time: `from` included, `to` not; of one line, or of all. */
export interface ProductionRange {
  from: number;
  to: number;
  line?: string;
}

export const SUM_KEYS = ['product', 'order', 'shift'] as const;
export type SumKey = (typeof SUM_KEYS)[number];

/** Sums of one machine along some keys. */
export interface MachineSums {
  machine: string;
  /** Of keys that were not asked for: empty. */
  product: string;
  order: string;
  shift: string;
  /** Which of the spans between the edges, from 0; 0 when none were given. */
  bucket: number;
  sums: ProductionSums;
}

/** A question about stops: those that touch the span of time, of some classes, with some reasons. */
export interface StopRange extends ProductionRange {
  machine?: string;
  classes?: readonly TimeClass[];
  reasons?: readonly string[];
}

/**
 * The ledger of production: quarters of an hour of every machine, and its stops.
 *
 * Promises: what `keep` resolved for survives; of several words on one interval or stop the one booked furthest stays, whatever
 * the order they come in, and no word takes away what a person said. `books` gives for each machine of a line the intervals of
 * its newest quarter, and the stops of the line that last. `sums` adds intervals up by machine, keys and spans between
 * ascending `edges`. `stops` gives stops that touch a span, newest first. `explain` gives the stop as it is then.
 */
export abstract class ProductionStore {
  abstract keep(words: ProductionWords): Promise<void>;
  abstract books(line: string): Promise<ProductionWords>;
  abstract sums(
    range: ProductionRange,
    by: readonly SumKey[],
    edges?: readonly number[],
  ): Promise<MachineSums[]>;
  abstract stops(range: StopRange, limit: number): Promise<StoredStop[]>;
  abstract explain(
    machine: string,
    from: number,
    explanation: StopExplanation,
  ): Promise<StoredStop | undefined>;
}

export function productionKey({ machine, from, product, order, shift }: ProductionInterval): string {
  return [machine, from, product, order, shift].join('\u0000');
}

/** One word on each interval and stop: the one that is booked furthest. */
export function newestWords({ intervals, stops }: ProductionWords): ProductionWords {
  const newest = <T>(all: readonly T[], key: (one: T) => string, until: (one: T) => number) => {
    const found = new Map<string, T>();
    for (const one of all) {
      const known = found.get(key(one));
      if (!known || until(one) >= until(known)) found.set(key(one), one);
    }
    return [...found.values()];
  };
  return {
    intervals: newest(intervals, productionKey, ({ mark }) => mark.time),
    stops: newest(
      stops,
      ({ machine, from }) => `${machine} ${from}`,
      ({ bookedUntil }) => bookedUntil,
    ),
  };
}
