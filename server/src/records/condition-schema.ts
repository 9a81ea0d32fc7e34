import type { BearingPoint, MonitorContribution } from '@linetwin/contracts';
import type { JSONColumnType } from 'kysely';

/** Tables of what is learned of machines and how they stand. */
export interface ConditionSchema {
  bearing_state: { component: string; at: number; state: JSONColumnType<object> };
  /** One burst of one bearing; `slot` is the six hours that it is in. */
  bearing_point: { component: string; at: number; slot: number; point: JSONColumnType<BearingPoint> };
  healthy_baseline: {
    component: string;
    version: number;
    learned_at: number;
    baseline: JSONColumnType<object>;
  };
  shaft_state: { component: string; at: number; state: JSONColumnType<object> };
  motor_state: { component: string; at: number; state: JSONColumnType<object> };
  machine_monitor: { equipment: string; version: number; ordered: string; model: JSONColumnType<object> };
  /** Machines that are to be learned. */
  monitor_learning: { equipment: string; since: number; learning: JSONColumnType<object> };
  /** Rows on their way to a worker. */
  monitor_order: { id: string; head: JSONColumnType<object>; bytes: Buffer };
  monitor_score: {
    equipment: string;
    at: number;
    version: number;
    q: number;
    t_squared: number;
    contributions: JSONColumnType<MonitorContribution[]>;
  };
}
