import type { MonitorScore } from '@linetwin/contracts';
import type { KeptMonitor, MonitorLearning, MonitorOrder } from './monitor-record.ts';
import { MonitorStore, type ScoreOf } from './monitor-store.port.ts';

/** For tests that need no data base: keeps every promise but survival. */
export class InMemoryMonitorStore extends MonitorStore {
  private readonly models: (KeptMonitor & { order: string })[] = [];
  private readonly wanted = new Map<string, MonitorLearning>();
  private readonly orders = new Map<string, MonitorOrder>();
  private readonly said = new Map<string, ScoreOf>();

  async newest(equipment: string, at = Infinity): Promise<KeptMonitor | undefined> {
    const found = this.models.findLast((model) => model.equipment === equipment && model.trainedAt <= at);
    if (!found) return undefined;
    const { order: _order, ...model } = structuredClone(found);
    return model;
  }

  async keepModel(order: string, model: Omit<KeptMonitor, 'version'>, since: number): Promise<number> {
    const known = this.models.find((one) => one.order === order);
    if (known) return known.version;
    const version = this.models.filter(({ equipment }) => equipment === model.equipment).length + 1;
    this.models.push(structuredClone({ ...model, version, order }));
    if (this.wanted.get(model.equipment)?.since === since) this.wanted.delete(model.equipment);
    return version;
  }

  async learning(equipment: string): Promise<MonitorLearning | undefined> {
    return structuredClone(this.wanted.get(equipment));
  }

  async setLearning(learning: MonitorLearning): Promise<void> {
    this.wanted.set(learning.equipment, structuredClone(learning));
  }

  async putOrder(order: MonitorOrder): Promise<void> {
    this.orders.set(order.id, structuredClone(order));
  }

  async order(id: string): Promise<MonitorOrder | undefined> {
    return structuredClone(this.orders.get(id));
  }

  async settle(id: string): Promise<void> {
    this.orders.delete(id);
  }

  async addScores(scores: readonly ScoreOf[]): Promise<void> {
    for (const score of scores) {
      const key = `${score.equipment} ${score.at}`;
      if (!this.said.has(key)) this.said.set(key, structuredClone(score));
    }
  }

  async scores(equipment: string, from: number, to: number, limit: number): Promise<MonitorScore[]> {
    return [...this.said.values()]
      .filter((score) => score.equipment === equipment && score.at >= from && score.at <= to)
      .sort((a, b) => a.at - b.at)
      .slice(-limit)
      .map(({ equipment: _machine, ...score }) => structuredClone(score));
  }

  async forgetScores(before: number): Promise<void> {
    for (const [key, { at }] of this.said) if (at < before) this.said.delete(key);
  }
}
