import type { Logger } from 'pino';
import type { ModelIndex } from '@linetwin/model';
import type { RunningOrder } from './line-production.ts';
import type { OrderStore } from './order-store.port.ts';

/** Orders are started by people; a machine books on the old one for no longer than this. */
const ASK_EVERY_MS = 5000;

/** What each line makes now, as the orders say; the line's first product while none runs. */
export class RunningOrders {
  private readonly store: OrderStore;
  private readonly logger: Logger;
  private readonly standard: ReadonlyMap<string, string>;
  private running = new Map<string, RunningOrder>();
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: { store: OrderStore; index: ModelIndex; logger: Logger }) {
    this.store = parts.store;
    this.logger = parts.logger;
    const { lines, production } = parts.index.model;
    this.standard = new Map(
      lines.map(({ id }) => [id, production.products.find(({ line }) => line === id)?.id ?? '']),
    );
  }

  start(): void {
    void this.ask();
    this.timer = setInterval(() => void this.ask(), ASK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  of(line: string): RunningOrder {
    return this.running.get(line) ?? { product: this.standard.get(line) ?? '', order: '' };
  }

  /** Asks the records now; what was known stays while they do not answer. */
  async ask(): Promise<void> {
    try {
      const orders = await this.store.list({ states: ['running'], limit: 1000 });
      this.running = new Map(orders.map(({ line, product, id }) => [line, { product, order: id }]));
    } catch (error) {
      this.logger.debug({ error: (error as Error).message }, 'running orders are not known anew');
    }
  }
}
