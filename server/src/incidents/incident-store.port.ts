import type { Incident } from '@linetwin/contracts';

/** An incident as it stood after a change, under the name that it has at every delivery. */
export interface IncidentEvent {
  incident: Incident;
  origin: string;
}

export interface IncidentRange {
  /** Id of a line. */
  line?: string;
  /** Only incidents with this machine among their members. */
  equipment?: string;
  state?: Incident['state'];
  /** Incidents that touch this time, ms since 1970 UTC, both ends included; open ones touch all time since they opened. */
  from: number;
  to: number;
  /** Incidents as they stood then, without what changed later; as they stand when left out. */
  at?: number;
  limit: number;
}

/**
 * Every change of every incident, for ever, in order.
 *
 * Promises: events appended in one call are all stored or none; what `append` resolved for survives. An event whose origin is
 * known is not stored again. An incident stands as its event with the greatest revision says, whatever the order they came in.
 * `open` gives those that are open, newest first. Nothing is ever changed or removed.
 */
export abstract class IncidentStore {
  abstract append(events: readonly IncidentEvent[]): Promise<void>;
  abstract open(): Promise<Incident[]>;
  /** Newest first. */
  abstract list(range: IncidentRange): Promise<Incident[]>;
  /** @param at as it stood then, `undefined` of one that had not been opened; as it stands when left out */
  abstract read(id: string, at?: number): Promise<Incident | undefined>;
  /** As they stand, in any order; those that are not on record are left out. */
  abstract readMany(ids: readonly string[]): Promise<Incident[]>;
}
