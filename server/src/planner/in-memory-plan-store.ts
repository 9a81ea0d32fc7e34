import type { PlansQuery, PlanState, StartPlan } from '@linetwin/contracts';
import { endOf, PlanStore } from './plan-store.port.ts';

/** Plan store for tests that need no data base. */
export class InMemoryPlanStore extends PlanStore {
  private readonly plans = new Map<string, StartPlan>();

  async keep(plan: StartPlan): Promise<void> {
    if (!this.plans.has(plan.id)) this.plans.set(plan.id, structuredClone(plan));
  }

  async list({ line, limit }: PlansQuery): Promise<StartPlan[]> {
    return [...this.plans.values()]
      .filter(({ lines }) => line === undefined || lines.includes(line))
      .sort((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map((plan) => structuredClone(plan));
  }

  async read(id: string): Promise<StartPlan | undefined> {
    const plan = this.plans.get(id);
    return plan && structuredClone(plan);
  }

  async change(
    id: string,
    { from, to, by, at }: { from: PlanState; to: PlanState; by: string; at: number },
  ): Promise<boolean> {
    const plan = this.plans.get(id);
    if (plan?.state !== from) return false;
    if (to === 'applied')
      for (const other of this.plans.values())
        if (other.state === 'applied' && other.lines.some((line) => plan.lines.includes(line)))
          Object.assign(other, { state: 'replaced', changedAt: at, changedBy: by });
    Object.assign(plan, { state: to, changedAt: at, changedBy: by });
    return true;
  }

  async applied(time: number): Promise<StartPlan[]> {
    return [...this.plans.values()]
      .filter((plan) => plan.state === 'applied' && plan.from <= time && time < endOf(plan))
      .map((plan) => structuredClone(plan));
  }
}
