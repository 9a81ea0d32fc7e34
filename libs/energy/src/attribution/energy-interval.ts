import { energyClass, type EnergyClass, type PackmlState } from '@linetwin/model';

/** Where energy is booked: the energy class of the machine's state, or `unknown` while it said nothing or has no state. */
export const BOOKED_CLASSES = ['productive', 'idle', 'standby', 'start-up', 'unknown'] as const;
export type BookedClass = EnergyClass | 'unknown';
export type ByClass = Record<BookedClass, number>;

/** Attribution is kept in quarters of an hour, the period of demand and of most meter files. */
export const INTERVAL_MS = 900_000;

/** One quarter of an hour of one meter with one product and lot: what the ledger of energy is made of. */
export interface EnergyInterval {
  meter: string;
  /** Begin, ms since 1970 UTC, a multiple of INTERVAL_MS. */
  from: number;
  /** Product and lot on the machine; empty where no order says. */
  product: string;
  lot: string;
  /** Id of the shift; empty between shifts and for meters of no line. */
  shift: string;
  kwh: ByClass;
  /** Seconds by state, as far as they were seen. */
  seconds: ByClass;
  /** Part of the energy that was measured as a whole and spread evenly over a silence, kWh. */
  estimatedKwh: number;
  /** Seconds of which nothing is known, because the register was swapped or the reading refused. */
  missingS: number;
  good: number;
  scrap: number;
}

export function noneByClass(): ByClass {
  return { productive: 0, idle: 0, standby: 0, 'start-up': 0, unknown: 0 };
}

export function totalOf(byClass: ByClass): number {
  return byClass.productive + byClass.idle + byClass.standby + byClass['start-up'] + byClass.unknown;
}

export function bookedClass(state: PackmlState | undefined): BookedClass {
  return state ? energyClass(state) : 'unknown';
}

export function intervalStart(time: number): number {
  return Math.floor(time / INTERVAL_MS) * INTERVAL_MS;
}
