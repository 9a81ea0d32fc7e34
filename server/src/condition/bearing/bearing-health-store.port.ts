import type { BearingPoint } from '@linetwin/contracts';
import type { BearingState, HealthChange, KeptBaseline } from './bearing-health.ts';

/** Points are kept in full for this long, and thinned to `MILESTONE_MS` beyond. */
export const FULL_POINTS_MS = 30 * 86_400_000;
export const MILESTONE_MS = 6 * 3_600_000;

/**
 * How each bearing stands: what is carried from burst to burst, the points of its trend, and every version of its healthy
 * baseline.
 *
 * Promises: `fold` and `change` of one component happen one after another, also when several workers call them, and are
 * kept whole or not at all. A burst is folded once: folding one whose time the component has already changes
 * nothing and gives `undefined`. Baselines are kept for ever. Points older than 30 days are thinned to the first of each
 * six hours.
 */
export abstract class BearingHealthStore {
  /** State, and baseline in use, of a component (`equipment#bearing`); with `at` the baseline that was in use then. */
  abstract read(
    component: string,
    at?: number,
  ): Promise<{ state: BearingState | undefined; baseline: KeptBaseline | undefined }>;
  abstract fold(
    component: string,
    at: number,
    fold: (before: BearingState | undefined) => HealthChange,
  ): Promise<HealthChange | undefined>;
  /** Changes the state apart from bursts. @returns the state after it */
  abstract change(
    component: string,
    change: (before: BearingState | undefined) => BearingState,
  ): Promise<BearingState>;
  /** The newest points, of all or of those up to and with `at`, oldest first. */
  abstract points(component: string, limit: number, at?: number): Promise<BearingPoint[]>;
  /** Every version, newest first. */
  abstract baselines(component: string): Promise<KeptBaseline[]>;
}
