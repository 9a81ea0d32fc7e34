import type { WorkOrder, WorkOrderEvent } from '@linetwin/contracts';
import type { WorkOrderSubject } from './work-order-fold.ts';

/** How often a cause was judged right and wrong. */
export interface JudgedCause {
  cause: string;
  right: number;
  wrong: number;
  /** One of those in which it was judged. */
  incident: string;
}

/**
 * Work orders as the changes that were made to them.
 *
 * Promises: changes are only ever added, and come back in the order of the calls; a photo is stored with its change or not
 * at all. Of one order the last judgement counts, for the
 * cause that was named then. What is asked for with an instant is as it was then: changes that were made
 * later are left out. Left out on purpose: which change is allowed when.
 */
export abstract class WorkOrderStore {
  /** @returns how many changes the order has then */
  abstract append(subject: WorkOrderSubject, event: WorkOrderEvent, photo?: Uint8Array): Promise<number>;
  abstract read(incident: string, at?: number): Promise<WorkOrder | undefined>;
  /** Of a machine, or all; those that changed last first. */
  abstract list(query: { equipment?: string; at?: number; limit: number }): Promise<WorkOrder[]>;
  abstract photo(incident: string, photo: string): Promise<Uint8Array | undefined>;
  /** By cause, those that were judged oftenest first. */
  abstract precision(at?: number): Promise<JudgedCause[]>;
}
