import type { TimeClass } from '@linetwin/kpi';
import type { JSONColumnType } from 'kysely';

/** Seconds of each class, as columns. */
export const TIME_COLUMN = {
  run: 's_run',
  starved: 's_starved',
  blocked: 's_blocked',
  waiting: 's_waiting',
  held: 's_held',
  changeover: 's_changeover',
  startUp: 's_start_up',
  down: 's_down',
  stopped: 's_stopped',
  offPlan: 's_off_plan',
  unknown: 's_unknown',
} as const satisfies Record<TimeClass, string>;

/** What else is summed, as columns. */
export const SUM_COLUMN = {
  good: 'good',
  scrap: 'scrap',
  rework: 'rework',
  timedItems: 'timed_items',
  plannedRunS: 's_planned_run',
  failures: 'failures',
  repairS: 's_repair',
  microStops: 'micro_stops',
  microStopS: 's_micro_stop',
} as const;

export const SUM_COLUMNS = [...Object.values(TIME_COLUMN), ...Object.values(SUM_COLUMN)];
export type SumColumn = (typeof SUM_COLUMNS)[number];

/** Tables of production: what machines did, why they stood, what they are to make. */
export interface ProductionSchema {
  /** Quarters of an hour of every machine in the flow, by product, order and shift. */
  production_interval: Record<SumColumn, number> & {
    machine: string;
    from_at: number;
    product: string;
    order_id: string;
    shift: string;
    line: string;
    /** Up to when it is booked, and where the counters stood. */
    booked_until: number;
    good_counter: number | null;
    scrap_counter: number | null;
    rework_counter: number | null;
  };
  production_stop: {
    machine: string;
    from_at: number;
    to_at: number | null;
    line: string;
    class: string;
    seconds: JSONColumnType<Record<TimeClass, number>>;
    cause: JSONColumnType<object> | null;
    product: string;
    order_id: string;
    shift: string;
    booked_until: number;
    /** What a person said of it. */
    reason: string | null;
    note: string | null;
    reason_by: string | null;
    reason_at: number | null;
  };
  /** Reports of shifts that are over. */
  production_report: {
    line: string;
    from_at: number;
    to_at: number;
    shift: string;
    language: string;
    made_at: number;
    pdf: Buffer;
  };
  production_order: {
    id: string;
    line: string;
    product: string;
    quantity: number;
    due_at: number;
    state: string;
    note: string;
    started_at: number | null;
    ended_at: number | null;
    created_at: number;
    created_by: string;
    changed_at: number;
    changed_by: string;
  };
}
