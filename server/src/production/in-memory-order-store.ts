import type { ProductionOrder } from '@linetwin/contracts';
import { alreadyRuns, nameIsTaken, OrderStore, type OrderQuery } from './order-store.port.ts';

/** Orders in memory, for tests. */
export class InMemoryOrderStore extends OrderStore {
  private readonly orders = new Map<string, ProductionOrder>();

  async list({ line, states, limit }: OrderQuery): Promise<ProductionOrder[]> {
    const rank = ({ state }: ProductionOrder) => (state === 'running' ? 0 : 1);
    return structuredClone(
      [...this.orders.values()]
        .filter((one) => (line === undefined || one.line === line) && (!states || states.includes(one.state)))
        .sort((a, b) => rank(a) - rank(b) || a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    );
  }

  async find(id: string): Promise<ProductionOrder | undefined> {
    return structuredClone(this.orders.get(id));
  }

  async create(order: ProductionOrder): Promise<void> {
    if (this.orders.has(order.id)) throw nameIsTaken(order.id);
    await this.change(order);
  }

  async change(order: ProductionOrder): Promise<void> {
    const running = [...this.orders.values()].some(
      (one) => one.line === order.line && one.state === 'running' && one.id !== order.id,
    );
    if (order.state === 'running' && running) throw alreadyRuns(order.line);
    this.orders.set(order.id, structuredClone(order));
  }
}
