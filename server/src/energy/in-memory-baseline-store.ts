import { BaselineStore, type NonRoutineEvent, type StoredBaseline } from './baseline-store.port.ts';

/** Baselines and events in memory, for tests. */
export class InMemoryBaselineStore extends BaselineStore {
  private readonly baselines = new Map<string, StoredBaseline>();
  private readonly entered = new Map<string, NonRoutineEvent>();

  async add(baseline: StoredBaseline): Promise<void> {
    this.baselines.set(baseline.id, structuredClone(baseline));
  }

  async list(): Promise<StoredBaseline[]> {
    return structuredClone([...this.baselines.values()].sort((a, b) => a.at - b.at));
  }

  async retire(id: string): Promise<boolean> {
    return this.baselines.delete(id);
  }

  async addEvent(event: NonRoutineEvent): Promise<void> {
    this.entered.set(event.id, structuredClone(event));
  }

  async events(): Promise<NonRoutineEvent[]> {
    return structuredClone([...this.entered.values()].sort((a, b) => a.at - b.at));
  }

  async withdraw(id: string): Promise<boolean> {
    return this.entered.delete(id);
  }
}
