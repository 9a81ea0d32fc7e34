import type { BearingPoint } from '@linetwin/contracts';
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
}
