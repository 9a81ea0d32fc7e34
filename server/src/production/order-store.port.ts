import type { OrderState, ProductionOrder } from '@linetwin/contracts';
import { Refusal } from '../platform/in-words.ts';

/** An order cannot be changed like this; the message goes to whoever asked. */
export class OrderError extends Refusal {
  override name = 'OrderError';
}

export interface OrderQuery {
  line?: string;
  states?: readonly OrderState[];
  limit: number;
}

/**
 * Orders of lines.
 *
 * Promises: `create` and `change` are all or nothing; a line has at most one running order, and whoever would start another gets
 * an `OrderError`, as does whoever takes a name twice. `list` gives what runs first, then by due date.
 */
export abstract class OrderStore {
  abstract list(query: OrderQuery): Promise<ProductionOrder[]>;
  abstract find(id: string): Promise<ProductionOrder | undefined>;
  /** @throws OrderError */
  abstract create(order: ProductionOrder): Promise<void>;
  /** @throws OrderError */
  abstract change(order: ProductionOrder): Promise<void>;
}

export function alreadyRuns(line: string): OrderError {
  return new OrderError(`Another order runs on the line ${line}; end it first.`, 'line-has-order');
}

export function nameIsTaken(id: string): OrderError {
  return new OrderError(`There is an order "${id}" already.`, 'production-order-taken', { id });
}
