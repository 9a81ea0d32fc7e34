/** A day of a baseline: its energy and what it is explained by, in the order of the variables. */
export interface BaselineDay {
  /** Plant day as 2026-01-31. */
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
  variables: string[];
  days: BaselineDay[];
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
