import { ShaftHealthStore } from './shaft-health-store.port.ts';
import type { ShaftState } from './shaft-health.ts';

/** For tests that need no data base: keeps every promise but survival. */
export class InMemoryShaftHealthStore extends ShaftHealthStore {
  private readonly states = new Map<string, ShaftState>();

  async read(component: string): Promise<ShaftState | undefined> {
    return structuredClone(this.states.get(component));
  }

  async change(
    component: string,
    change: (before: ShaftState | undefined) => ShaftState,
  ): Promise<ShaftState> {
    const after = structuredClone(change(structuredClone(this.states.get(component))));
    this.states.set(component, after);
    return structuredClone(after);
  }
}
