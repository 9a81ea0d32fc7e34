import type { NewOrder, OrderChange, OrderProgress, OrdersQuery, ProductionOrder } from '@linetwin/contracts';
import { lineRoles, PRODUCTION_INTERVAL_MS, productionIntervalStart } from '@linetwin/kpi';
import type { ModelIndex } from '@linetwin/model';
import { OrderError, type OrderStore } from './order-store.port.ts';
import { byStateAndDue, orderAt } from './past-production.ts';
import type { ProductionStore } from './production-store.port.ts';
import { UnknownProductionError } from './production.service.ts';

/** Orders that are looked through for how they stood in the past: some years of a line. */
const MOST_ORDERS = 20_000;
const OPEN = ['planned', 'running'] as const;
/** What may follow on what. */
const MOVES: Record<ProductionOrder['state'], readonly ProductionOrder['state'][]> = {
  planned: ['running', 'cancelled'],
  running: ['done', 'cancelled'],
  done: [],
  cancelled: [],
};

/** Orders of lines, and what was made of them. */
export class OrdersService {
  private readonly index: ModelIndex;
  private readonly orders: OrderStore;
  private readonly production: ProductionStore;
  private readonly now: () => number;

  constructor(parts: {
    index: ModelIndex;
    orders: OrderStore;
    production: ProductionStore;
    now?: () => number;
  }) {
    this.index = parts.index;
    this.orders = parts.orders;
    this.production = parts.production;
    this.now = parts.now ?? Date.now;
  }

  /** Orders with what was made of them; with `at` as they stood then, made in the quarters of an hour that were over. */
  async list({ line, open, at, limit }: OrdersQuery): Promise<OrderProgress[]> {
    const orders =
      at === undefined
        ? await this.orders.list({ line, limit, ...(open === 'true' && { states: OPEN }) })
        : await this.ordersAt(at, { line, open, limit });
    const begun = orders.flatMap(({ startedAt }) => startedAt ?? []);
    if (begun.length === 0) return orders.map((order) => ({ ...order, good: 0, scrap: 0 }));
    const from = Math.min(...begun) - PRODUCTION_INTERVAL_MS;
    const to = at === undefined ? this.now() + PRODUCTION_INTERVAL_MS : productionIntervalStart(at);
    const sums = await this.production.sums({ from, to, line }, ['order']);
    const last = new Set(this.index.model.lines.flatMap((one) => [...lineRoles(one, this.index).last]));
    return orders.map((order) => {
      const own = sums.filter((one) => one.order === order.id);
      return {
        ...order,
        good: own.reduce((sum, one) => (last.has(one.machine) ? sum + one.sums.good : sum), 0),
        scrap: own.reduce((sum, one) => sum + one.sums.scrap, 0),
      };
    });
  }

  private async ordersAt(at: number, { line, open, limit }: Omit<OrdersQuery, 'at'>) {
    const all = await this.orders.list({ line, limit: MOST_ORDERS });
    return all
      .flatMap((order) => orderAt(order, at) ?? [])
      .filter(({ state }) => open === 'false' || state === 'planned' || state === 'running')
      .sort(byStateAndDue)
      .slice(0, limit);
  }

  /** @throws OrderError, UnknownProductionError */
  async create(order: NewOrder, by: string): Promise<ProductionOrder> {
    const { products } = this.index.model.production;
    if (!this.index.line(order.line))
      throw new UnknownProductionError(`There is no line "${order.line}".`, 'not-in-plant', {
        what: order.line,
      });
    const own = products.filter(({ line }) => line === order.line).map(({ id }) => id);
    if (!own.includes(order.product))
      throw new UnknownProductionError(
        `"${order.product}" is no product of the line ${order.line}; known: ${own.join(', ')}.`,
        'not-in-plant',
        { what: order.product },
      );
    const at = this.now();
    const created: ProductionOrder = {
      ...order,
      state: 'planned',
      startedAt: null,
      endedAt: null,
      createdAt: at,
      createdBy: by,
      changedAt: at,
      changedBy: by,
    };
    await this.orders.create(created);
    return created;
  }

  /** @throws OrderError, UnknownProductionError */
  async change(
    id: string,
    change: OrderChange,
    by: string,
  ): Promise<{ before: ProductionOrder; after: ProductionOrder }> {
    const before = await this.orders.find(id);
    if (!before)
      throw new UnknownProductionError(`There is no order "${id}".`, 'no-production-order', { id });
    if (MOVES[before.state].length === 0)
      throw new OrderError(
        `The order ${id} is ${before.state}; it is not changed any more.`,
        'production-order-ended',
        { id, state: before.state },
      );
    const { state = before.state } = change;
    if (state !== before.state && !MOVES[before.state].includes(state))
      throw new OrderError(
        `The order ${id} is ${before.state} and cannot become ${state}.`,
        'production-order-not-begun',
        { id },
      );
    const at = this.now();
    const after: ProductionOrder = {
      ...before,
      quantity: change.quantity ?? before.quantity,
      dueAt: change.dueAt ?? before.dueAt,
      note: change.note ?? before.note,
      state,
      startedAt: state === 'running' ? (before.startedAt ?? at) : before.startedAt,
      endedAt: state === 'done' || state === 'cancelled' ? at : null,
      changedAt: at,
      changedBy: by,
    };
    await this.orders.change(after);
    return { before, after };
  }
}
