import { ComponentStateStore, type ComponentState } from './component-state-store.port.ts';

/** For tests that need no data base: keeps every promise but survival. */
export class InMemoryComponentStateStore<State extends ComponentState> extends ComponentStateStore<State> {
  private readonly states = new Map<string, State>();

  async read(component: string): Promise<State | undefined> {
    return structuredClone(this.states.get(component));
  }

  async change(component: string, change: (before: State | undefined) => State): Promise<State> {
    const after = structuredClone(change(structuredClone(this.states.get(component))));
    this.states.set(component, after);
    return structuredClone(after);
  }
}
