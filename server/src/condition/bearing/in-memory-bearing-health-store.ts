import type { BearingPoint } from '@linetwin/contracts';
import type { BearingState, HealthChange, KeptBaseline } from './bearing-health.ts';
import { BearingHealthStore, FULL_POINTS_MS, MILESTONE_MS } from './bearing-health-store.port.ts';

/** For tests that need no data base: keeps every promise but survival. */
export class InMemoryBearingHealthStore extends BearingHealthStore {
  private readonly states = new Map<string, BearingState>();
  private readonly trends = new Map<string, BearingPoint[]>();
  private readonly kept = new Map<string, KeptBaseline[]>();

  async read(component: string, at = Infinity) {
    const state = this.states.get(component);
    const baseline = this.kept.get(component)?.findLast(({ learnedAt }) => learnedAt <= at);
    return structuredClone({ state, baseline });
  }

  async fold(
    component: string,
    at: number,
    fold: (before: BearingState | undefined) => HealthChange,
  ): Promise<HealthChange | undefined> {
    const trend = this.trends.get(component) ?? [];
    if (trend.some((point) => point.at === at)) return undefined;
    const change = structuredClone(fold(structuredClone(this.states.get(component))));
    this.states.set(component, change.state);
    if (change.baseline) this.kept.set(component, [...(this.kept.get(component) ?? []), change.baseline]);
    const all = [...trend, change.point].sort((a, b) => a.at - b.at);
    this.trends.set(component, thinned(all, all[all.length - 1].at - FULL_POINTS_MS));
    return structuredClone(change);
  }

  async change(component: string, change: (before: BearingState | undefined) => BearingState) {
    const after = structuredClone(change(structuredClone(this.states.get(component))));
    this.states.set(component, after);
    return structuredClone(after);
  }

  async points(component: string, limit: number, at = Infinity): Promise<BearingPoint[]> {
    const until = (this.trends.get(component) ?? []).filter((point) => point.at <= at);
    return structuredClone(until.slice(-limit));
  }

  async baselines(component: string): Promise<KeptBaseline[]> {
    return structuredClone((this.kept.get(component) ?? []).toReversed());
  }
}

function thinned(points: readonly BearingPoint[], fullFrom: number): BearingPoint[] {
  const seen = new Set<number>();
  return points.filter(({ at }) => {
    const slot = Math.floor(at / MILESTONE_MS);
    const first = !seen.has(slot);
    seen.add(slot);
    return at >= fullFrom || first;
  });
}
