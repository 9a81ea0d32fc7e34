import type { BaselinePeriod } from '@linetwin/contracts';

/** A day, shift or hour of a baseline: its energy and what it is explained by, in the order of the variables. */
export interface BaselineRowOfPeriod {
  /** Plant day as 2026-01-31 on which it begins; periods of one day follow each other. */
  day: string;
  kwh: number;
  x: number[];
}

export interface StoredBaseline {
  id: string;
  name: string;
  meter: string;
  from: number;
  to: number;
  at: number;
  by: string;
  period: BaselinePeriod;
  variables: string[];
  days: BaselineRowOfPeriod[];
}

/** Something that a baseline cannot know: a trial, an overhaul, a new machine. */
export interface NonRoutineEvent {
  id: string;
  meter: string;
  from: number;
  to: number;
  /** Energy that it took more than usual; null to leave its days out. */
  kwh: number | null;
  reason: string;
  at: number;
  by: string;
}

/**
 * Baselines and non-routine events.
 *
 * Promises: what was added survives; `list` and `events` give what is in use, oldest first; `retire` and `withdraw` take
 * something out of use, for good, and say whether it was in use. Nothing is ever deleted.
 */
export abstract class BaselineStore {
  abstract add(baseline: StoredBaseline): Promise<void>;
  abstract list(): Promise<StoredBaseline[]>;
  abstract retire(id: string, at: number): Promise<boolean>;
  abstract addEvent(event: NonRoutineEvent): Promise<void>;
  abstract events(): Promise<NonRoutineEvent[]>;
  abstract withdraw(id: string, at: number): Promise<boolean>;
}
