import { noTime, TIME_CLASSES, type TimeByClass } from './time-classes.ts';

/** What is summed of machines over any time; indicators are formed from sums only, never from other indicators. */
export interface ProductionSums {
  /** Seconds by class. */
  time: TimeByClass;
  /** Good quantity GQ, scrap quantity SQ, rework quantity RQ, items. */
  good: number;
  scrap: number;
  rework: number;
  /** Items that came out while the machine was seen, and the sum of their planned run times PRI, s. */
  timedItems: number;
  plannedRunS: number;
  /** Failure events FE, and time from each failure until the machine worked again TTR, s. */
  failures: number;
  repairS: number;
  /** Stops of the machine for its own cause below the plant's limit, and their time, s. */
  microStops: number;
  microStopS: number;
}

export function noProduction(): ProductionSums {
  return {
    time: noTime(),
    good: 0,
    scrap: 0,
    rework: 0,
    timedItems: 0,
    plannedRunS: 0,
    failures: 0,
    repairS: 0,
    microStops: 0,
    microStopS: 0,
  };
}

/** Adds to the first what the second holds, and gives the first back. */
export function addProduction(to: ProductionSums, other: ProductionSums): ProductionSums {
  for (const name of TIME_CLASSES) to.time[name] += other.time[name];
  to.good += other.good;
  to.scrap += other.scrap;
  to.rework += other.rework;
  to.timedItems += other.timedItems;
  to.plannedRunS += other.plannedRunS;
  to.failures += other.failures;
  to.repairS += other.repairS;
  to.microStops += other.microStops;
  to.microStopS += other.microStopS;
  return to;
}

/** Sums are kept in quarters of an hour, as those of energy are. */
export const PRODUCTION_INTERVAL_MS = 900_000;

/** One quarter of an hour of one machine with one product, order and shift. */
export interface ProductionInterval extends ProductionSums {
  /** Equipment address. */
  machine: string;
  /** Begin, ms since 1970 UTC, a multiple of PRODUCTION_INTERVAL_MS. */
  from: number;
  /** Ids; empty where none says. */
  product: string;
  order: string;
  shift: string;
}

export function productionIntervalStart(time: number): number {
  return Math.floor(time / PRODUCTION_INTERVAL_MS) * PRODUCTION_INTERVAL_MS;
}
